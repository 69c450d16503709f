"""Cut the text of a page into blocks: lines between the borders of its elements."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_INLINE = frozenset("a span b i em strong font bdi bdo time ins mark small sub sup u abbr cite label code q".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_CELLS = frozenset(("td", "th"))
_SENTENCE_END = re.compile(r"[.!?؟؛…:]['\"»”)\]]*$")
_SPEAKER = re.compile(r"^(?:[-–—*•●■▪]|\d{1,2}\s*[-.)–])")
_LETTER = re.compile(r"[^\W\d_]")

MIN_PROSE_CHARS = 60
"""A line with at least this many characters and few links counts as running text."""
_MIN_PROSE_SPACES = 3
_MAX_LINKED = 0.4
_MAX_CELL_CHARS, _MAX_USUAL_CELL_CHARS = 400, 100
"""The most characters of the longest cell and of the median cell of a data table; others are the layout of a page."""
_MAX_COLUMNS, _MAX_SPAN_DIGITS = 50, 5
"""The most columns and rows over which one cell of a table is laid."""
_TWO_SENTENCES = re.compile(r"[.؟!]\s+\S.*[.؟!]")
_MAX_LINK_PARAGRAPHS = 3
_BR = "\f"
_EMPTY_LINE = re.compile(rf"{_BR}\s*{_BR}[\s{_BR}]*")


@dataclass(slots=True, kw_only=True)
class Block:
    """A line of a page.

    Args:
        text: Its words with single spaces, or the cells of a table row with tabs between them.
        node: The element that holds it.
        tag: The tag of the nearest block element: p, h2, li, tr ...
        linked: The share of its characters that are in links.
        time: It is only a `<time>`, as before the updates of a live blog.
    """

    text: str
    node: HtmlElement
    tag: str
    linked: float = 0.0
    time: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is a headline or subhead."""
        return self.tag in _HEADINGS

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return "\t" in self.text

    @property
    def is_prose(self) -> bool:
        """Whether it looks like running text: one sentence or more."""
        if self.is_heading or self.linked > _MAX_LINKED:
            return False
        spaces = self.text.count(" ")  # the address of a picture has none
        if len(self.text) >= MIN_PROSE_CHARS and spaces >= _MIN_PROSE_SPACES:
            return True
        return spaces > 0 and self.ends_sentence

    @property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return _SENTENCE_END.search(self.text) is not None


def blocks_of(root: HtmlElement) -> list[Block]:
    """The blocks below an element, in order."""
    reader = _Reader()
    body = root.find("body")
    reader.read(root if body is None else body)
    return reader.blocks


