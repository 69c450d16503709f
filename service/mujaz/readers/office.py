"""Read Word, OpenDocument and EPUB files. A paragraph is a line, as is a table row with tabs between its cells;
deleted, struck-out and hidden text is left out, and raised figures are characters of their own.

Word files are read here and not by python-docx or mammoth, as both lose text within `w:dir` and `w:bdo`, which
right-to-left text has.
"""

import importlib
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from types import ModuleType
from urllib.parse import unquote

from lxml import etree

from mujaz.errors import ConfigError, InvalidInput
from mujaz.readers.encodings import decode
from mujaz.readers.packed import Budget, member, open_zip
from mujaz.readers.page import read_fragment, read_page
from mujaz.readers.raised import lowered, raised, set_apart
from mujaz.readers.xml import find, local, parse_xml, text_of
from mujaz.text.headline import split_headline
from mujaz.types import MAX_ID_CHARS, Article, ArticleFailure

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M[1:-1].encode()),
)
"""The namespaces of documents that Word saves as "Strict Open XML", and the usual ones."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same text once more, for older programs."""
_BOX = f"{_W}txbxContent"
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}pPr", _BOX, _FALLBACK))
_HIDING = (f"{_W}vanish", f"{_W}strike", f"{_W}dstrike")
_OFF = ("0", "false", "off")
_SIGNS = {
    f"{_W}tab": " ",
    f"{_W}ptab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_M}num": " ",
    f"{_M}den": "/",
}
_SET = {f"{_M}sup": "superscript", f"{_M}sub": "subscript"}
_PAGE_NUMBER = re.compile(r"\s*PAGE\b")
_TITLE_STYLES = ("title", "heading1", "heading 1", "1", "العنوان")
_ODF_SKIPPED = frozenset(
    "tracked-changes annotation note sequence-decls forms frame page-number hidden-text hidden-paragraph".split()
)
ODF_CELLS = ("table-cell", "covered-table-cell")
_MAX_CELL_CHARS = 400
"""The most characters of a cell with data; paragraphs in a longer one are lines of their own."""
_SYMBOLS = {
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xBB: "≈",
    0x6D: "μ",
    0xB7: "•",
}
"""Characters of the font Symbol, which say something; those of other such fonts are drawings."""
_MAX_COLUMNS = 50
"""The most columns over which one cell of a table is laid."""


