"""Keeps converted models. Each is converted once, in a process of its own, and stored completely or not at all."""

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mujaz.catalogue.folders import ModelFolder, scratch_folder
from mujaz.errors import ModelError

CONVERTER_VERSION = 3
"""Increase this whenever the converter would write something else for the same model."""
_RECORD_FILE = "conversion.json"
MARIAN_CONVERTER = "mujaz.catalogue.to_ctranslate2"
SUMMARISER_CONVERTER = "mujaz.catalogue.summariser_to_ctranslate2"


def converted(
    folder: ModelFolder, fingerprint: str, compute_type: str, cache_dir: Path, *, converter: str = MARIAN_CONVERTER
) -> Path:
    """Returns the ctranslate2 version of a model, which is converted now if it was not before.

    Args:
        folder: The model.
        fingerprint: Its fingerprint.
        compute_type: `int8` or `float32`.
        cache_dir: Where conversions are kept.
        converter: The program that converts models of this kind.

    Returns:
        A folder that ctranslate2 loads.

    Raises:
        ModelError: The model cannot be converted, or the cache cannot be written.
    """
    made_from = {
        "model": fingerprint,
        "converter": str(CONVERTER_VERSION),
        "ctranslate2": importlib.metadata.version("ctranslate2"),
        "compute_type": compute_type,
    }
    key = hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()
    target = cache_dir / "converted" / f"{folder.name.replace('/', '--')}-{compute_type}-{key[:16]}"
    if not _is_whole(target, made_from):
        _make(folder.path, target, made_from, converter)
    return target


def _is_whole(target: Path, made_from: dict[str, str]) -> bool:
    """Whether a conversion exists, was made from this model, and has undamaged weights."""
    try:
        record = json.loads((target / _RECORD_FILE).read_text(encoding="utf-8"))
        return bool(record == {**made_from, "sha256": _weights_sha256(target)})
    except (OSError, ValueError):
        return False


def _make(source: Path, target: Path, made_from: dict[str, str], converter: str) -> None:
    scratch = scratch_folder(target.parent, prefix=".converting-", purpose="converted models")
    try:
        _run_converter(converter, source, scratch, made_from["compute_type"])
        record = {**made_from, "sha256": _weights_sha256(scratch)}
        (scratch / _RECORD_FILE).write_text(json.dumps(record), encoding="utf-8")
        _put_in_place(scratch, target, made_from)
    except OSError as error:
        raise ModelError(f"cannot write the converted model to {target}: {error.strerror}") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run_converter(converter: str, source: Path, target: Path, compute_type: str) -> None:
    command = [sys.executable, "-m", converter, str(source), str(target), compute_type]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - own module
    if run.returncode != 0:
        lines = run.stderr.strip().splitlines()
        reason = lines[-1] if lines else f"the converter ended with code {run.returncode}, perhaps for lack of memory"
        raise ModelError(reason if run.returncode == 2 else f"cannot convert {source} for ctranslate2: {reason}")


def _put_in_place(scratch: Path, target: Path, made_from: dict[str, str]) -> None:
    """Renames the folder to its final name; an existing folder is replaced only if it is damaged."""
    for _ in range(2):
        try:
            scratch.rename(target)
        except OSError:
            if _is_whole(target, made_from):
                return  # another process converted it first
            shutil.rmtree(target, ignore_errors=True)
        else:
            return
    raise ModelError(f"cannot replace the damaged conversion {target}; delete it")


def _weights_sha256(folder: Path) -> str:
    with (folder / "model.bin").open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
