"""Fuzzes one harness: `python tests/fuzz/one.py NAME CORPUS... [libFuzzer's options]`. `make fuzz` runs all of them."""

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))
with atheris.instrument_imports(include=["mujaz", "tomllib"]):
    from tests.fuzz.harnesses import HARNESSES

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, HARNESSES[name])
    atheris.Fuzz()
