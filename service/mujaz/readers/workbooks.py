"""Read the articles of a workbook: the rows of its tables that have a column for the text, or else all of its text."""

import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from mujaz.errors import InvalidInput
from mujaz.readers.columns import named, row_of
from mujaz.readers.kinds import Kind, kind_of
from mujaz.readers.ods import ods_sheets
from mujaz.readers.office import article_of_lines, is_layout
from mujaz.readers.packed import MAX_UNPACKED_BYTES, Budget, open_zip
from mujaz.readers.records import MAX_VALUES, Fields, article_of
from mujaz.readers.sheets import Sheet, SheetRow
from mujaz.readers.xlsx import xlsx_sheets
from mujaz.types import MAX_ID_CHARS, Article, ArticleFailure, Finding, FindingKind, Severity

HEADER_ROWS = 10
"""A title, a date and an empty row may stand above the header of a table."""
_MOST_BYTES = 2 * MAX_UNPACKED_BYTES
_NAMELESS = re.compile(r"(?:sheet|table|feuil\w*|ورقة|صفحة|جدول)?\s*\d*", re.IGNORECASE)
"""The names that programs give to sheets."""

HIDDEN_SHEETS, HIDDEN_ROWS, HIDDEN_COLUMNS = "hidden sheets", "hidden rows", "hidden columns"
WITHOUT_COLUMN = "sheets without a column for the text"
UNSAVED = "formulas whose result is not in the file, which opening and saving it puts there"


def read_workbook(data: bytes, file: str, fields: Fields) -> list[Article | ArticleFailure]:
    """Reads a workbook.

    Args:
        data: The file.
        file: Its name, for errors.
        fields: The names of the columns; the usual ones are found without them.

    Returns:
        An article for each row below a header that names a column for the text. Where no sheet has one, one article
        of all text: a row is a line with tabs between its cells, or each cell is where one is alone or long. Hidden
        sheets, rows and, in a text, columns are left out, and counted in a finding.

    Raises:
        InvalidInput: The workbook is damaged, locked, empty or too long.
    """
    left_out: Counter[str] = Counter()
    articles: list[Article | ArticleFailure] = []
    texts: list[tuple[str, list[str]]] = []
    columns = (fields.id, fields.title, fields.body)
    with open_zip(data, file) as archive:
        for sheet in shown_sheets(archive, data, file, left_out, most_bytes=_MOST_BYTES):
            rows = _held(shown_rows(sheet, left_out), file)
            left_out[UNSAVED] += sum(row.unsaved for row in rows)
            begins, names = header_of(rows[:HEADER_ROWS], columns)
            if names:
                articles += [_article(row, names, f"{file}:{sheet.name}", fields) for row in rows[begins:]]
            elif lines := _lines(sheet, rows, file):
                texts.append((sheet.name, lines))
                left_out[HIDDEN_COLUMNS] += len(sheet.hidden_columns & {column for row in rows for column in row.cells})
    if articles:
        left_out[WITHOUT_COLUMN] += len(texts)
        first = next((place for place, each in enumerate(articles) if isinstance(each, Article)), 0)
        articles[first] = _with_findings(articles[first], left_out)
        return articles
    lines = [line for name, said in texts for line in (*_heading(name, len(texts)), *said)]
    if not lines:
        found = finding_of(left_out)
        raise InvalidInput(
            f"is a workbook without text. {found.message if found else ''}".rstrip(". "),
            field=file,
            reason="FILE_EMPTY",
        )
    return [_with_findings(article_of_lines("", lines), left_out)]


def shown_sheets(
    archive: zipfile.ZipFile, data: bytes, file: str, left_out: Counter[str], *, most_bytes: int
) -> Iterator[Sheet]:
    """Yields the sheets of a workbook that are not hidden.

    Args:
        archive: The workbook.
        data: Its bytes.
        file: Its name, for errors.
        left_out: Counts the hidden sheets that have text.
        most_bytes: The most bytes that it may have unpacked.

    Raises:
        InvalidInput: The workbook is damaged, locked or too long; also while its rows are read.
    """
    budget = Budget(data, file, most_bytes)
    kind = kind_of(data).kind
    if kind not in (Kind.XLSX, Kind.ODS):
        raise InvalidInput("is no workbook of Excel or OpenDocument", field=file, reason="FILE_KIND")
    for sheet in (xlsx_sheets if kind is Kind.XLSX else ods_sheets)(archive, file, budget):
        if not sheet.hidden:
            yield sheet
        elif next(sheet.rows, None) is not None:
            left_out[HIDDEN_SHEETS] += 1


