"""Measures the share of checks and second tries in the processor time: `python bench/second_tries.py --dev DIR`.

Each set of `DIR`, `Arabic<TAB>English` per line, is translated as one text, as on the server with the embedded model.
"""

import argparse
import time
from collections import Counter
from pathlib import Path

from mujaz.config import Settings
from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.local import decode
from mujaz.pipeline.pipeline import Pipeline
from mujaz.pipeline.steps import DecodeRequest, drive
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.types import Hypothesis, ProcessOptions, Translation

_MOST_CHARS = 1_000_000


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    folder: Path = parser.parse_args().dev
    print("| set | processor seconds | first tries | second tries | checks and the rest |\n|---|---:|---:|---:|---:|")
    pipeline = load_pipeline(Settings.load({"max_article_chars": _MOST_CHARS}))
    for path in sorted(folder.glob("*.tsv")):
        text = "\n".join(line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines())
        _, spent = measure(pipeline, text, ProcessOptions(skip_memory=True))
        shares = " | ".join(f"{spent[name] / spent['all']:.1%}" for name in ("first", "second", "rest"))
        print(f"| {path.stem} | {spent['all']:.0f} | {shares} |", flush=True)
    pipeline.close()


def measure(pipeline: Pipeline, text: str, options: ProcessOptions) -> tuple[Translation, Counter[str]]:
    """Translate a text.

    Returns:
        Its translation, and processor seconds: `first` of the first request to the model, `second` of the later ones,
        `rest` of everything else, and `all`.
    """
    spent: Counter[str] = Counter()

    def answer(request: DecodeRequest) -> list[Hypothesis]:
        started = time.process_time()
        hypotheses = decode(pipeline.translation, request, max_batch_tokens=pipeline.settings.max_batch_tokens)
        spent["second" if "first" in spent else "first"] += time.process_time() - started
        return hypotheses

    started = time.process_time()
    result = drive(pipeline.translate_text(text, options, Stopwatch()), answer)
    spent["all"] = time.process_time() - started
    spent["rest"] = spent["all"] - spent["first"] - spent["second"]
    return result.translation, spent


if __name__ == "__main__":
    main()
