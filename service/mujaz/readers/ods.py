"""Read the sheets of an OpenDocument spreadsheet (.ods), whose cells hold their text as it is shown."""

import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.office import ODF_CELLS, odf, odt_looks, odt_text
from mujaz.readers.packed import Budget, member
from mujaz.readers.sheets import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Sheet, SheetRow, check_chars, number_of
from mujaz.readers.xml import local, parse_xml
from mujaz.text.dates import iso_date

_DATE_IN_FIGURES = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_HIDDEN = ("collapse", "filter")


def ods_sheets(archive: zipfile.ZipFile, file: str, budget: Budget) -> Iterator[Sheet]:
    """Yields the sheets of an OpenDocument spreadsheet, likewise. It is parsed as a whole."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in member(archive, manifest, file):
        raise InvalidInput("is locked with a password; unlock it first", field=file, reason="FILE_LOCKED")
    root = parse_xml(budget.spend(member(archive, "content.xml", file)), file)
    looks = odt_looks(root)
    hidden = {
        odf(style, "name")
        for style in root.iter("{*}style")
        if any(odf(each, "display") == "false" for each in style.iterchildren("{*}table-properties"))
    }
    tables = [table for table in root.iter("{*}table") if not _is_within_cell(table)]
    if len(tables) > MAX_SHEETS:
        raise InvalidInput(f"has more than {MAX_SHEETS:,} sheets; split it", field=file, reason="FILE_TOO_LONG")
    for table in tables:
        columns = _hidden_columns(table)
        yield Sheet(
            name=odf(table, "name"),
            hidden=odf(table, "style-name") in hidden,
            rows=_ods_rows(table, looks, file),
            hidden_columns=columns,
        )


def _is_within_cell(table: etree._Element) -> bool:
    return next(table.iterancestors("{*}table-cell"), None) is not None


def _hidden_columns(table: etree._Element) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for node in table.iter("{*}table-column"):
        end = min(MAX_COLUMNS, column + number_of(odf(node, "number-columns-repeated")))
        if odf(node, "visibility") in _HIDDEN:
            hidden.update(range(column, end))
        column = end
    return hidden


def _ods_rows(table: etree._Element, looks: Mapping[str, str], file: str) -> Iterator[SheetRow]:
    number = 0
    rows = [row for row in table.iter("{*}table-row") if next(row.iterancestors("{*}table")) is table]
    for place, row in enumerate(rows, start=1):
        cells = _ods_cells(row, looks, file)
        repeated = min(number_of(odf(row, "number-rows-repeated")), MAX_ROWS - number)
        hidden = odf(row, "visibility") in _HIDDEN
        for again in range(1, repeated + 1 if cells else 1):  # rows that are alike are written once
            yield SheetRow(number=number + again, cells=cells, hidden=hidden, unsaved=0, fraction=place / len(rows))
        number += repeated


def _ods_cells(row: etree._Element, looks: Mapping[str, str], file: str) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = chars = 0
    for cell in row:
        if local(cell) not in ODF_CELLS:
            continue
        repeated = min(number_of(odf(cell, "number-columns-repeated")), MAX_COLUMNS - column)
        if text := _ods_text(cell, looks):
            cells.update(dict.fromkeys(range(column, column + repeated), text))
            chars += repeated * len(text)
            check_chars(chars, file)
        column += repeated
    return cells


def _ods_text(cell: etree._Element, looks: Mapping[str, str]) -> str:
    if looks.get(odf(cell, "style-name")) == "hidden":
        return ""
    paragraphs = [odt_text(node, looks) for node in cell.iterchildren("{*}p")]
    text = "\n".join(paragraphs).strip()
    date = odf(cell, "date-value")
    return date.replace("T", " ") if iso_date(date) and _DATE_IN_FIGURES.search(text) else text
