"""Runs Argos Translate, which LibreTranslate uses too, in an environment and a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.compare.processor import seconds_of_process
from bench.compare.workload import Model, Sentences

REQUIREMENTS = Path(__file__).parents[1] / "argos-requirements.txt"


class Argos:
    """A process that translates with the package `argos-translate-lt`.

    Args:
        model: The model to run.
        converted: The int8 conversion to pack.
        folder: The folder for environment, package and data.

    Raises:
        Unavailable: The package cannot be installed or does not run; the message says why.
    """

    name = "Argos Translate"

    def __init__(self, model: Model, converted: Path, folder: Path) -> None:
        python = environment(folder / "environment", REQUIREMENTS)
        package = pack(model, converted, folder / model.name.replace(" ", "-"))
        worker = Path(__file__).with_name("argos_worker.py")
        forced = [str(model.forced_length)] if model.forced_length else []
        data = {name: str(folder / "data") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
        self._process = subprocess.Popen(
            [python, worker, package, *forced],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={key: value for key, value in {**os.environ, **data}.items() if key != "PYTHONPATH"},
        )
        self._read()

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`; an article is returned as one text."""
        return self._ask(articles, lines=False)

    def translate_lines(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """Translate a sentence at a time, so that sentences are returned."""
        return self._ask(articles, lines=True)

    def _ask(self, articles: Sequence[Sentences], *, lines: bool) -> list[Sentences]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"articles": list(articles), "lines": lines}) + "\n")
        self._process.stdin.flush()
        answers: list[Sentences] = json.loads(self._read())
        return answers

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Unavailable(f"Argos Translate ended with code {self._process.wait()}")
        return line

    def processor_s(self) -> float:
        """See `System`."""
        return seconds_of_process(self._process.pid)

    def close(self) -> None:
        """See `System`."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


class Unavailable(Exception):
    """A system cannot be installed or run here; the message says why."""


def environment(folder: Path, requirements: Path) -> Path:
    """Make an environment with these packages and return its Python, or raise `Unavailable`."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-deps", "-r", requirements]
    if subprocess.run(install, check=False).returncode != 0:
        raise Unavailable(f"cannot install {requirements.name}")
    return python


def pack(model: Model, converted: Path, package: Path, languages: tuple[str, str] = ("ar", "en")) -> Path:
    """Make a package of Argos Translate from a conversion, declared for these languages."""
    source, target = languages
    package.mkdir(parents=True, exist_ok=True)
    metadata = {"package_version": "1", "argos_version": "1.9", "from_code": source, "from_name": source}
    (package / "metadata.json").write_text(json.dumps({**metadata, "to_code": target, "to_name": target}))
    for name, source in (("sentencepiece.model", "source.spm"), ("target.spm", "target.spm")):
        (package / name).write_bytes((model.folder / source).read_bytes())
    if not (package / "model").exists():
        (package / "model").symlink_to(converted.resolve())
    return package
