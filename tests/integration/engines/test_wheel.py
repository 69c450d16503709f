"""The wheel carries the embedded models and works away from the repository."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
PROGRAM = """
import sys
from pathlib import Path
import mujaz
from mujaz.catalogue.entries import load_catalogue
from mujaz.catalogue.folders import find, verify
from mujaz.config import Settings
from mujaz.engines.load import load_summary_engine, load_translation_engine
from mujaz.types import Chunk, DecodingOptions
root, cache = map(Path, sys.argv[1:])
assert Path(mujaz.__file__).is_relative_to(root), mujaz.__file__
settings = Settings(cache_dir=cache)
for entry in load_catalogue().values():
    if entry.folder:
        folder = find(entry.id, settings)
        assert folder.path.is_relative_to(root)
        verify(folder)
load_summary_engine(settings)
engine = load_translation_engine(settings)
golden = engine.model.golden
print(engine.translate([Chunk(pieces=engine.encode(golden.source))], DecodingOptions())[0].text == golden.target)
"""


@pytest.mark.slow
def test_an_installed_wheel_finds_its_models_and_translates(tmp_path: Path) -> None:
    def run(*command: str | Path, **options) -> str:
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
        assert result.returncode == 0, result.stderr
        return result.stdout

    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist", cwd=REPOSITORY)
    [wheel] = (tmp_path / "dist").glob("mujaz-*.whl")
    install = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps")
    run(sys.executable, *install, "--target", tmp_path / "site", wheel)
    output = run(
        sys.executable, "-c", PROGRAM, tmp_path / "site", tmp_path / "cache",
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert output.strip() == "True"
