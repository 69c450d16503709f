"""Makes the output of a job from its results, and moves it into place in one step."""

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
"""The results in a row group of Parquet: some 4 MB."""
_ARROW_TYPES = {
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_ENUM: "string",
    FieldDescriptor.TYPE_UINT32: "uint32",
    FieldDescriptor.TYPE_DOUBLE: "double",
    FieldDescriptor.TYPE_BOOL: "bool",
}

_PLAIN_NAME = re.compile(r"[\w\- ][\w\-. ]*")
_NAME_BYTES = 200
"""The longest name that is kept. File systems allow 255 bytes, of which the suffix and the hash take some."""

_TEXT_SUFFIX = ".en.txt"
_BRIEF_SUFFIX = ".brief.txt"
_NOTES_SUFFIX = ".notes.txt"
_SUFFIXES = (_TEXT_SUFFIX, _BRIEF_SUFFIX, _NOTES_SUFFIX)


def publish(results: Path, output: Path, format_: OutputFormat) -> None:
    """Makes the output and moves it into place. After a crash it can be done again.

    Args:
        results: The file of results. For JSON Lines it is the output itself and is moved; otherwise it stays.
        output: Where the output goes. What is there is replaced.
        format_: The format of the output.

    Raises:
        ConfigError: The results are missing.
    """
    if not results.exists():
        if format_ is OutputFormat.JSONL and output.exists():
            return  # they were moved just before a crash
        raise ConfigError(f"{results} is missing; add --restart to start over", reason="JOB_DAMAGED")
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
    """The columns of `mujaz.v1.ProcessArticleResponse`, named as in the proto. Results of a job have no timings."""
    import pyarrow  # noqa: PLC0415

    return pyarrow.schema([_column(field) for field in ARTICLE_RESULT.fields if field.name != "timings"])


def _column(field: FieldDescriptor) -> "pyarrow.Field":
    """The column of a field, with values as in JSON: enums are their names."""
    import pyarrow  # noqa: PLC0415

    if field.message_type is None:
        kind = pyarrow.type_for_alias(_ARROW_TYPES[field.type])
    else:
        kind = pyarrow.struct([_column(inner) for inner in field.message_type.fields])
    return pyarrow.field(field.name, pyarrow.list_(kind) if field.is_repeated else kind)


def _write_texts(results: Path, folder: Path) -> None:
    """Writes each article's text, brief and notes to files that are named by its id; slashes in the id make folders."""
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
    """Yields the confidence of a translation, and its warnings and errors, each with its line of the body."""
    yield f"confidence {result['confidence']:.2f}"
    for name, text in (("title", result["title"]), ("body", result["body"])):
        for segment in result["title_segments" if name == "title" else "segments"]:
            where = "title" if name == "title" else f"line {text.count(chr(10), 0, segment['target']['start']) + 1}"
            for finding in segment["findings"]:
                severity = finding["severity"].removeprefix("SEVERITY_").lower()
                if severity != "info":
                    yield f"{where}: {severity}: {finding['message']}"


def _file_name(part: str) -> str:
    """Returns a name that any file system accepts: the part itself if possible, else part of it and a hash."""
    size_bytes = len(part.encode())
    if _PLAIN_NAME.fullmatch(part) and size_bytes <= _NAME_BYTES and not part.endswith(_SUFFIXES):
        return part
    digest = hashlib.sha256(part.encode()).hexdigest()[:12]
    readable = re.sub(r"[^\w\-]+", "_", part)[: _NAME_BYTES // 4]  # a character has at most four bytes
    return f"{readable}-{digest}"


def _replace_folder(made: Path, output: Path) -> None:
    """Moves a folder to its place. A folder cannot be replaced in one step, so the old one is put aside first."""
    old = made.with_name("output.old")
    if output.exists():
        shutil.rmtree(old, ignore_errors=True)
        os.rename(output, old)
    os.rename(made, output)
    shutil.rmtree(old, ignore_errors=True)
