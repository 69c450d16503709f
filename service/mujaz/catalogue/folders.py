"""Finds models on this machine, and verifies their files."""

import difflib
import hashlib
import json
import re
import tempfile
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from mujaz.catalogue.entries import CatalogueEntry, FileRecord, load_catalogue, models_root
from mujaz.config import Settings
from mujaz.errors import ModelCorrupted, ModelError, NotFound

HUB_ID = re.compile(r"(?P<repo>[\w.-]{1,96}/[\w.-]{1,96})(?:@(?P<revision>[\w./-]{1,80}))?", re.ASCII)
"""The parts become file names, which may not be longer than 255 bytes; a slash in a revision is quoted as three."""
COMMIT = re.compile(r"[0-9a-f]{40}")
MANIFEST_FILE = "mujaz-files.json"
"""A file in each downloaded folder: the hash and size of every file as it was downloaded."""
MODEL_FILES = ("*.json", "*.spm", "*.model", "*.txt")
"""The files of a model other than its weights."""

_SHOWN = 100
"""Characters of an overlong name that an error message quotes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFolder:
    """A model on this machine.

    Args:
        name: Its name in signatures: the id in the catalogue or on the hub, or the folder's name.
        path: Its folder.
        revision: The hub commit that was downloaded; empty for other models.
        entry: Its entry in the catalogue, where it has one.
        recorded: The expected hash and size of its files, by name; empty where none are recorded.
    """

    name: str
    path: Path
    revision: str = ""
    entry: CatalogueEntry | None = None
    recorded: Mapping[str, FileRecord] = field(default_factory=dict)


def find(model: str, settings: Settings) -> ModelFolder:
    """Finds a model on this machine, without the network.

    Args:
        model: An id in the catalogue, a path of a folder, or a hub id such as `org/name` or `org/name@revision`.
        settings: Say where downloads are kept.

    Raises:
        NotFound: There is no such model, or it has not been downloaded.
        ModelError: The path is not a folder, or an embedded model is missing.
    """
    entry = load_catalogue().get(model)
    if entry is not None and entry.folder:
        return _embedded(entry)
    if entry is None and (path := _named_folder(model)) is not None:
        return _local(path)
    hub_id = HUB_ID.fullmatch(entry.hub if entry else model)
    if hub_id is None:
        raise _unknown(model)
    entry = entry or hub_entry(hub_id["repo"])
    revision = hub_id["revision"] or (entry.revision if entry else "")
    folder = downloaded(hub_id["repo"], revision, entry, settings.cache_dir)
    if folder is None:
        raise NotFound(
            f"{model} is neither a folder here nor downloaded; `mujaz models pull {model}` downloads it",
            reason="MODEL_NOT_DOWNLOADED",
        )
    return folder


def _named_folder(model: str) -> Path | None:
    """The folder that a name means, which may not exist; None where the name is not a path."""
    try:
        path = Path(model).expanduser()
        return path if path.is_dir() or model.startswith(("/", "./", "../", "~")) else None
    except OSError as error:
        raise ModelError(f"there is no model folder {model[:_SHOWN]}...: {error.strerror}") from None
    except RuntimeError as error:  # no home folder for `~somebody`
        raise ModelError(f"there is no model folder {model[:_SHOWN]}: {error}") from None


def hub_entry(repo: str) -> CatalogueEntry | None:
    """The catalogue's entry for a hub id; None where there is none."""
    return next((entry for entry in load_catalogue().values() if entry.hub == repo), None)


def hub_folder(repo: str, cache_dir: Path) -> Path:
    """The folder for the downloads of a hub id; it has a folder for each commit, and `refs`."""
    return cache_dir / "hub" / repo.replace("/", "--")


def ref_file(repo: str, revision: str, cache_dir: Path) -> Path:
    """The file with the commit that a branch or tag had when it was downloaded; revision "" is the first download."""
    return hub_folder(repo, cache_dir) / "refs" / urllib.parse.quote(revision or "HEAD", safe="")


