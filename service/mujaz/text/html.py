"""The article in a web page: its headline and its paragraphs."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mujaz.text.html_tags import simplify

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_META_HEAD_BYTES = 4096
_NOT_TEXT = frozenset("noscript template nav aside footer form button figure iframe".split())
_BLOCKS = frozenset("p h2 h3 h4 li blockquote".split())
_LINE_BREAK = "\f"
_EMPTY_LINE = re.compile(rf"{_LINE_BREAK}\s*{_LINE_BREAK}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page has to say.

    Args:
        title: Its headline; empty where there is none.
        body: Its paragraphs, one a line.
    """

    title: str
    body: str


def read_page(page: str) -> Page:
    """Finds the article of a page.

    Args:
        page: HTML, well-formed or not; the time that it takes is in proportion to its length.

    Returns:
        The headline from the first `<h1>`, or else from `og:title` or `<title>`, and the paragraphs, subheads and list
        items of the `<article>` with the most text, or else of `<main>` or the whole page.
    """
    well_formed = page.encode("utf-8", "replace").decode()  # without halves of surrogate pairs
    tree = LexborHTMLParser(simplify(well_formed))
    title = _title(tree)
    articles = [node for node in tree.css("article") if not _is_within_article(node)]
    if not articles and (whole := tree.css_first("main") or tree.body) is not None:
        articles = [whole]
    texts = map(_lines, articles)
    lines = max(texts, key=lambda lines: sum(map(len, lines)), default=[])
    return Page(title=title, body="\n".join(line for line in lines if line != title))


def decode_page(data: bytes, encoding: str = "") -> str:
    """Makes the bytes of a page text.

    Args:
        data: The page.
        encoding: Of the page; empty goes by its byte order mark or `<meta charset>`, and is else UTF-8.

    Returns:
        The text; bytes that are none in this encoding are lone surrogates.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    elif not encoding:
        named = _META_CHARSET.search(data[:_META_HEAD_BYTES])
        encoding = named[1].decode("ascii") if named else "utf-8"
        if encoding.lower().startswith("utf-16"):  # it could not have been found if that were so
            encoding = "utf-8"
    try:
        return data.decode(encoding, "surrogateescape")
    except LookupError:  # a charset that nobody knows
        return data.decode("utf-8", "surrogateescape")


def _title(tree: LexborHTMLParser) -> str:
    headline = tree.css_first("article h1") or tree.css_first("h1")
    if headline is not None and (flat := _flat(headline.text())):
        return flat
    meta = tree.css_first('meta[property="og:title"]')
    if meta is not None and (content := meta.attributes.get("content")):
        return _flat(content)
    title = tree.css_first("title")
    return "" if title is None else _flat(title.text())


def _is_within_article(node: LexborNode) -> bool:
    """Whether it is the comment of a reader, say: an article has such within it."""
    parent = node.parent
    while parent is not None and parent.tag != "article":
        parent = parent.parent
    return parent is not None


def _lines(root: LexborNode) -> list[str]:
    """The text of the blocks below a node, a line for each stretch of it between two borders of elements.

    Where there are no blocks with text, elements of any kind count. Line breaks are spaces, and two running a border.
    """
    within: list[str] = []
    anywhere: list[str] = []
    stretch: list[str] = []
    blocks = 0  # that are open here
    waiting = [(root, True)]
    while waiting:
        node, begins = waiting.pop()
        tag = node.tag
        if node.is_text_node or tag == "br":
            stretch.append(_LINE_BREAK if tag == "br" else node.text())
            continue
        lines = [line for part in _EMPTY_LINE.split("".join(stretch)) if (line := _flat(part))]
        stretch.clear()
        (within if blocks else anywhere).extend(lines)
        if begins and tag not in _NOT_TEXT:
            waiting.append((node, False))
            waiting += [(child, True) for child in node.iter(include_text=True)][::-1]
        if tag in _BLOCKS:
            blocks += 1 if begins else -1
    return within or anywhere


def _flat(text: str) -> str:
    return " ".join(text.split())
