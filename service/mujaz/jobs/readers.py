"""One reader for each format: a file in, its rows out, broken ones among them.

A reader is given how many rows to pass over, which is much faster than reading them. It raises what Python raises
where a file ends before its time; only the source knows what that means for the job.
"""

import csv
import io
import json
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from mujaz.jobs.inputs import InputFile, InputFormat, require_pyarrow
from mujaz.jobs.records import Failure
from mujaz.readers.encodings import decode
from mujaz.readers.page import read_page
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.types import Article

MAX_ROW_CHARS = 16 * 2**20
"""The longest line, cell or text that is looked at, so that no file, whatever it is, fills the memory. The longest
article that is accepted has 100,000 characters."""

_TABLE_ROWS = 256
"""Rows of a Parquet file that are made Python values at once: some 2 MB of articles."""

_HEAD_BYTES = 4096
_WIDE = re.compile(r"utf-?_?(16|32)", re.IGNORECASE)
_COLUMN_NAME = re.compile(r"[\w.-]{1,40}")
_NOT_DECODED = re.compile("[\udc80-\udcff]")

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands at one place of a file.

    Args:
        place: Where, behind the file's name: ":17"; empty where the row is the file.
        content: The fields by name, or the article itself, or why there is none.
        next_row: Rows up to its end.
        fraction: How much of the file that is, where the file's position does not tell.
    """

    place: str
    content: Values | Article | Failure
    next_row: int
    fraction: float | None = None


def read_rows(
    file: InputFile, stream: io.BufferedReader, *, encoding: str, columns: tuple[str, ...], start: int
) -> Generator[Row, None, None]:
    """Reads one file.

    Args:
        file: What it is.
        stream: Its content.
        encoding: Of its text; empty is UTF-8, and for HTML what the page says.
        columns: The wanted ones; the last two are those with title and body.
        start: Rows to pass over.

    Yields:
        The rows behind them.

    Raises:
        OSError, EOFError, ValueError, zlib.error: The file cannot be read on.
    """
    for row in _read(file, stream, encoding, columns, start):
        if row.next_row > start:  # readers of a single row do not look
            yield row


def _read(
    file: InputFile, stream: io.BufferedReader, encoding: str, columns: tuple[str, ...], start: int
) -> Iterator[Row]:
    if not stream.peek(1):
        yield _broken("INPUT_EMPTY", "the file is empty")
    elif file.format is InputFormat.PARQUET:
        yield from _read_parquet(stream, columns, start)
    elif b"\0" in stream.peek(_HEAD_BYTES) and not _WIDE.match(encoding):
        yield _broken(
            "INPUT_BINARY", f"this is no {file.format.value} file but a binary one, or UTF-16: say so with --encoding"
        )
    elif file.format is InputFormat.HTML:
        yield _read_html(stream.read(MAX_ROW_CHARS + 1), encoding)
    else:
        with _text(stream, encoding) as text:
            match file.format:
                case InputFormat.JSONL:
                    yield from _read_jsonl(text, start)
                case InputFormat.CSV:
                    yield from _read_csv(text, start, columns, delimiter=",")
                case InputFormat.TSV:
                    yield from _read_csv(text, start, columns, delimiter="\t")
                case InputFormat.TEXT:
                    yield _read_text(text.read(MAX_ROW_CHARS + 1), columns)


@contextmanager
def _text(stream: io.BufferedReader, encoding: str) -> Iterator[io.TextIOWrapper]:
    """The text of a stream. Bytes that are none become lone surrogates, so that one bad row is one bad row."""
    if encoding.lower().replace("_", "-") in ("", "utf-8", "utf8"):
        encoding = "utf-8-sig"  # the same, less a byte order mark
    text = io.TextIOWrapper(stream, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield text
    finally:
        text.detach()  # else it would close the stream, which is not its own


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
    """The object in a line; None where the line has nothing, and a line of no length is one that was too long."""
    if not line:
        return Failure(reason="ROW_TOO_LONG", message=f"the line has more than {MAX_ROW_CHARS:,} characters")
    if not line.strip():
        return None
    if (undecoded := _undecoded(line)) is not None:
        return undecoded
    try:
        value = json.loads(line.strip())
    except json.JSONDecodeError as error:
        what = error.msg.partition(":")[0].removesuffix(" at")
        return Failure(reason="ROW_MALFORMED", message=f"the line is not JSON: {what} at character {error.pos + 1:,}")
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        return Failure(reason="ROW_MALFORMED", message="the line is JSON of a kind that cannot be an article")
    if not isinstance(value, dict):
        return Failure(reason="ROW_MALFORMED", message="the line is JSON but not an object of the form {...}")
    return value


def _read_csv(text: io.TextIOWrapper, start: int, columns: tuple[str, ...], *, delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW_CHARS)
    rows = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
    except csv.Error as error:
        yield _broken("ROW_MALFORMED", f"the header cannot be read: {error}")
        return
    if (missing := _without_column(header, columns)) is not None:
        yield missing
        return
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            content: Values | Failure | None = Failure(reason="ROW_MALFORMED", message=f"the row is broken: {error}")
        else:
            if cells is None:
                return
            content = _row_of_cells(header, cells)
        if number > start and content is not None:
            yield Row(place=f":{rows.line_num}", content=content, next_row=number)


def _row_of_cells(header: list[str], cells: list[str]) -> Values | Failure | None:
    if not cells:
        return None
    if len(cells) != len(header):
        message = f"the row has {len(cells)} cells and the header {len(header)}; is a delimiter not in quotes?"
        return Failure(reason="ROW_MALFORMED", message=message)
    for cell in cells:
        if (undecoded := _undecoded(cell)) is not None:
            return undecoded
    return dict(zip(header, cells, strict=True))


def _read_parquet(stream: io.BufferedReader, columns: tuple[str, ...], start: int) -> Iterator[Row]:
    require_pyarrow("reading Parquet")
    import pyarrow.parquet  # noqa: PLC0415

    with _damage_as_value_error(pyarrow.ArrowException), pyarrow.parquet.ParquetFile(stream) as table:
        names = table.schema_arrow.names
        if (missing := _without_column(names, columns)) is not None:
            yield missing
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
        wanted = [name for name in names if name in columns]
        for batch in table.iter_batches(batch_size=_TABLE_ROWS, row_groups=groups, columns=wanted):
            for values in batch.to_pylist():
                number += 1
                if number > start:
                    yield Row(place=f":{number}", content=values, next_row=number, fraction=number / total)


@contextmanager
def _damage_as_value_error(kind: type[Exception]) -> Iterator[None]:
    """What pyarrow says of a damaged file is a KeyError here, a NotImplementedError there."""
    try:
        yield
    except kind as error:
        raise ValueError(str(error)) from None


def _read_text(body: str, columns: tuple[str, ...]) -> Row:
    if len(body) > MAX_ROW_CHARS:
        return _broken("ROW_TOO_LONG", f"the text has more than {MAX_ROW_CHARS:,} characters")
    if (undecoded := _undecoded(body)) is not None:
        return Row(place="", content=undecoded, next_row=1)
    title, body = split_headline(with_line_feeds(body))
    return Row(place="", content={columns[-2]: title, columns[-1]: body}, next_row=1)


def _read_html(data: bytes, encoding: str) -> Row:
    if len(data) > MAX_ROW_CHARS:
        return _broken("ROW_TOO_LONG", f"the page has more than {MAX_ROW_CHARS:,} bytes")
    decoded = decode(data, encoding)
    page = read_page(decoded.text)
    article = Article(
        title=page.title,
        body=page.body,
        url=page.url,
        source=page.source,
        published=page.published,
        findings=(*decoded.findings, *page.findings),
    )
    return Row(place="", content=article, next_row=1)


def _undecoded(text: str) -> Failure | None:
    found = None if text.isascii() else _NOT_DECODED.search(text)
    if found is None:
        return None
    message = f"not all of it is text in this encoding (character {found.start() + 1:,}); name the right --encoding"
    return Failure(reason="ENCODING", message=message)


def _without_column(names: list[str], columns: tuple[str, ...]) -> Row | None:
    body = columns[-1]
    if body in names:
        return None
    # A table without a header has text where the names should be, which is not for error messages.
    known = ", ".join(name for name in names if _COLUMN_NAME.fullmatch(name)) or "none with a name"
    return _broken("FIELD_MISSING", f"the table has no column {body!r}, only {known}; name it with --body-field")


def _broken(reason: str, message: str) -> Row:
    """A file that is one failure."""
    return Row(place="", content=Failure(reason=reason, message=message), next_row=1)