def require(module: str, purpose: str) -> ModuleType:
    """Imports a library of the extra `documents`; raises `ConfigError` where it is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ConfigError(
            f"{purpose} needs {module}: pip install '.[documents]' in the folder of Mujaz", reason="EXTRA_MISSING"
        ) from None


def read_docx(data: bytes, file: str) -> Article:
    """Reads a Word document; raises `InvalidInput` where it is damaged."""
    with open_zip(data, file) as archive:
        written = member(archive, "word/document.xml", file)
    for strict, usual in _STRICT:
        written = written.replace(strict, usual)
    root = parse_xml(written, file)
    body = next((node for node in root.iter(f"{_W}body")), root)
    title = ""
    lines: list[str] = []
    for style, line in _docx_lines(body):
        if not title and not lines and style in _TITLE_STYLES:
            title = " ".join(line.split())
        else:
            lines += line.split("\n")
    return article_of_lines(title, lines)


def read_odt(data: bytes, file: str) -> Article:
    """Reads an OpenDocument text; raises `InvalidInput` where it is damaged."""
    with open_zip(data, file) as archive:
        root = parse_xml(member(archive, "content.xml", file), file)
    body = find(root, "text")
    looks = odt_looks(root)
    lines: list[str] = []
    for node in _odt_blocks(root if body is None else body):
        if local(node) == "table-row":
            lines += _odt_row(node, looks)
        elif looks.get(odf(node, "style-name")) != "hidden":
            lines += odt_text(node, looks).split("\n")
    return article_of_lines("", lines)


def read_epub(data: bytes, file: str) -> list[Article | ArticleFailure]:
    """Reads the chapters of an EPUB book that have text, in order, and says why others cannot be read.

    Raises:
        InvalidInput: The book is damaged as a whole, too long, or has no chapter with text.
    """
    with open_zip(data, file) as archive:
        container = parse_xml(member(archive, "META-INF/container.xml", file), file)
        rootfile = find(container, "rootfile")
        path = "" if rootfile is None else rootfile.get("full-path", "")
        package = parse_xml(member(archive, path, file), file)
        hrefs = {item.get("id"): unquote(item.get("href", "").partition("#")[0]) for item in package.iter("{*}item")}
        book = text_of(find(package, "title"))
        locked = _locked(archive, file)
        budget = Budget(data, file)
        chapters: list[Article | ArticleFailure] = []
        for itemref in package.iter("{*}itemref"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), hrefs.get(itemref.get("idref"), "")))
            try:
                written = _chapter(archive, name, f"{file}/{name}", locked)
                page = decode(budget.spend(written)).text
                read = read_page(page, field=f"{file}/{name}")
                body = read.body or read_fragment(page, field=f"{file}/{name}")
            except InvalidInput as error:
                if error.field == file:  # the book as a whole is too long
                    raise
                chapters.append(ArticleFailure(id=f"{file}/{name}"[-MAX_ID_CHARS:], error=error))
                continue
            if body:
                chapters.append(Article(id=name[-200:], title=read.title, body=body, source=book))
    if not any(isinstance(each, Article) for each in chapters):
        failed = next((each.error for each in chapters if isinstance(each, ArticleFailure)), None)
        raise failed or InvalidInput("is a book without text", field=file, reason="FILE_EMPTY")
    return chapters


def _locked(archive: zipfile.ZipFile, file: str) -> set[str]:
    """The names of the files in a book that its seller encrypted."""
    name = "META-INF/encryption.xml"
    if name not in archive.namelist():
        return set()
    listed = parse_xml(member(archive, name, file), file).iter("{*}CipherReference")
    return {unquote(each.get("URI", "")) for each in listed}


def _chapter(archive: zipfile.ZipFile, name: str, place: str, locked: set[str]) -> bytes:
    if name in locked:
        raise InvalidInput("is locked by the seller of the book", field=place, reason="FILE_LOCKED")
    if name not in archive.namelist():
        raise InvalidInput("is a chapter that the book lists and does not hold", field=place, reason="INPUT_DAMAGED")
    return member(archive, name, place)


def article_of_lines(title: str, lines: list[str]) -> Article:
    """The article of a document; without a stated title, its first line where that looks like a headline."""
    written = [line.strip(" \u200e\u200f") for line in lines if line.strip()]
    if not title and len(written) > 1 and "\t" not in written[0]:  # a row of a table is no title
        title, _ = split_headline("\n\n".join(written[:2]))
        written = written[1:] if title else written
    return Article(title=title, body="\n".join(written))


def _docx_lines(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Yields the paragraphs and table rows of a document, each with its style; what is in text boxes stands behind the
    paragraph or row that they are tied to.
    """
    waiting = list(body)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}p":
            style = next((each.get(f"{_W}val", "") for each in node.iter(f"{_W}pStyle")), "")
            if text := _docx_text(node).strip("\n "):
                yield style.lower(), text
            waiting += _docx_boxes(node)[::-1]
        elif node.tag == f"{_W}tr":
            cells = [text for cell in node if cell.tag == f"{_W}tc" for text in _docx_cell(cell)]
            if is_layout(cells):
                waiting += list(node)[::-1]
                continue
            if any(cells):
                yield "", "\t".join(cells).rstrip("\t")
            waiting += _docx_boxes(node)[::-1]
        elif node.tag == _BOX or node.tag not in _DELETED:
            waiting += list(node)[::-1]


def is_layout(cells: list[str]) -> bool:
    """Whether a table row lays out the page rather than holds data: it has one cell with text, or a very long one."""
    return sum(map(bool, cells)) == 1 or any(len(cell) > _MAX_CELL_CHARS for cell in cells)


def _docx_boxes(root: etree._Element) -> list[etree._Element]:
    """The text boxes below an element, without those that are deleted or stand in another box."""
    boxes: list[etree._Element] = []
    waiting = list(root)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == _BOX:
            boxes.append(node)
        elif node.tag not in _DELETED:
            waiting += list(node)[::-1]
    return boxes


