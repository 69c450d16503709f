"""Reads CSV and TSV tables, and detects their delimiter."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from mujaz.errors import InvalidInput
from mujaz.jobs.records import Failure
from mujaz.jobs.rows import MAX_ROW_CHARS, Row, Values, broken, undecoded
from mujaz.readers.columns import named, row_of

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'^"?sep=([!#-/:-@\[-`{-~\t])"?\s*$')
_COLUMN_NAME = re.compile(r"[\w .-]{1,40}")


def read_table(
    text: io.TextIOWrapper, start: int, columns: tuple[str, ...], *, usual: str, delimiter: str = ""
) -> Iterator[Row]:
    """Reads a table.

    Args:
        text: The table.
        start: The number of rows to skip.
        columns: The names of the wanted columns; the last two are those of title and body.
        usual: The usual delimiter of the file's format.
        delimiter: The delimiter that the caller chose; empty detects it from the header.
    """
    csv.field_size_limit(MAX_ROW_CHARS)
    first = text.readline(MAX_ROW_CHARS).lstrip("\ufeff")
    if separator := _SEPARATOR_LINE.match(first):
        first = text.readline(MAX_ROW_CHARS)
        delimiter = delimiter or separator[1]
    delimiter = delimiter or _detect_delimiter(first, columns[-1], usual)
    lines = _Lines(first, text)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        header = named(next(rows, []), columns)
    except csv.Error as error:
        yield broken("ROW_MALFORMED", f"the header cannot be read: {error}")
        return
    if (wrong := without_column(header, columns) or repeated_column(header, columns)) is not None:
        yield wrong
        return
    number = 0
    while True:
        number += 1
        begins = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            content: Values | Failure | None = _malformed(begins, rows.line_num, f"the row is broken: {error}")
        else:
            if cells is None:
                return
            content = _row_of_cells(header, cells, columns[-1], begins, rows.line_num)
        if number > start and content is not None:
            place = f":{rows.line_num}"
            if isinstance(content, Failure) and rows.line_num > begins:
                place = f":{begins}-{rows.line_num}"
            yield Row(place=place, content=content, next_row=number)


class _Lines:
    """The lines of a table whose first line was read already."""

    def __init__(self, first: str, rest: io.TextIOWrapper) -> None:
        self._first, self._rest = first, rest

    def __iter__(self) -> Iterator[str]:
        if self._first:
            yield self._first
        yield from iter(self._rest.readline, "")


def without_column(names: Sequence[str], columns: tuple[str, ...]) -> Row | None:
    """Returns the failure of a table without a column for the text, which lists the columns that there are."""
    body = columns[-1]
    if body in names or body.partition(".")[0] in names:
        return None
    return broken(
        "FIELD_MISSING",
        f"the table has no column {body!r}; its columns are {safe_names(names)}. Name the one that holds the text with "
        "--body-field, or give the --delimiter",
    )


def safe_names(names: Iterable[str]) -> str:
    """Lists what may be the names of columns: a table without a header has text there, which no error may quote."""
    return ", ".join(name for name in names if _COLUMN_NAME.fullmatch(name)) or "none with a name"


def repeated_column(names: Sequence[str], columns: tuple[str, ...]) -> Row | None:
    """Returns the failure of a table with two columns of a wanted name: it is unclear which one is meant."""
    twice = next((name for name in columns if names.count(name) > 1), None)
    if twice is None:
        return None
    return broken("COLUMN_REPEATED", f"the table has {names.count(twice)} columns {twice!r}; rename all but one")


def _detect_delimiter(header: str, body: str, usual: str) -> str:
    """Returns the delimiter that gives the header the wanted column; else the usual one; else that of most columns."""
    cells = {each: [cell.strip(' "\r\n') for cell in header.split(each)] for each in _DELIMITERS}
    order = sorted(cells, key=lambda each: (each != usual, -len(cells[each])))
    for each in order:
        if body in cells[each] and len(cells[each]) > 1:
            return each
    if len(cells[usual]) > 1:
        return usual
    most = max(cells, key=lambda each: len(cells[each]))
    return most if len(cells[most]) > 1 else usual


def _row_of_cells(header: list[str], cells: list[str], body: str, begins: int, ends: int) -> Values | Failure | None:
    if not cells:
        return None
    if len(cells) != len(header):
        message = f"the row has {len(cells)} cells and the header {len(header)}; is a delimiter not in quotes?"
        return _malformed(begins, ends, message)
    for cell in cells:
        if (failure := undecoded(cell)) is not None:
            return failure
    try:
        return row_of(header, cells, body)
    except InvalidInput as error:
        return Failure.of(error)


def _malformed(begins: int, ends: int, message: str) -> Failure:
    """Returns the failure of a row. If it spans several lines, it says which ones an open quote may have joined."""
    if ends > begins:
        lines = f"lines {begins:,} to {ends:,} were read as one row"
        message = f"{lines}, as a quote in line {begins:,} is not closed; {message}"
    return Failure(reason="ROW_MALFORMED", message=message)