def is_link(node: HtmlElement) -> bool:
    """Whether an element is a link, other than one that was not closed and holds several paragraphs."""
    if node.tag != "a" or node.find(".//a") is not None:
        return False
    return len(list(islice(node.iter("p"), _MAX_LINK_PARAGRAPHS))) < _MAX_LINK_PARAGRAPHS


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds rows of data rather than the layout of the page."""
    if table.find(".//table") is not None:
        return False
    rows = [row for row in table.iter("tr") if sum(child.tag in _CELLS and _holds_text(child) for child in row) > 1]
    if not rows:
        return False
    cells = list(table.iter("td", "th"))
    if any(node.tag in _HEADINGS or node.tag in ("ul", "form", "article") for node in table.iter()):
        return False
    texts = [_cell_text(cell) for cell in cells]
    lengths = sorted(map(len, texts))
    if lengths[-1] >= _MAX_CELL_CHARS or lengths[len(lengths) // 2] >= _MAX_USUAL_CELL_CHARS:
        return False
    return not any(
        cell.find(".//p") is not None and _TWO_SENTENCES.search(text) for cell, text in zip(cells, texts, strict=True)
    )


def _holds_text(cell: HtmlElement) -> bool:
    return any(text and not text.isspace() for text in cell.itertext())


def _cell_text(cell: HtmlElement) -> str:
    """The text of a table cell, with a space where an element other than formatting begins or ends."""
    parts: list[str] = []
    for event, node in etree.iterwalk(cell, events=("start", "end")):
        between = "" if node.tag in _INLINE else " "
        parts += (between, node.text or "") if event == "start" else (between, (node is not cell and node.tail) or "")
    return flat("".join(parts))


def _cells(row: HtmlElement, below: Counter[int]) -> list[str]:
    """The texts of a table row, each in its column: a cell of several columns or rows is empty in all but the first.

    Args:
        row: The row.
        below: For each column how many rows a cell above still reaches down, which is changed.
    """
    cells: list[str] = []

    def pass_over() -> None:
        while below[len(cells)]:
            below[len(cells)] -= 1
            cells.append("")

    for cell in row:
        if cell.tag in _CELLS:
            pass_over()
            for text in (_cell_text(cell), *[""] * (_span(cell, "colspan") - 1)):
                if len(cells) < _MAX_COLUMNS:
                    below[len(cells)] = _span(cell, "rowspan") - 1
                cells.append(text)
    pass_over()
    return cells


def _span(cell: HtmlElement, name: str) -> int:
    number = cell.get(name, "1")
    return max(1, min(int(number), _MAX_COLUMNS)) if number.isdecimal() and len(number) < _MAX_SPAN_DIGITS else 1


class _Reader:
    """Collects the blocks of a tree in one pass."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._timed = 0
        self._preformatted = 0
        """The number of open `<pre>` elements, whose line breaks are kept."""

    def read(self, root: HtmlElement) -> None:
        waiting: list[tuple[HtmlElement, bool]] = [(root, True)]
        while waiting:
            node, begins = waiting.pop()
            if begins:
                if node.tag == "table" and is_data_table(node):
                    self._end(_block_node(node.getparent() if node.getparent() is not None else node))
                    self._rows(node)
                    self._tail(node, root)
                    continue
                self._begin(node)
                waiting.append((node, False))
                waiting += [(child, True) for child in node][::-1]
            else:
                self._finish(node)
                self._tail(node, root)
        self._end(root)

    def _begin(self, node: HtmlElement) -> None:
        if node.tag == "br":
            self._parts.append(_BR)
        elif node.tag not in _INLINE:
            parent = node.getparent()
            self._end(node if parent is None else parent)
        if is_link(node):
            self._links += 1
        self._preformatted += node.tag == "pre"
        self._add(node.text, is_time=node.tag == "time")

    def _finish(self, node: HtmlElement) -> None:
        if is_link(node):
            self._links -= 1
        if node.tag not in _INLINE and node.tag != "br":
            self._end(node)
        self._preformatted -= node.tag == "pre"

    def _tail(self, node: HtmlElement, root: HtmlElement) -> None:
        if node is not root:
            self._add(node.tail)

    def _add(self, text: str | None, *, is_time: bool = False) -> None:
        if text:
            self._parts.append(text.replace("\n", _BR) if self._preformatted else text)
            length = len(text.strip())
            self._linked += length if self._links else 0
            self._timed += length if is_time else 0

    def _end(self, node: HtmlElement) -> None:
        if not self._parts:
            return
        text = "".join(self._parts)
        holder = _block_node(node)
        if (text.strip() and _LETTER.search(text)) or self._timed:
            share = min(1.0, self._linked / max(1, len(text.strip())))
            timed = self._timed >= len(flat(text)) > 0
            heading = holder.tag in _HEADINGS
            for line in [flat(text.replace(_BR, " "))] if heading else _lines(text):
                self.blocks.append(Block(text=line, node=holder, tag=holder.tag, linked=share, time=timed))
        elif text.strip() and self.blocks and (between := _before_value(self.blocks[-1], holder)):
            said = self.blocks[-1].text
            before = said.removesuffix(":").rstrip() if between == ": " else said
            self.blocks[-1].text = f"{before}{between}{flat(text.replace(_BR, ' '))}"
        self._parts.clear()
        self._linked = self._timed = 0

    def _rows(self, table: HtmlElement) -> None:
        below: Counter[int] = Counter()
        for row in table.iter("tr"):
            cells = _cells(row, below)
            if any(cells):
                linked = sum(len(flat(" ".join(link.itertext()))) for link in row.iter("a"))
                text = "\t".join(cells).rstrip("\t")
                self.blocks.append(Block(text=text, node=table, tag="tr", linked=min(1.0, linked / len(text))))


def _before_value(last: Block, node: HtmlElement) -> str:
    """What stands between a number and the block that it belongs to, as 5 does in `<dt>Killed</dt><dd>5</dd>`: a colon
    behind the term, a comma behind a value before, a space behind a line that ends with a colon; empty where it belongs
    to none.
    """
    if node.tag in ("p", "li") and last.text.endswith(":") and last.node.getparent() is node.getparent():
        return " "
    value = next((each for each in (node, *node.iterancestors()) if each.tag == "dd"), None)
    above = set() if value is None else {last.node, *last.node.iterancestors()}
    if value in above:
        return "، "
    for number, before in enumerate(() if value is None else value.itersiblings("dt", "dd", preceding=True)):
        if before in above:
            return ": " if before.tag == "dt" and number == 0 else "، "
        if before.tag == "dt" or _LETTER.search(before.text_content()):
            return ""
    return ""


def _block_node(node: HtmlElement) -> HtmlElement:
    while node.tag in _INLINE and node.getparent() is not None:
        node = node.getparent()
    return node


def _lines(text: str) -> list[str]:
    """Cuts a block into lines at every double line break, and at single ones that stand between sentences."""
    if _BR not in text:
        return [flat(text)]
    stretches = _EMPTY_LINE.split(text)
    lines: list[str] = []
    for stretch in stretches:
        parts = [part for each in stretch.split(_BR) if (part := flat(each))]
        if len(parts) > 1 and not _are_lines(parts):
            parts = [" ".join(parts)]
        lines += parts
    return lines


def _are_lines(parts: list[str]) -> bool:
    """Whether single line breaks stand between sentences rather than inside one that is set in short lines."""
    ends = sum(bool(_SENTENCE_END.search(part)) for part in parts[:-1])
    speakers = sum(bool(_SPEAKER.match(part)) for part in parts[1:])
    return max(ends, speakers, (ends + speakers) * 0.75) >= (len(parts) - 1) * 0.5


def flat(text: str) -> str:
    """The text with one space for each run of white space."""
    return " ".join(text.split())
