"""LibreTranslate 1.9.6 as a process of its own, in an environment of its own, with the embedded weights."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.compare.workload import convert_whole

HERE = Path(__file__).parent
MODEL = HERE.parent / "models/starter-ar-en"
_START_S = 120.0
_NAMES = {"ar": "Arabic", "en": "English"}


@contextmanager
def running_libretranslate(folder: Path, *, threads: int) -> Iterator[str]:
    """Runs it while inside.

    Args:
        folder: Where environment and package go, and stay.
        threads: Requests that it serves at once.

    Yields:
        Its address.

    Raises:
        SystemExit: It cannot be installed, or does not start.
    """
    python = _environment(folder / "libretranslate")
    for source, target in (("ar", "en"), ("en", "ar")):  # with one language pair it would look for more on the network
        _pack(folder, source, target)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    flags = ["--host", "127.0.0.1", "--port", str(port), "--load-only", "ar,en", "--threads", str(threads)]
    data = {name: str(folder / "data") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    environment = {key: value for key, value in {**os.environ, **data}.items() if key != "PYTHONPATH"}
    with (folder / "libretranslate.log").open("wb") as log:
        process = subprocess.Popen(
            [python, HERE / "libretranslate_worker.py", *flags], stdout=log, stderr=log, env=environment
        )
        try:
            yield _when_ready(f"http://127.0.0.1:{port}", process)
        finally:
            process.kill()
            process.wait()


def _when_ready(address: str, process: "subprocess.Popen[bytes]") -> str:
    end_s = time.monotonic() + _START_S
    while process.poll() is None and time.monotonic() < end_s:
        try:
            httpx.get(f"{address}/health", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return address
    raise SystemExit("LibreTranslate did not start; libretranslate.log in its folder says why")


def _environment(folder: Path) -> Path:
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        requirements = HERE / "libretranslate-requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "-qq", "--no-deps", "-r", requirements], check=True)
    return python


def _pack(folder: Path, source: str, target: str) -> None:
    converted = folder / "converted"
    if not converted.exists():
        converted.mkdir(parents=True)
        convert_whole(MODEL, converted)
    package = folder / f"data/argos-translate/packages/translate-{source}_{target}-1_9"
    package.mkdir(parents=True, exist_ok=True)
    said = {"package_version": "1", "argos_version": "1.9", "from_code": source, "to_code": target}
    names = {"from_name": _NAMES[source], "to_name": _NAMES[target]}
    (package / "metadata.json").write_text(json.dumps(said | names))
    for name, model in (("sentencepiece.model", "source.spm"), ("target.spm", "target.spm")):
        (package / name).write_bytes((MODEL / model).read_bytes())
    if not (package / "model").exists():
        (package / "model").symlink_to(converted.resolve())
