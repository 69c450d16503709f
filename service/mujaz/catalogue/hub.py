"""Downloads models from the hub: the needed files of one commit, with their hashes, completely or not at all."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from mujaz.catalogue.entries import CatalogueEntry, FileRecord, load_catalogue
from mujaz.catalogue.folders import (
    COMMIT,
    HUB_ID,
    MANIFEST_FILE,
    MODEL_FILES,
    ModelFolder,
    downloaded,
    find,
    hub_entry,
    hub_folder,
    ref_file,
    scratch_folder,
    verify,
)
from mujaz.config import Settings
from mujaz.errors import ConfigError, ModelCorrupted, ModelError, NotFound, first_line

_SAFE_WEIGHTS = "*.safetensors"
_PICKLED_WEIGHTS = "pytorch_model*.bin"


def pull(model: str, settings: Settings, *, endpoint: str | None = None) -> ModelFolder:
    """Downloads a model, unless it is already on this machine.

    Without a revision, this is the one in the catalogue, or else the one downloaded before, or else the newest commit,
    which stays in use from then on. A branch, as in `org/name@main`, is looked up each time.

    Args:
        model: An id in the catalogue, or a hub id such as `org/name` or `org/name@revision`.
        settings: Say where downloads are kept, and whether they are allowed.
        endpoint: Address of the hub; by default the one that huggingface_hub is configured to use.

    Returns:
        The model, its files verified.

    Raises:
        ConfigError: `offline` is set, or huggingface_hub is not installed.
        NotFound: The hub has no such model or revision.
        ModelError: The hub cannot be reached, a file was damaged on the way, or the cache cannot be written.
    """
    entry = load_catalogue().get(model)
    hub_id = HUB_ID.fullmatch(entry.hub if entry else model)
    if hub_id is None:
        folder = find(model, settings)  # embedded, or a path: nothing to download
        verify(folder)
        return folder
    repo = hub_id["repo"]
    entry = entry or hub_entry(repo)
    wanted = hub_id["revision"] or (entry.revision if entry else "")
    moves = wanted != "" and not COMMIT.fullmatch(wanted)
    here = None if moves else downloaded(repo, wanted, entry, settings.cache_dir)
    if here is None:
        if settings.offline:
            raise ConfigError(f"{model} is not here, and offline forbids downloading it", reason="CONFIG_OFFLINE")
        commit = _download(repo, wanted or "main", entry, settings.cache_dir, endpoint)
        here = downloaded(repo, commit, entry, settings.cache_dir)
        assert here is not None, "a download that succeeded is there"
    verify(here)
    if not COMMIT.fullmatch(wanted):
        _write_whole(ref_file(repo, wanted, settings.cache_dir), here.revision)
    return here


def _download(repo: str, revision: str, entry: CatalogueEntry | None, cache_dir: Path, endpoint: str | None) -> str:
    """Downloads one revision and returns its commit."""
    try:
        import huggingface_hub  # noqa: PLC0415 - only an extra installs it
        from huggingface_hub import errors  # noqa: PLC0415
    except ImportError:
        raise ConfigError(
            "downloading needs huggingface_hub, from the extra hub: `pip install '.[hub]'` in the folder of Mujaz",
            reason="CONFIG_EXTRA",
        ) from None
    try:
        info = huggingface_hub.HfApi(endpoint=endpoint).model_info(repo, revision=revision, files_metadata=True)
        files = {file.rfilename: file for file in info.siblings or [] if "/" not in file.rfilename}
        commit = str(info.sha)
        names = _wanted_files(files)
        scratch = scratch_folder(hub_folder(repo, cache_dir), prefix=".pulling-", purpose="downloads")
        try:
            huggingface_hub.snapshot_download(
                repo, revision=commit, local_dir=scratch, allow_patterns=names, endpoint=endpoint
            )
            recorded = _record(scratch, {name: files[name] for name in names}, entry, commit)
            _write_whole(
                scratch / MANIFEST_FILE, json.dumps({name: asdict(record) for name, record in recorded.items()})
            )
            _put_in_place(scratch, hub_folder(repo, cache_dir) / commit)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except (errors.RepositoryNotFoundError, errors.RevisionNotFoundError):
        raise NotFound(f"the hub has no model {repo} at revision {revision}", reason="MODEL_UNKNOWN") from None
    except errors.HfHubHTTPError as error:
        raise ModelError(f"the hub refused {repo}: {first_line(error)}") from None
    except (OSError, errors.HTTPError) as error:  # type: ignore[attr-defined] # imported there, not exported
        raise ModelError(
            f"cannot reach the hub for {repo} ({first_line(error)}); is there a network? "
            f"Or run `mujaz models pull {repo} --output DIR` on a machine with a network, copy DIR to this one, "
            "and give it as --translation-model or --summary-model"
        ) from None
    return commit


def _wanted_files(names: Iterable[str]) -> list[str]:
    """Selects configuration, vocabularies, and weights in one format: no code, and pickles only without safetensors."""
    top = sorted(names)
    weights = [name for name in top if fnmatch(name, _SAFE_WEIGHTS)] or [
        name for name in top if fnmatch(name, _PICKLED_WEIGHTS)
    ]
    return weights + [name for name in top if any(fnmatch(name, pattern) for pattern in MODEL_FILES)]


def _record(folder: Path, files: dict[str, Any], entry: CatalogueEntry | None, commit: str) -> dict[str, FileRecord]:
    """Hashes the downloaded files, and compares them with the hashes of the hub and the catalogue."""
    known = entry.files if entry is not None and entry.revision == commit else {}
    records: dict[str, FileRecord] = {}
    for name, file in files.items():
        with (folder / name).open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        records[name] = FileRecord(sha256=sha256, size=(folder / name).stat().st_size)
        expected = known[name].sha256 if name in known else file.lfs.sha256 if file.lfs else sha256
        if sha256 != expected:
            raise ModelCorrupted(
                f"{name} was damaged on the way: its sha256 is {sha256} and should be {expected}; pull it again"
            )
    return records


def _put_in_place(scratch: Path, target: Path) -> None:
    shutil.rmtree(scratch / ".cache", ignore_errors=True)  # huggingface_hub's own records
    try:
        scratch.rename(target)
    except OSError:
        if not target.is_dir():
            raise  # otherwise another process downloaded it first


def _write_whole(path: Path, text: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(exist_ok=True)
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)