def downloaded(repo: str, revision: str, entry: CatalogueEntry | None, cache_dir: Path) -> ModelFolder | None:
    """Finds a hub model that has been downloaded.

    Args:
        repo: Its hub id.
        revision: A commit, or the name that was downloaded: a branch, a tag, or "" for no name.
        entry: Its entry in the catalogue, where it has one.
        cache_dir: Where downloads are kept.

    Returns:
        The model, or None if it has not been downloaded.

    Raises:
        ModelCorrupted: The list of downloaded files cannot be read.
    """
    ref = ref_file(repo, revision, cache_dir)
    commit = revision
    if not COMMIT.fullmatch(revision):
        commit = ref.read_text(encoding="utf-8") if ref.is_file() else ""
    path = hub_folder(repo, cache_dir) / commit
    if not commit or not path.is_dir():
        return None
    try:
        recorded = TypeAdapter(dict[str, FileRecord]).validate_json((path / MANIFEST_FILE).read_bytes())
    except (OSError, ValidationError):
        raise ModelCorrupted(f"{path / MANIFEST_FILE} is damaged; delete {path} and download the model again") from None
    known = entry.files if entry is not None and entry.revision == commit else {}
    return ModelFolder(
        name=entry.id if entry else repo, path=path, revision=commit, entry=entry, recorded={**recorded, **known}
    )


def verify(folder: ModelFolder) -> str:
    """Reads every file of a model and compares its hash with the recorded one.

    Args:
        folder: The model.

    Returns:
        The model's `fingerprint`, so that the files need not be read twice.

    Raises:
        ModelError: A file is missing.
        ModelCorrupted: A file does not match its recorded hash.
    """
    hashes = _hashes(folder)
    for name, record in folder.recorded.items():
        if hashes[name] != record.sha256:
            raise ModelCorrupted(
                f"{folder.path / name} is damaged: its sha256 is {hashes[name]} and should be {record.sha256}; "
                f"{_repair(folder)}"
            )
    return _digest(hashes)


def fingerprint(folder: ModelFolder) -> str:
    """One hash of the names and contents of all files that affect a model's output, in 64 hexadecimal digits.

    It is computed anew in each run: sha256 reads 92 MB in 0.05 s where the processor has instructions for it.

    Raises:
        ModelError: A file is missing or cannot be read.
    """
    return _digest(_hashes(folder))


def read_json(path: Path) -> dict[str, object]:
    """Reads a JSON object of a model folder.

    Raises:
        ModelError: The file is missing, not JSON, or not an object.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; is {path.parent} a complete model folder?") from None
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON: {error}") from None
    if not isinstance(value, dict):
        raise ModelError(f"{path} holds a JSON {type(value).__name__}, not an object")
    return value


def weight_files(path: Path) -> list[Path]:
    """The weights of a folder: safetensors files, or pickled checkpoints where there are none.

    Raises:
        ModelError: The folder has neither.
    """
    files = sorted(path.glob("*.safetensors")) or sorted(path.glob("pytorch_model*.bin"))
    if not files:
        raise ModelError(f"{path} holds no weights: neither model.safetensors nor pytorch_model.bin")
    return files


def scratch_folder(parent: Path, *, prefix: str, purpose: str) -> Path:
    """Makes a folder for files that are not complete yet, to be renamed when they are.

    Args:
        parent: The folder to make it in; it is made as well if need be.
        prefix: How its name begins.
        purpose: What is written there, for the error.

    Raises:
        ModelError: The cache cannot be written.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        scratch.chmod(0o755)  # another user may read this cache
    except OSError as error:
        raise ModelError(
            f"cannot write {purpose} to {parent}: {error.strerror}; "
            "set cache_dir (MUJAZ_CACHE_DIR) to a folder that can be written"
        ) from None
    return scratch


def _embedded(entry: CatalogueEntry) -> ModelFolder:
    path = models_root() / entry.folder
    if not path.is_dir():
        raise ModelError(f"the embedded model {entry.id} is missing from {path}; install Mujaz again")
    return ModelFolder(name=entry.id, path=path, entry=entry, recorded=entry.files)


def _local(path: Path) -> ModelFolder:
    if not path.is_dir():
        raise ModelError(f"the model folder {path} does not exist")
    path = path.resolve()
    return ModelFolder(name=path.name, path=path)


def _unknown(model: str) -> NotFound:
    known = list(load_catalogue())
    close = difflib.get_close_matches(model, known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"known models: {', '.join(known)}; a hub id is written org/name"
    return NotFound(f"no model is called {model!r}; {hint}", reason="MODEL_UNKNOWN")


def _repair(folder: ModelFolder) -> str:
    if folder.revision:
        return f"delete {folder.path} and run `mujaz models pull {folder.name}`"
    return "install Mujaz again"


def _hashes(folder: ModelFolder) -> dict[str, str]:
    names = sorted(folder.recorded) or sorted(
        {path.name for pattern in MODEL_FILES for path in folder.path.glob(pattern)}
        | {path.name for path in weight_files(folder.path)}
    )
    return {name: _sha256(folder.path / name) for name in names}


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; is {path.parent} a complete model folder?") from None


def _digest(hashes: Mapping[str, str]) -> str:
    lines = "".join(f"{name}\0{sha256}\n" for name, sha256 in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
