"""Read Word, OpenDocument, RTF and EPUB files. A paragraph is a line, as is a table row with tabs between its cells;
deleted text is left out.

Word files are read here and not by python-docx or mammoth, as both lose text within `w:dir` and `w:bdo`, which
right-to-left text has.
"""

import importlib
import posixpath
from collections.abc import Iterator
from types import ModuleType
from urllib.parse import unquote

from lxml import etree

from mujaz.errors import ConfigError, InvalidInput
from mujaz.readers.encodings import decode
from mujaz.readers.packed import Budget, member, open_zip
from mujaz.readers.page import read_fragment, read_page
from mujaz.readers.xml import find, local, parse_xml, text_of
from mujaz.text.headline import split_headline
from mujaz.types import Article

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}txbxContent"))
_TITLE_STYLES = ("title", "heading1", "heading 1", "1", "العنوان")
_ODF_SKIPPED = frozenset("tracked-changes annotation note sequence-decls forms".split())


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
        root = parse_xml(member(archive, "word/document.xml", file), file)
    body = next((node for node in root.iter(f"{_W}body")), root)
    title = ""
    lines: list[str] = []
    for style, line in _docx_lines(body):
        if not title and not lines and style in _TITLE_STYLES:
            title = " ".join(line.split())
        else:
            lines += line.split("\n")
    return _article(title, lines)


def read_odt(data: bytes, file: str) -> Article:
    """Reads an OpenDocument text; raises `InvalidInput` where it is damaged."""
    with open_zip(data, file) as archive:
        root = parse_xml(member(archive, "content.xml", file), file)
    body = find(root, "text")
    lines: list[str] = []
    for node in _odt_blocks(root if body is None else body):
        if local(node) == "table-row":
            cells = [" ".join(_odt_text(cell).split()) for cell in node if local(cell) == "table-cell"]
            lines.append("\t".join(cells).strip("\t"))
        else:
            lines += _odt_text(node).split("\n")
    return _article("", lines)


def read_rtf(data: bytes, file: str) -> Article:
    """Reads an RTF document.

    Raises:
        InvalidInput: The document is damaged.
        ConfigError: striprtf is not installed.
    """
    rtf = require("striprtf.striprtf", "reading RTF")
    written = data.decode("latin-1")
    try:
        text = rtf.rtf_to_text(written, errors="replace").replace("\r", "\n")
    except (ValueError, LookupError, IndexError, KeyError, OverflowError, RecursionError) as error:
        raise InvalidInput(f"is damaged RTF: {error}", field=file, reason="INPUT_DAMAGED") from None
    if "\\cell" in written:  # striprtf puts | between the cells of a table
        text = text.replace("|", "\t")
    return _article("", text.split("\n"))


def read_epub(data: bytes, file: str) -> list[Article]:
    """Reads the chapters of an EPUB book that have text, in order; raises `InvalidInput` where it is damaged."""
    with open_zip(data, file) as archive:
        container = parse_xml(member(archive, "META-INF/container.xml", file), file)
        rootfile = find(container, "rootfile")
        path = "" if rootfile is None else rootfile.get("full-path", "")
        package = parse_xml(member(archive, path, file), file)
        hrefs = {item.get("id"): unquote(item.get("href", "")) for item in package.iter("{*}item")}
        book = text_of(find(package, "title"))
        articles = []
        budget = Budget(data, file)
        for itemref in package.iter("{*}itemref"):
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), hrefs.get(itemref.get("idref"), "")))
            page = decode(budget.spend(member(archive, name, file))).text
            read = read_page(page, field=file)
            body = read.body or read_fragment(page, field=file)
            if body:
                articles.append(Article(id=name[-200:], title=read.title, body=body, source=book))
    if not articles:
        raise InvalidInput("is a book without text", field=file, reason="FILE_EMPTY")
    return articles


def _article(title: str, lines: list[str]) -> Article:
    written = [line.strip(" \u200e\u200f") for line in lines if line.strip()]
    if not title and len(written) > 1:
        title, _ = split_headline("\n\n".join(written[:2]))
        written = written[1:] if title else written
    return Article(title=title, body="\n".join(written))


def _docx_lines(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Yields the paragraphs and table rows of a document, each with its style."""
    waiting = list(body)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}p":
            style = next((each.get(f"{_W}val", "") for each in node.iter(f"{_W}pStyle")), "")
            if text := _docx_text(node).strip("\n "):
                yield style.lower(), text
        elif node.tag == f"{_W}tr":
            cells = [" ".join(_docx_text(cell).split()) for cell in node if cell.tag == f"{_W}tc"]
            if any(cells):
                yield "", "\t".join(cells).strip("\t")
        elif node.tag not in _DELETED:
            waiting += list(node)[::-1]


def _docx_text(root: etree._Element) -> str:
    parts: list[str] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            parts.append(" ")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}r" and node.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        elif node.tag not in _DELETED:
            waiting += list(node)[::-1]
            if node.tag == f"{_W}p" and parts:
                parts.append("\n")
    return "".join(parts)


def _odt_blocks(root: etree._Element) -> Iterator[etree._Element]:
    waiting = list(root)[::-1]
    while waiting:
        node = waiting.pop()
        name = local(node)
        if name in ("p", "h", "table-row"):
            yield node
        elif name not in _ODF_SKIPPED:
            waiting += list(node)[::-1]


def _odt_text(node: etree._Element) -> str:
    parts = [node.text or ""]
    for child in node:
        name = local(child)
        if name == "s" or name == "tab":
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _ODF_SKIPPED:
            parts.append(_odt_text(child))
        if name in ("p", "h"):
            parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)