def _docx_cell(cell: etree._Element) -> list[str]:
    """The text of a table cell, and empty ones for the other columns that it is laid over."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    number = "1" if span is None else span.get(f"{_W}val", "1")
    columns = min(int(number), _MAX_COLUMNS) if number.isdecimal() and len(number) < len(str(_MAX_COLUMNS)) + 1 else 1
    return [" ".join(_docx_text(cell).split()), *[""] * (columns - 1)]


def _docx_text(root: etree._Element) -> str:
    parts: list[tuple[str, str]] = []
    """Texts, each with whether it is a superscript or subscript."""
    fields: list[str] = []
    """The instructions of the open fields."""
    waiting = [(root, "")]
    while waiting:
        node, height = waiting.pop()
        if node.tag in (f"{_W}t", f"{_M}t"):
            if not any(map(_PAGE_NUMBER.match, fields)):
                parts.append((height, node.text or ""))
        elif node.tag == f"{_W}fldChar":
            _open_or_close(fields, node.get(f"{_W}fldCharType"))
        elif node.tag == f"{_W}instrText" and fields:
            fields[-1] += node.text or ""
        elif not _is_silent(node):
            if node.tag == f"{_W}sym":
                parts.append(("", _symbol(node)))
            elif node.tag in _SIGNS:
                parts.append(("", _SIGNS[node.tag]))
            elif node.tag == f"{_W}p" and parts:
                parts.append(("", "\n"))
            height = _SET.get(node.tag, "") or (_height(node) if node.tag == f"{_W}r" else height)
            waiting += [(child, height) for child in node][::-1]
    return set_apart(parts)


def _symbol(node: etree._Element) -> str:
    """A character that Word keeps as its place in a font: in a place of fonts of symbols, only one that is known."""
    try:
        place = int(node.get(f"{_W}char", ""), 16)
    except ValueError:
        return ""
    if place in range(0xE000, 0xF900):
        return _SYMBOLS.get(place & 0xFF, " ") if node.get(f"{_W}font", "") == "Symbol" else " "
    return chr(place) if place in range(0x20, 0xD800) else ""


def _open_or_close(fields: list[str], kind: str | None) -> None:
    if kind == "begin":
        fields.append("")
    elif kind == "end" and fields:
        fields.pop()


def _is_silent(node: etree._Element) -> bool:
    """Whether an element is deleted, hidden or struck out, the mark of a footnote, or the number of the page."""
    if node.tag == f"{_W}r":
        look = node.find(f"{_W}rPr")
        hides = () if look is None else (each for each in look if each.tag in _HIDING)
        marks = (node.find(f"{_W}footnoteReference"), node.find(f"{_W}endnoteReference"))
        return any(each.get(f"{_W}val") not in _OFF for each in hides) or any(mark is not None for mark in marks)
    if node.tag == f"{_W}fldSimple":
        return _PAGE_NUMBER.match(node.get(f"{_W}instr", "")) is not None
    return node.tag in _DELETED


def _height(run: etree._Element) -> str:
    height = run.find(f"{_W}rPr/{_W}vertAlign")
    return "" if height is None else height.get(f"{_W}val", "")


def _odt_blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Yields paragraphs and table rows; a text box stands behind the paragraph to which it is tied."""
    waiting = list(root)[::-1]
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name in ("p", "h"):
            yield node
            waiting += [box for box in node.iter("{*}text-box") if next(box.iterancestors("{*}p", "{*}h")) is node][
                ::-1
            ]
        elif name == "table-row":
            yield node
        elif name == "frame" or name not in _ODF_SKIPPED:
            waiting += list(node)[::-1]


def _odt_row(row: etree._Element, looks: Mapping[str, str]) -> list[str]:
    """The line of a table row, or the paragraphs of its cells where the table lays out the page."""
    held = [cell for cell in row if local(cell) in ODF_CELLS]
    cells = [" ".join(odt_text(cell, looks).split()) for cell in held]
    if is_layout(cells):
        return [line for cell in held for each in _odt_blocks(cell) for line in odt_text(each, looks).split("\n")]
    return ["\t".join(cells).rstrip("\t")]


def odt_looks(root: etree._Element) -> dict[str, str]:
    """The styles of the document that raise, lower or hide their text."""
    looks: dict[str, str] = {}
    for style in root.iter("{*}style"):
        for properties in style.iterchildren("{*}text-properties"):
            position = odf(properties, "text-position")
            lines = [odf(properties, f"text-line-through-{name}") for name in ("style", "type")]
            if any(line not in ("", "none") for line in lines) or odf(properties, "display") == "none":
                looks[odf(style, "name")] = "hidden"
            elif position.startswith("sub") or position.startswith("-"):
                looks[odf(style, "name")] = "lowered"
            elif position and not position.startswith("0"):
                looks[odf(style, "name")] = "raised"
    return looks


def odf(node: etree._Element, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), "")


def odt_text(node: etree._Element, looks: Mapping[str, str]) -> str:
    """The text of an element of OpenDocument, in which `looks` tells what is raised, lowered or hidden."""
    parts = [node.text or ""]
    for child in node:
        name = local(child)
        if name == "s" or name == "tab":
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name == "span":
            parts.append(_odt_span(child, looks, parts[-1]))
        elif name == "ruby-text":
            parts.append(f" ({odt_text(child, looks)})")
        elif name and name not in _ODF_SKIPPED:
            parts.append(odt_text(child, looks))
        if name in ("p", "h"):
            parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


def _odt_span(span: etree._Element, looks: Mapping[str, str], before: str) -> str:
    match looks.get(odf(span, "style-name")):
        case "hidden":
            return ""
        case "raised":
            return raised(odt_text(span, looks))
        case "lowered":
            return lowered(odt_text(span, looks), before)
    return odt_text(span, looks)
