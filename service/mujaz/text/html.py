"""The article in a web page: its headline and its paragraphs."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_META_HEAD_BYTES = 4096
_NOT_TEXT = "script, style, noscript, template, nav, aside, footer, form, button, figure, iframe, svg"
_BLOCKS = "p, h2, h3, h4, li, blockquote"


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

    Returns:
        The headline from the first `<h1>`, or else from `og:title` or `<title>`, and the paragraphs, subheads and list
        items of the `<article>` with the most text, or else of `<main>` or the whole page.
    """
    tree = LexborHTMLParser(page)
    title = _title(tree)
    for node in tree.css(_NOT_TEXT):
        node.decompose()
    for line_break in tree.css("br"):
        line_break.replace_with(" ")
    articles = sorted(tree.css("article"), key=lambda node: -len(node.text()))
    root = articles[0] if articles else tree.css_first("main") or tree.body
    if root is None:
        return Page(title=title, body="")
    # Only the innermost of blocks within blocks, as the outer ones say the same again.
    blocks = [_flat(node) for node in root.css(_BLOCKS) if not any(child != node for child in node.css(_BLOCKS))]
    lines = blocks or [" ".join(line.split()) for line in root.text(separator="\n").split("\n")]
    return Page(title=title, body="\n".join(line for line in lines if line and line != title))


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
    if headline is not None and _flat(headline):
        return _flat(headline)
    meta = tree.css_first('meta[property="og:title"]')
    if meta is not None and (content := meta.attributes.get("content")):
        return " ".join(content.split())
    title = tree.css_first("title")
    return "" if title is None else _flat(title)


def _flat(node: LexborNode) -> str:
    return " ".join(node.text().split())
