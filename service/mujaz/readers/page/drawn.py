"""Write into the text of a page what a browser draws: the marks of quotations, raised figures, brackets of ruby."""

import re

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import flat
from mujaz.readers.page.boilerplate import is_heading_of_other_stories, is_notice
from mujaz.readers.page.markup import DRAWN
from mujaz.readers.raised import fraction, lowered, raised

_MARKS = (("«", "»"), ("“", "”"))
"""Of a quotation, and of one within it."""
_ANY_MARK = re.compile('[«»“”„"]')
_OPENING = ("«", "“", "„", "‹", "‘", '"', "'")
_NOT_ONE_QUOTATION = frozenset("h1 h2 h3 h4 h5 h6 ul ol dl table blockquote article section".split())
_MOST = 0.5
"""A `<blockquote>` with a larger share of the page's text is no quotation but an indented article."""
_NOTE = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡])\s*[\])]?")
_LINKED_NOTE = re.compile(r"\s*(?:\[(?:\d{1,3}|[*†‡])\]|[¹²³⁰⁴-⁹]{1,3})\s*")
_FIGURES = re.compile(r"\s*\d{1,3}\s*")
_FEW_WORDS = 3


def write_out(root: HtmlElement) -> None:
    """Writes out what is drawn. The elements that said so are left, to be stripped.

    Args:
        root: The tree without what is hidden, which is changed.
    """
    # Both are found before any mark is written, as it would be taken for one of the page.
    quotations = [(node, _MARKS[_depth(node) % 2]) for node in root.iter("q") if not _is_marked(node)]
    quotations += [(node, _MARKS[0]) for node in _quoted_paragraphs(root)]
    for node, (opening, closing) in quotations:
        _mark(node, opening, closing)
    for node in root.iter("a"):
        if (node.get("href") or "").startswith("#") and _LINKED_NOTE.fullmatch(node.text_content()):
            _say(node, "")
    for node in root.iter("sup", "sub"):
        _write_figures(node)
    for node in root.iter("rp"):
        _say(node, "")
    for node in root.iter("rt"):
        _say(node, f" ({flat(''.join(node.itertext()))})")
    for node in [node for node in root.iter("time") if _before(node).strip() or (node.tail or "").strip()]:
        node.tag = "cite"  # trafilatura leaves out every <time>, and so the sentence that has one


def stands_among_words(node: HtmlElement) -> bool:
    """Whether an inline element is part of a sentence: words of its parent are on both sides of it, or some on one."""
    before, behind = len(_before(node).split()), len((node.tail or "").split())
    return min(before, behind) > 0 or max(before, behind) >= _FEW_WORDS


def _depth(node: HtmlElement) -> int:
    return sum(1 for _ in node.iterancestors("q"))


def _is_marked(node: HtmlElement) -> bool:
    """Whether a quotation has marks in the text itself, or has no text."""
    first = next((text.strip() for text in node.itertext() if text.strip()), "")
    return not first or first.startswith(_OPENING) or _before(node).endswith(_OPENING)


def _before(node: HtmlElement) -> str:
    beside, parent = node.getprevious(), node.getparent()
    return (("" if parent is None else parent.text) if beside is None else beside.tail) or ""


def _quoted_paragraphs(root: HtmlElement) -> list[HtmlElement]:
    """The paragraphs of set-off quotations that have no marks."""
    most = _MOST * len(root.text_content())
    found: list[HtmlElement] = []
    for node in root.iter("blockquote"):
        text = node.text_content()
        if (
            len(text) > most
            or _ANY_MARK.search(text)
            or any(each.tag in _NOT_ONE_QUOTATION for each in node.iterdescendants())
        ):
            continue
        found += [each for each in list(node.iter("p")) or [node] if _is_quoted(each)]
    return found


def _is_quoted(paragraph: HtmlElement) -> bool:
    """Whether a paragraph of a set-off quotation is words of the quotation: no link, no name of who said it."""
    if any(each.tag not in ("p", "br", "blockquote", *DRAWN) for each in paragraph.iter()):
        return False
    cited = sum(len(each.text_content()) for each in paragraph.iter("cite"))
    text = flat(paragraph.text_content())
    return len(text) > cited and not (
        text.startswith(("-", "–", "—")) or is_notice(text) or is_heading_of_other_stories(text)
    )


def _mark(node: HtmlElement, opening: str, closing: str) -> None:
    """Writes marks at both ends of a text, the last one before the name of who said it."""
    text = node.text or ""
    words = text.lstrip()
    node.text = f"{text[: len(text) - len(words)]}{opening}{words}"
    last = node[-1] if len(node) else None
    while last is not None and last.tag in ("cite", "br") and not (last.tail or "").strip():
        last = last.getprevious()
    text = (node.text if last is None else last.tail) or ""
    words = text.rstrip()
    marked = f"{words}{closing}{text[len(words) :]}"
    if last is None:
        node.text = marked
    else:
        last.tail = marked


def _write_figures(node: HtmlElement) -> None:
    text = "".join(node.itertext())
    below = node.getnext()
    if node.tag == "sub":
        _say(node, lowered(text, _before(node)))
    elif _NOTE.fullmatch(text.strip()) and (node.find(".//a") is not None or _is_link(node.getparent())):
        _say(node, "")  # the number of a footnote, which would run into the number before it
    elif (
        below is not None
        and below.tag == "sub"
        and (node.tail or "").strip() in ("/", "⁄")
        and _is_fraction(text, below)
    ):
        _say(node, fraction(text, below.text_content()))
        node.tail = ""
        _say(below, "")
    else:
        _say(node, raised(text))


def _is_fraction(above: str, below: HtmlElement) -> bool:
    return _FIGURES.fullmatch(above) is not None and _FIGURES.fullmatch(below.text_content()) is not None


def _is_link(node: HtmlElement | None) -> bool:
    return node is not None and node.tag == "a"


def _say(node: HtmlElement, text: str) -> None:
    """Puts a text in the place of what is in an element."""
    del node[:]
    node.text = text
