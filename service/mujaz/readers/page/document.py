"""Read pages that a word processor wrote: Google Docs, Word, LibreOffice. Unlike the page of a site, all of it is the
text, however short its paragraphs are.
"""

import re

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import blocks_of
from mujaz.readers.page.tree import clean, names_of

_PROGRAM = re.compile(r"Microsoft Word|LibreOffice|OpenOffice|Word\.Document|Google Docs", re.IGNORECASE)
_GOOGLE = "doc-content"
_COMMENT, _COMMENT_MARK = "#cmnt_ref", "#cmnt"
_TITLE = re.compile(r"(?<![a-z])title(?![a-z])")


def is_document(root: HtmlElement) -> bool:
    """Whether a page says that a word processor wrote it.

    Args:
        root: The tree of the page, not cleaned.
    """
    body = root.find("body")
    if body is not None and _GOOGLE in (body.get("class") or "").split():
        return True
    stated = (meta for meta in root.iter("meta") if (meta.get("name") or "").lower() in ("generator", "progid"))
    return any(_PROGRAM.search(meta.get("content") or "") for meta in stated)


def read_document(root: HtmlElement) -> tuple[str, list[str]]:
    """Reads a page that a word processor wrote, without the comments of its editors.

    Args:
        root: The tree of the page, which is changed.

    Returns:
        The title, if the first line is a heading or has the style of a title, and the other lines.
    """
    _drop_comments(root)
    clean(root, by_names=False)
    blocks = blocks_of(root)
    lines = [one.text for one in blocks]
    if blocks and (blocks[0].is_heading or _TITLE.search(names_of(blocks[0].node))):
        return lines[0], lines[1:]
    return "", lines


def _drop_comments(root: HtmlElement) -> None:
    """Takes out the comments of Google Docs, which stand in boxes at the end, and their marks in the text."""
    links = [link for link in root.iter("a") if (link.get("href") or "").startswith(_COMMENT_MARK)]
    for link in links:
        box = next(link.iterancestors("div"), None) if link.get("href", "").startswith(_COMMENT) else None
        dropped = link if box is None else box
        if dropped.getparent() is not None:
            dropped.drop_tree()
