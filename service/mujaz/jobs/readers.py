"""One reader for each format, which yields the rows of a file, including those that cannot be used.

A reader is told how many rows to skip, which is much faster than reading them. If a file is cut off, it raises what
Python raises; only the source knows what that means for the job.
"""

import codecs
import io
import json
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace

from mujaz.errors import ConfigError, InvalidInput
from mujaz.jobs.formats import InputFormat
from mujaz.jobs.inputs import InputFile, require_pyarrow
from mujaz.jobs.records import Failure
from mujaz.jobs.rows import MAX_ROW_CHARS, Row, Values, broken, undecoded
from mujaz.jobs.tables import read_table, repeated_column, without_column
from mujaz.readers.encodings import detect
from mujaz.readers.kinds import MAX_FILE_BYTES
from mujaz.readers.records import Fields as JsonFields
from mujaz.types import ArticleFailure, Finding, FindingKind, Severity

_TABLE_ROWS = 256
"""Rows of a Parquet file that are converted to Python values at once: some 2 MB of articles."""

_HEAD_BYTES = 8192
_WHOLE = (InputFormat.TEXT, InputFormat.HTML, InputFormat.DOCUMENT)
_WHOLE_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\r?\n|\[\s*\{)")
"""How JSON begins that is not an object a line, whatever the file is called."""
_USUAL_DELIMITERS = {InputFormat.CSV: ",", InputFormat.TSV: "\t"}


def read_rows(
    file: InputFile,
    stream: io.BufferedReader,
    *,
    encoding: str,
    columns: tuple[str, ...],
    start: int,
    delimiter: str = "",
) -> Generator[Row, None, None]:
    """Reads one file.

    Args:
        file: The file.
        stream: Its content.
        encoding: The encoding of its text; empty detects it.
        columns: The names of the wanted columns; the last three are those of id, title and body.
        start: The number of rows to skip.
        delimiter: The delimiter of a table; empty detects it.

    Yields:
        The rows after those.

    Raises:
        OSError, EOFError, ValueError, zlib.error: The rest of the file cannot be read.
    """
    for row in _read(file, stream, encoding, columns, start, delimiter):
        if row.next_row > start:  # readers of whole files skip nothing
            yield row


def _read(
    file: InputFile,
    stream: io.BufferedReader,
    encoding: str,
    columns: tuple[str, ...],
    start: int,
    delimiter: str,
) -> Iterator[Row]:
    if not stream.peek(1):
        yield broken("INPUT_EMPTY", "the file is empty")
    elif file.format is InputFormat.PARQUET:
        yield from _read_parquet(stream, columns, start)
    elif file.format is InputFormat.WORKBOOK:
        yield from _read_workbook(stream.read(MAX_FILE_BYTES + 1), file.name, columns)
    elif file.format in _WHOLE:
        yield from _read_whole(stream.read(MAX_FILE_BYTES + 1), file.name, encoding, columns)
    else:
        head = stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        name, guessed = detect(head, encoding, whole=len(head) < _HEAD_BYTES)
        if b"\0" in head and not name.startswith(("utf-16", "utf-32")):
            yield broken("INPUT_BINARY", f"this is not a {file.format.value} file but a binary one")
            return
        findings = (_guess(name),) if guessed else ()
        with _text(stream, name) as text:
            if file.format is InputFormat.JSONL and _WHOLE_JSON.match(head):
                rows = _read_whole(stream.read(MAX_FILE_BYTES + 1), file.name, encoding, columns)
            elif file.format is InputFormat.JSONL:
                rows = _read_jsonl(text, start)
            else:
                usual = _USUAL_DELIMITERS[file.format]
                rows = read_table(text, start, columns, usual=usual, delimiter=delimiter)
            for row in rows:
                if file.path and not file.compression:
                    row = replace(row, fraction=min(1.0, text.bytes_read / file.size_bytes))
                yield replace(row, findings=findings) if findings else row


def _guess(encoding: str) -> Finding:
    return Finding(
        kind=FindingKind.SOURCE_ENCODING,
        severity=Severity.INFO,
        message=f"The file is not UTF-8; it was read as {encoding}.",
    )


class _Lines(io.TextIOWrapper):
    """A text that is read line by line and tells how much was read. Its stream does not, as buffers read ahead."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        super().__init__(stream, encoding=encoding, errors="surrogateescape", newline="")
        plain = "utf-8" if encoding == "utf-8-sig" else encoding
        self._encoder = codecs.getincrementalencoder(plain)("replace")
        self.bytes_read = 0

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Reads a line, or the next part of one that is longer than `size`."""
        line = super().readline(size)
        self.bytes_read += len(self._encoder.encode(line))
        return line


@contextmanager
def _text(stream: io.BufferedReader, encoding: str) -> Iterator[_Lines]:
    """Opens a stream as text. Undecodable bytes become lone surrogates, so that they cost only their own row."""
    if codecs.lookup(encoding).name == "utf-8":
        encoding = "utf-8-sig"  # the same, without a byte order mark
    text = _Lines(stream, encoding)
    try:
        yield text
    finally:
        text.detach()  # otherwise it would close the stream, which it does not own


def _read_whole(data: bytes, name: str, encoding: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yields the articles of a file that is read as a whole, whatever its kind."""
    id_, title, body = columns[-3:]
    from mujaz.readers.files import Reading, read_file  # noqa: PLC0415, as it imports what reads web pages

    reading = Reading(encoding=encoding, fields=JsonFields(id=id_, title=title, body=body))
    try:
        found = read_file(data, name, reading)
    except (InvalidInput, ConfigError) as error:
        message = error.description if isinstance(error, InvalidInput) else error.message
        yield broken(error.reason, f"the file {message}" if isinstance(error, InvalidInput) else message)
        return
    for number, article in enumerate(found, start=1):
        place = f":{number}" if len(found) > 1 else ""
        content = Failure.of(article.error) if isinstance(article, ArticleFailure) else article
        yield Row(place=place, content=content, next_row=number, fraction=number / len(found))


def _read_workbook(data: bytes, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    if len(data) > MAX_FILE_BYTES:
        yield broken("FILE_TOO_LONG", f"the file is longer than {MAX_FILE_BYTES:,} bytes; split it, or save it as CSV")
        return
    from mujaz.jobs.sheets import read_sheets  # noqa: PLC0415, as it imports what reads documents

    yield from read_sheets(data, name, columns)


def _read_jsonl(text: io.TextIOWrapper, start: int) -> Iterator[Row]:
    number = 0
    while line := text.readline(MAX_ROW_CHARS):
        number += 1
        whole = line.endswith("\n") or len(line) < MAX_ROW_CHARS
        while not whole:
            whole = (rest := text.readline(MAX_ROW_CHARS)).endswith("\n") or not rest
            line = ""
        if number > start and (content := _parse(line)) is not None:
            yield Row(place=f":{number}", content=content, next_row=number)


def _parse(line: str) -> Values | Failure | None:
    """Returns the object in a line; None for a blank line. An empty string stands for a line that was too long."""
    if not line:
        return Failure(reason="ROW_TOO_LONG", message=f"the line has more than {MAX_ROW_CHARS:,} characters")
    if not line.strip():
        return None
    if (failure := undecoded(line)) is not None:
        return failure
    try:
        value = json.loads(line.strip(), object_pairs_hook=_without_repeats)
    except json.JSONDecodeError as error:
        what = error.msg.partition(":")[0].removesuffix(" at").removesuffix(" starting")
        return Failure(reason="ROW_MALFORMED", message=f"the line is not JSON: {what} at character {error.pos + 1:,}")
    except _RepeatedField as error:
        return Failure(reason="FIELD_REPEATED", message=f"the field {error} is in the line twice; rename one")
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        message = "the line is JSON with a number that is too long, or nested too deeply"
        return Failure(reason="ROW_MALFORMED", message=message)
    if not isinstance(value, dict):
        return Failure(reason="ROW_MALFORMED", message="the line is JSON but not an object of the form {...}")
    return value


class _RepeatedField(Exception):
    """A name that is in one object twice: it is unclear which value is meant."""


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _RepeatedField(repr(name[:40]))
            seen.add(name)
    return values


def _read_parquet(stream: io.BufferedReader, columns: tuple[str, ...], start: int) -> Iterator[Row]:
    require_pyarrow("reading Parquet")
    import pyarrow.parquet  # noqa: PLC0415

    with _damage_as_value_error(pyarrow.ArrowException), pyarrow.parquet.ParquetFile(stream) as table:
        names = table.schema_arrow.names
        if (wrong := without_column(names, columns) or repeated_column(names, columns)) is not None:
            yield wrong
            return
        total = table.metadata.num_rows
        number = 0
        groups: list[int] = []
        for group in range(table.num_row_groups):
            rows = table.metadata.row_group(group).num_rows
            if not groups and number + rows <= start:
                number += rows
            else:
                groups.append(group)
        tops = {name.partition(".")[0] for name in columns}
        wanted = [name for name in names if name in columns or name in tops]
        for batch in table.iter_batches(batch_size=_TABLE_ROWS, row_groups=groups, columns=wanted):
            for values in batch.to_pylist():
                number += 1
                if number > start:
                    yield Row(place=f":{number}", content=values, next_row=number, fraction=number / total)


@contextmanager
def _damage_as_value_error(kind: type[Exception]) -> Iterator[None]:
    """Raises ValueError for a damaged file, for which pyarrow raises errors of many kinds, KeyError among them."""
    try:
        yield
    except kind as error:
        raise ValueError(str(error)) from None
