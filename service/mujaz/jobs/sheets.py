"""Reads the rows of a workbook's tables: every sheet that is not hidden and has a column for the text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from mujaz.errors import InvalidInput
from mujaz.jobs.records import Failure
from mujaz.jobs.rows import Row, Values, broken
from mujaz.jobs.tables import repeated_column, safe_names
from mujaz.readers.packed import MAX_ARCHIVE_BYTES, open_zip
from mujaz.readers.sheets import SheetRow
from mujaz.readers.workbooks import (
    HEADER_ROWS,
    UNSAVED,
    WITHOUT_COLUMN,
    finding_of,
    header_of,
    shown_rows,
    shown_sheets,
    values_of,
)


def read_sheets(data: bytes, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yields the rows of a workbook. What is left out, such as hidden rows, is a finding of the row before it.

    Args:
        data: The workbook.
        name: Its name, for errors.
        columns: The names of the wanted columns; the last one is that of the text.
    """
    left_out: Counter[str] = Counter()
    waiting: Row | None = None
    try:
        for row in _rows(data, name, columns, left_out):
            if waiting is not None:
                yield _with_finding(waiting, left_out)
            waiting = row
    except InvalidInput as error:
        if waiting is not None:
            yield waiting
        failure = Failure(reason=error.reason, message=f"the file {error.description}")
        waiting = Row(place="", content=failure, next_row=1 if waiting is None else waiting.next_row + 1)
    if waiting is not None:
        yield _with_finding(waiting, left_out)


def _rows(data: bytes, name: str, columns: tuple[str, ...], left_out: Counter[str]) -> Iterator[Row]:
    number = 0
    others: list[SheetRow] = []
    with open_zip(data, name) as archive:
        sheets = list(shown_sheets(archive, data, name, left_out, most_bytes=MAX_ARCHIVE_BYTES))
        for at, sheet in enumerate(sheets):
            rows = shown_rows(sheet, left_out)
            first = list(islice(rows, HEADER_ROWS))
            begins, names = header_of(first, columns)
            if not names:
                others += first
                left_out[WITHOUT_COLUMN] += bool(first)
                continue
            place = f":{sheet.name}" if len(sheets) > 1 else ""
            if (wrong := repeated_column(list(names.values()), columns)) is not None:
                number += 1
                yield replace(wrong, place=place, next_row=number)
                continue
            for row in chain(first[begins:], rows):
                number += 1
                fraction = (at + row.fraction) / len(sheets)
                yield _row(
                    row,
                    names,
                    columns[-1],
                    Row(place=f"{place}:{row.number}", content={}, next_row=number, fraction=fraction),
                )
    if not number:
        yield _without_column(others, columns[-1])


def _row(row: SheetRow, names: Mapping[int, str], body: str, empty: Row) -> Row:
    try:
        content: Values | Failure = values_of(row, names, body)
    except InvalidInput as error:
        content = Failure.of(error)
    found = finding_of(Counter({UNSAVED: row.unsaved}))
    return replace(empty, content=content, findings=() if found is None else (found,))


def _without_column(rows: Sequence[SheetRow], body: str) -> Row:
    if not rows:
        return broken("INPUT_EMPTY", "the workbook has no rows that are not hidden, or none below its header")
    header = next((row for row in rows if len(row.cells) > 1), rows[0])
    return broken(
        "FIELD_MISSING",
        f"no sheet of the workbook has a column {body!r}; the columns are {safe_names(header.cells.values())}. Name "
        "the one that holds the text with --body-field, or read all of it as one article with --input-format document",
    )


def _with_finding(row: Row, left_out: Counter[str]) -> Row:
    found = finding_of(left_out)
    left_out.clear()
    return row if found is None else replace(row, findings=(*row.findings, found))
