"""The tree of a page, cleaned of what is hidden or clearly not part of the article."""

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

from mujaz.readers.page.blocks import flat, is_link
from mujaz.readers.page.boilerplate import MAX_SMALL_CHARS, begins_inset, is_about_the_article, is_beside_the_article
from mujaz.readers.page.drawn import stands_among_words, write_out
from mujaz.readers.page.markup import DRAWN, simplify

_NEVER_ARTICLE = frozenset("nav menu select textarea dialog".split())
_NOT_ARTICLE = frozenset("aside footer form button noscript iframe object video audio canvas".split())
_STRUCK_OUT = frozenset("del s strike".split())
_REMOVED = "removed"
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_MOST = 0.5
"""An element with a larger share of the page's text holds the article, whatever its name is."""


@dataclass(slots=True)
class Weight:
    """How much text an element holds.

    Args:
        chars: Characters without white space.
        linked: How many of them are in links.
    """

    chars: int = 0
    linked: int = 0


def parse(page: str) -> tuple[HtmlElement | None, list[str]]:
    """Parses a page in time that is proportional to its length.

    Args:
        page: HTML, well-formed or not.

    Returns:
        The tree, or None where the page is empty; and the contents of its JSON-LD scripts.
    """
    simple, data = simplify(page)
    if not simple.strip():
        return None, data
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(simple.encode("utf-8"), parser=parser, ensure_head_body=True)
    except (ValueError, AssertionError, etree.ParserError):  # the page holds no element at all
        return None, data
    return root, data


def weigh(root: HtmlElement) -> dict[HtmlElement, Weight]:
    """Weighs every element of a tree, from the leaves up."""
    weights: dict[HtmlElement, Weight] = {}
    for node in reversed(list(root.iter())):
        weight = Weight(chars=_length(node.text))
        for child in node:
            inner = weights.get(child)
            if inner is not None:
                weight.chars += inner.chars
                weight.linked += inner.linked
            weight.chars += _length(child.tail)
        if is_link(node):
            weight.linked = weight.chars
        weights[node] = weight
    return weights


def clean(root: HtmlElement, *, by_names: bool = True) -> int:
    """Removes what is hidden, struck out, or by its tag or name not part of the article, and writes out what is drawn.

    An element that holds most of the page's text stays: some pages stand in one `<form>`.

    Args:
        root: The tree, which is changed.
        by_names: Whether classes and ids count as well as tags.

    Returns:
        The number of visible characters before the removal, links aside.
    """
    body = root.find("body")
    if body is None:
        return 0
    weights = weigh(body)
    most = weights[body].chars * _MOST
    seen = weights[body].chars - weights[body].linked
    headlines = {node for heading in body.iter("h1") for node in heading.iterancestors()}
    insets = _insets(body)
    waiting = list(body)[::-1]
    while waiting:
        node = waiting.pop()
        weight = weights[node]
        hidden = _is_hidden(node) and weight.chars <= most
        inset = node in insets and weight.chars <= most and node not in headlines
        if (
            hidden
            or inset
            or _is_out(
                node, weight, holds_most=weight.chars > most, holds_headline=node in headlines, by_names=by_names
            )
        ):
            seen -= weight.chars - weight.linked if hidden else 0
            node.clear(keep_tail=True)
            node.tag = _REMOVED
        else:
            waiting += list(node)[::-1]
    _strip(root, _REMOVED)
    write_out(root)
    _strip(root, *DRAWN)
    return seen


def _strip(root: HtmlElement, *tags: str) -> None:
    """Takes elements away and leaves their text, as one piece with the text around them.

    The time is proportional to the page. `drop_tree` copies the text before each element, and who reads a text of many
    pieces goes over all of them for each.
    """
    etree.strip_tags(root, *tags)
    for node in root.iter(etree.Element):
        node.text, node.tail = node.text, node.tail


def _insets(body: HtmlElement) -> set[HtmlElement]:
    """The boxes that their first link lets those skip who hear the page: a podcast, a post of others."""
    links = [link for link in body.iter("a") if (link.get("href") or "").startswith("#")]
    skipping = [link for link in links if begins_inset(flat(link.text_content()))]
    if not skipping:
        return set()
    ends = {node.get("id"): node for node in body.iter() if node.get("id")}
    found: set[HtmlElement] = set()
    for link in skipping:
        end = ends.get(link.get("href", "")[1:])
        behind = set() if end is None else set(end.iterancestors())
        found.update(islice((above for above in link.iterancestors() if above in behind), 1))
    return found


def _is_hidden(node: HtmlElement) -> bool:
    return "hidden" in node.attrib or node.get("aria-hidden") == "true"


def _is_out(node: HtmlElement, weight: Weight, *, holds_most: bool, holds_headline: bool, by_names: bool) -> bool:
    tag = node.tag
    if tag in _STRUCK_OUT:
        return True
    if tag in _NEVER_ARTICLE and not holds_headline:
        return True
    if holds_most:
        return False
    if tag == "figure":
        return node.find(".//table") is None
    if tag in ("figcaption", "caption"):
        return True
    if tag in _NOT_ARTICLE and not holds_headline:
        return True
    if tag == "a" and weight.chars <= MAX_SMALL_CHARS and _is_button(node):
        return True
    if tag == "body" or node.get("itemprop") == "articleBody":
        return False
    names = names_of(node) if by_names else ""
    if not names or holds_headline or (tag in ("a", "time") and stands_among_words(node)):
        return False
    return is_beside_the_article(names, weight.chars - weight.linked) or _says_little(node, names, weight)


def _is_button(link: HtmlElement) -> bool:
    """Whether a link does something on the page rather than lead anywhere: "print", "back"."""
    return (link.get("href") or "").strip().lower().startswith("javascript:") and not stands_among_words(link)


def _says_little(node: HtmlElement, names: str, weight: Weight) -> bool:
    return weight.chars <= MAX_SMALL_CHARS and is_about_the_article(names, flat(node.text_content()))


def names_of(node: HtmlElement) -> str:
    """The class, id, role and rel of an element in lower case, with hyphens before former capitals."""
    written = " ".join(filter(None, (node.get("class"), node.get("id"), node.get("role"), node.get("rel"))))
    return _CAMEL.sub("-", written).lower().replace("_", "-")


def _length(text: str | None) -> int:
    return 0 if text is None or text.isspace() else sum(map(len, text.split()))
