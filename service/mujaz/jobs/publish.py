"""The output of a job, made from its lines of results and put in its place in one step."""

import hashlib
import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from google.protobuf.descriptor import FieldDescriptor

from mujaz.errors import ConfigError
from mujaz.jobs.formats import OutputFormat
from mujaz.jobs.inputs import require_pyarrow
from mujaz.jobs.results import sync_folder
from mujaz.wire.results import ARTICLE_RESULT

if TYPE_CHECKING:
    import pyarrow

_TABLE_ROWS = 512
"""Results that form one row group of Parquet: some 4 MB."""
_ARROW_TYPES = {
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_ENUM: "string",
    FieldDescriptor.TYPE_UINT32: "uint32",
    FieldDescriptor.TYPE_DOUBLE: "double",
    FieldDescriptor.TYPE_BOOL: "bool",
}

_PLAIN_NAME = re.compile(r"[\w\- ][\w\-. ]*")
_NAME_BYTES = 200
"""File systems allow 255 bytes, of which the suffix and the hash take some."""

_TEXT_SUFFIX = ".en.txt"
_BRIEF_SUFFIX = ".brief.txt"
_NOTES_SUFFIX = ".notes.txt"
_SUFFIXES = (_TEXT_SUFFIX, _BRIEF_SUFFIX, _NOTES_SUFFIX)


def publish(results: Path, output: Path, format_: OutputFormat) -> None:
    """Puts the output in its place. Doing it again after a crash in its midst does no harm.

    Args:
        results: The lines of results. As JSON Lines they are the output and move there, else they stay.
        output: The place. What was there is replaced.
        format_: What to make of them.

    Raises:
        ConfigError: The results are gone.
    """
    if not results.exists():
        if format_ is OutputFormat.JSONL and output.exists():
            return  # they were moved, just before the crash
        raise ConfigError(f"{results} is gone; add --restart to begin anew", reason="JOB_DAMAGED")
    match format_:
        case OutputFormat.JSONL:
            os.replace(results, output)
        case OutputFormat.PARQUET:
            made = results.with_name("output.parquet")
            _write_parquet(results, made)
            os.replace(made, output)
        case OutputFormat.TEXT:
            made = results.with_name("output")
            _write_texts(results, made)
            _replace_folder(made, output)
    sync_folder(output.absolute().parent)


def _lines(results: Path) -> Iterator[dict[str, Any]]:
    with open(results, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _write_parquet(results: Path, made: Path) -> None:
    require_pyarrow("writing Parquet")
    import pyarrow.parquet  # noqa: PLC0415

    schema = _schema()
    lines = _lines(results)
    with open(made, "wb") as file:
        with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
            while rows := list(itertools.islice(lines, _TABLE_ROWS)):
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
        os.fsync(file.fileno())


def _schema() -> "pyarrow.Schema":
    """The columns of `mujaz.v1.ProcessArticleResponse`, by the names of the proto; lines of results have no timings."""
    import pyarrow  # noqa: PLC0415

    return pyarrow.schema([_column(field) for field in ARTICLE_RESULT.fields if field.name != "timings"])


def _column(field: FieldDescriptor) -> "pyarrow.Field":
    """A field as JSON shows it: enums are their names."""
    import pyarrow  # noqa: PLC0415

    if field.message_type is None:
        kind = pyarrow.type_for_alias(_ARROW_TYPES[field.type])
    else:
        kind = pyarrow.struct([_column(inner) for inner in field.message_type.fields])
    return pyarrow.field(field.name, pyarrow.list_(kind) if field.is_repeated else kind)


def _write_texts(results: Path, folder: Path) -> None:
    """For each article its text, its brief and what to read with care, named by the id, whose slashes are folders."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for result in _lines(results):
        path = folder.joinpath(*map(_file_name, result["id"].strip("/").split("/")))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(part for part in (result["title"], result["body"].strip("\n")) if part)
        path.with_name(path.name + _TEXT_SUFFIX).write_text(text + "\n", encoding="utf-8")
        if "brief" in result:
            path.with_name(path.name + _BRIEF_SUFFIX).write_text(result["brief"]["text"] + "\n", encoding="utf-8")
        path.with_name(path.name + _NOTES_SUFFIX).write_text("\n".join(_notes(result)) + "\n", encoding="utf-8")
    os.sync()


def _notes(result: dict[str, Any]) -> Iterator[str]:
    """How far a translation can be trusted, and its warnings and errors with the line of the body that they are in."""
    yield f"confidence {result['confidence']:.2f}"
    for name, text in (("title", result["title"]), ("body", result["body"])):
        for segment in result["title_segments" if name == "title" else "segments"]:
            where = "title" if name == "title" else f"line {text.count(chr(10), 0, segment['target']['start']) + 1}"
            for finding in segment["findings"]:
                severity = finding["severity"].removeprefix("SEVERITY_").lower()
                if severity != "info":
                    yield f"{where}: {severity}: {finding['message']}"


def _file_name(part: str) -> str:
    """A name that any file system takes: the part itself where that can be, else with a hash for what is left out."""
    size_bytes = len(part.encode())
    if _PLAIN_NAME.fullmatch(part) and size_bytes <= _NAME_BYTES and not part.endswith(_SUFFIXES):
        return part
    digest = hashlib.sha256(part.encode()).hexdigest()[:12]
    readable = re.sub(r"[^\w\-]+", "_", part)[: _NAME_BYTES // 4]  # four bytes are the longest letter
    return f"{readable}-{digest}"


def _replace_folder(made: Path, output: Path) -> None:
    """Moves a folder to its place. A folder cannot be replaced in one step, so the old one is put aside first."""
    old = made.with_name("output.old")
    if output.exists():
        shutil.rmtree(old, ignore_errors=True)
        os.rename(output, old)
    os.rename(made, output)
    shutil.rmtree(old, ignore_errors=True)