def shown_rows(sheet: Sheet, left_out: Counter[str]) -> Iterator[SheetRow]:
    """Yields the rows of a sheet that are not hidden, and counts those that are."""
    for row in sheet.rows:
        left_out[HIDDEN_ROWS] += row.hidden
        if not row.hidden:
            yield row


def header_of(rows: Sequence[SheetRow], columns: Sequence[str]) -> tuple[int, dict[int, str]]:
    """Finds the header of a table.

    Args:
        rows: The first rows of a sheet.
        columns: The names of the wanted columns; the last one is that of the text.

    Returns:
        The place of the row below the header, and the names of its columns; none where no row names one for the text.
    """
    for place, row in enumerate(rows, start=1):
        names = dict(zip(row.cells, named(list(row.cells.values()), columns), strict=True))
        if columns[-1] in names.values() and (len(names) > 1 or place == 1):
            return place, names
    return 0, {}


def values_of(row: SheetRow, names: Mapping[int, str], body: str) -> Mapping[str, str]:
    """The texts of a row by the names of their columns; raises `InvalidInput` where an error stands for the text."""
    return row_of(list(names.values()), [row.cells.get(column, "") for column in names], body)


def finding_of(left_out: Counter[str]) -> Finding | None:
    """Says what of a workbook was not read; None if nothing was left out."""
    said = ", ".join(f"{what} ({count:,})" for what, count in left_out.items() if count)
    if not said:
        return None
    severity = Severity.WARNING if left_out[UNSAVED] else Severity.INFO
    return Finding(kind=FindingKind.SOURCE_IN_PART, severity=severity, message=f"Not read of the workbook: {said}.")


def _held(rows: Iterator[SheetRow], file: str) -> list[SheetRow]:
    held, chars = [], 0
    for row in rows:
        chars += sum(map(len, row.cells.values()))
        if chars > MAX_UNPACKED_BYTES:
            raise InvalidInput(
                f"has a sheet of more than {MAX_UNPACKED_BYTES:,} characters; split it, or read it with `mujaz batch`",
                field=file,
                reason="FILE_TOO_LONG",
            )
        held.append(row)
    return held


def _article(row: SheetRow, names: Mapping[int, str], place: str, fields: Fields) -> Article | ArticleFailure:
    try:
        values = values_of(row, names, fields.body)
        article = article_of({**{name.casefold(): text for name, text in values.items()}, **values}, fields)
    except InvalidInput as error:
        article = error
    if isinstance(article, Article) and article.body.strip():
        return article
    if isinstance(article, Article):
        article = InvalidInput("is empty in this row; a text is expected", field=fields.body, reason="TEXT_EMPTY")
    return ArticleFailure(id=f"{place}:{row.number}"[-MAX_ID_CHARS:], error=article)


def _lines(sheet: Sheet, rows: Sequence[SheetRow], file: str) -> list[str]:
    """The lines of a sheet; a column that is empty all over has no place in them, and an empty cell has one."""
    columns = sorted({column for row in rows for column in row.cells} - sheet.hidden_columns)
    lines: list[str] = []
    count = 0
    for row in rows:
        last = max((column for column in row.cells if column not in sheet.hidden_columns), default=-1)
        cells = [row.cells.get(column, "") for column in columns[: bisect_right(columns, last)]]
        count += len(cells)
        if count > MAX_VALUES:
            raise InvalidInput(
                f"has a sheet of more than {MAX_VALUES:,} cells; split it", field=file, reason="FILE_TOO_LONG"
            )
        said = chain.from_iterable(map(str.splitlines, cells)) if is_layout(cells) else [_in_line(cells)]
        lines += (line for line in said if line.strip())
    return lines


def _in_line(cells: Sequence[str]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _heading(name: str, count: int) -> list[str]:
    """The name of a sheet as a line, where there are several and somebody gave it."""
    return [] if count == 1 or _NAMELESS.fullmatch(name.strip()) else [name.strip()]


def _with_findings(article: Article | ArticleFailure, left_out: Counter[str]) -> Article | ArticleFailure:
    found = finding_of(left_out)
    if found is None or isinstance(article, ArticleFailure):
        return article
    return replace(article, findings=(*article.findings, found))
