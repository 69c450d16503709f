"""Read the sheets of an Excel workbook (.xlsx), row by row.

They are read here and not by a library. calamine lays a sheet out as the rectangle around its cells, so that a file of
2 KB ends the process; openpyxl does not tell hidden rows when it reads row by row; and neither shows numbers as the
sheet does.
"""

import io
import math
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.cell_formats import BUILT_IN, GENERAL, shown
from mujaz.readers.packed import Budget, member, streamed
from mujaz.readers.raised import set_apart
from mujaz.readers.sheets import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Sheet, SheetRow, check_chars, number_of
from mujaz.readers.xml import in_one_line, local, parse_xml

MAX_STRINGS = 500_000
"""The most texts that the cells of a workbook share; all are held while it is read."""
_MAX_ELEMENTS = 200_000
"""The most elements of one row, twelve for each cell; Excel writes two to four."""
_MAX_COLUMN_ELEMENTS = 200
_REFERENCE = re.compile(r"([A-Z]{1,3})\d{1,7}$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How Excel writes characters that XML does not allow."""
_OFF = ("0", "false", "off", "none")
_T = TypeVar("_T")


def xlsx_sheets(archive: zipfile.ZipFile, file: str, budget: Budget) -> Iterator[Sheet]:
    """Yields the sheets of an Excel workbook in order; charts are none.

    Args:
        archive: The workbook.
        file: Its name, for errors.
        budget: What it may have unpacked.

    Raises:
        InvalidInput: The workbook is damaged, locked or too long; also while rows are read.
    """
    workbook = parse_xml(member(archive, "xl/workbook.xml", file), file)
    parts = _parts(archive, file)
    by_kind = dict(parts.values())
    strings = list(_shared(archive, by_kind["sharedStrings"], file, budget)) if "sharedStrings" in by_kind else []
    looks = _Looks.of(archive, by_kind["styles"], file) if "styles" in by_kind else _Looks()
    since_1904 = any(_is_on(node, "date1904") for node in workbook.iter("{*}workbookPr"))
    for number, node in enumerate(workbook.iter("{*}sheet")):
        if number == MAX_SHEETS:
            raise InvalidInput(f"has more than {MAX_SHEETS:,} sheets; split it", field=file, reason="FILE_TOO_LONG")
        kind, path = parts.get(_relation(node), ("", ""))
        if kind == "worksheet":
            sheet = Sheet(name=node.get("name", ""), hidden="idden" in node.get("state", ""), rows=iter(()))
            sheet.rows = _Cells(strings, looks, since_1904, file).rows(archive, path, budget, sheet.hidden_columns)
            yield sheet


@dataclass(frozen=True, slots=True)
class _Looks:
    """How the cells of a workbook look.

    Args:
        formats: The number format of each style.
        struck_out: Whether each style strikes its text out.
    """

    formats: Sequence[str] = ()
    struck_out: Sequence[bool] = ()

    @classmethod
    def of(cls, archive: zipfile.ZipFile, path: str, file: str) -> "_Looks":
        """Reads the styles of a workbook."""
        root = parse_xml(member(archive, path, file), file)
        named = {node.get("numFmtId", ""): node.get("formatCode", GENERAL) for node in root.iter("{*}numFmt")}
        fonts = [_is_struck_out(font) for fonts in root.iterchildren("{*}fonts") for font in fonts]
        formats, struck_out = [], []
        for style in (style for styles in root.iterchildren("{*}cellXfs") for style in styles):
            number = style.get("numFmtId", "0")
            built_in = BUILT_IN.get(int(number), GENERAL) if number.isdecimal() and len(number) < 4 else GENERAL
            formats.append(named.get(number, built_in))
            struck_out.append(_at(fonts, style.get("fontId", "")) or False)
        return cls(formats, struck_out)


class _Cells:
    """Reads the cells of a sheet of Excel.

    Args:
        strings: The texts that the sheets share.
        looks: The styles of the cells.
        since_1904: The workbook counts days from 1904.
        file: The name of the workbook, for errors.
    """

    def __init__(self, strings: Sequence[str], looks: _Looks, since_1904: bool, file: str) -> None:
        self._strings, self._looks, self._since_1904, self._file = strings, looks, since_1904, file

    def rows(self, archive: zipfile.ZipFile, path: str, budget: Budget, hidden_columns: set[int]) -> Iterator[SheetRow]:
        """Yields the rows with text, and adds to the numbers of the hidden columns, which stand before them."""
        size = max(1, archive.getinfo(path).file_size) if path in archive.namelist() else 1
        number = count = column_elements = 0
        with streamed(archive, path, self._file, budget) as stream:
            for node in _elements(stream, ("row", "col"), "sheetData", self._file):
                if local(node) == "col":
                    column_elements += 1
                    if _is_on(node, "hidden") and column_elements <= _MAX_COLUMN_ELEMENTS:
                        hidden_columns.update(range(number_of(node.get("min")) - 1, number_of(node.get("max"), 0)))
                    continue
                count += 1
                if count > MAX_ROWS:
                    raise InvalidInput(
                        f"has a sheet of more than {MAX_ROWS:,} rows", field=self._file, reason="FILE_TOO_LONG"
                    )
                number = number_of(node.get("r"), number + 1)
                cells, unsaved = self._cells(node)
                if cells or unsaved:
                    yield SheetRow(
                        number=number,
                        cells=cells,
                        hidden=_is_on(node, "hidden"),
                        unsaved=unsaved,
                        fraction=min(1.0, stream.tell() / size),
                    )

    def _cells(self, row: etree._Element) -> tuple[dict[int, str], int]:
        cells: dict[int, str] = {}
        column = -1
        chars = unsaved = 0
        for node in row.iterchildren("{*}c"):
            column = _column(node.get("r", ""), column + 1)
            if column >= MAX_COLUMNS or _at(self._looks.struck_out, node.get("s", "0")):
                continue
            text = self._text(node)
            if text is None:
                unsaved += 1
            elif text.strip():
                cells[column] = text
                chars += len(text)
            check_chars(chars, self._file)
        return cells, unsaved

    def _text(self, node: etree._Element) -> str | None:
        """The text of a cell as it is shown; None where its formula has no saved result."""
        parts = {local(child): child for child in node}
        if "is" in parts:
            return _rich(parts["is"])
        if "v" not in parts:
            return None if "f" in parts else ""
        value = parts["v"].text or ""
        match node.get("t", "n"):
            case "s":
                text = _at(self._strings, value.strip())
                if text is None and value.strip():
                    raise InvalidInput(
                        "is damaged: the text of a cell is missing; open it in a spreadsheet program and save it again",
                        field=self._file,
                        reason="INPUT_DAMAGED",
                    )
                return text or ""
            case "n":
                return self._shown(value, node.get("s", "0"))
            case "b":
                return "TRUE" if value.strip() not in ("0", "false") else "FALSE"
            case "d":
                return value.removesuffix("T00:00:00").replace("T", " ")
        return _unescaped(value)

    def _shown(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        code = _at(self._looks.formats, style) or GENERAL
        return shown(number, code, since_1904=self._since_1904) if math.isfinite(number) else value


def _parts(archive: zipfile.ZipFile, file: str) -> dict[str, tuple[str, str]]:
    """The kind and the path of each part of a workbook, by its id."""
    name = "xl/_rels/workbook.xml.rels"
    parts = {}
    for node in parse_xml(member(archive, name, file), file).iter("{*}Relationship"):
        path = posixpath.normpath(posixpath.join("/xl", node.get("Target", ""))).lstrip("/")
        parts[node.get("Id", "")] = (node.get("Type", "").rpartition("/")[2], path)
    return parts


def _shared(archive: zipfile.ZipFile, path: str, file: str, budget: Budget) -> Iterator[str]:
    with streamed(archive, path, file, budget) as stream:
        for number, node in enumerate(_elements(stream, ("si",), "sst", file)):
            if number == MAX_STRINGS:
                raise InvalidInput(
                    f"has more than {MAX_STRINGS:,} texts; split it, or save it as CSV",
                    field=file,
                    reason="FILE_TOO_LONG",
                )
            yield _rich(node)


def _elements(stream: io.RawIOBase, kept: Sequence[str], last: str, file: str) -> Iterator[etree._Element]:
    """Yields the elements of these names as they are read, up to the end of the one called `last`; one at a time."""
    inside = within = without = 0
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        for event, node in events:
            name = local(node)
            if event == "start":
                within = within + 1 if inside else 0
                without += not inside and name not in kept
                inside += name in kept
                _check_start(node, max(within, without), file)
                continue
            if name in kept:
                inside -= 1
                if not inside:
                    yield node
            if not inside:
                if name == last:
                    return
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        if "Resource limit" in str(error):
            raise InvalidInput("has a cell that is too long; shorten it", field=file, reason="FILE_TOO_LONG") from None
        raise InvalidInput(f"is damaged: {in_one_line(error)}", field=file, reason="XML_MALFORMED") from None


def _check_start(node: etree._Element, count: int, file: str) -> None:
    if count > _MAX_ELEMENTS:
        raise InvalidInput(f"has more than {_MAX_ELEMENTS:,} elements in one row", field=file, reason="FILE_TOO_LONG")
    if node.getparent() is None and node.getroottree().docinfo.internalDTD is not None:
        raise InvalidInput("declares its own entities, which no workbook does", field=file, reason="XML_ENTITIES")


def _rich(node: etree._Element) -> str:
    """A text with parts that look different: without those that are struck out or tell how another is read."""
    parts = []
    for child in node:
        if local(child) == "t":
            parts.append(("", child.text or ""))
        elif local(child) == "r" and not any(map(_is_struck_out, child.iterchildren("{*}rPr"))):
            height = next((each.get("val", "") for each in child.iter("{*}vertAlign")), "")
            parts += [(height, each.text or "") for each in child.iterchildren("{*}t")]
    return _unescaped(set_apart(parts))


def _unescaped(text: str) -> str:
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


def _is_struck_out(font: etree._Element) -> bool:
    return any(node.get("val", "1") not in _OFF for node in font.iterchildren("{*}strike"))


def _is_on(node: etree._Element, name: str) -> bool:
    return node.get(name, "0") not in _OFF


def _column(reference: str, otherwise: int) -> int:
    """The number of the column in a reference such as B7, from 0."""
    found = _REFERENCE.match(reference)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _at(values: Sequence[_T], place: str) -> _T | None:
    return values[int(place)] if place.isdecimal() and len(place) < 9 and int(place) < len(values) else None


def _relation(sheet: etree._Element) -> str:
    """The id of the part that holds a sheet; its namespace differs in documents that Excel saves as "Strict"."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
