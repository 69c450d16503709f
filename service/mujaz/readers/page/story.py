"""Keep one story of a page that has several: that of the headline."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import Block
from mujaz.readers.page.tree import names_of

_MUCH_LONGER = 15
"""An `<article>` this many times as long as the text below the headline and outside all articles is the headline's."""

_CARD_LINKED = 0.9
_CARD_LEVELS = 4
_MAX_CARD_LINES = 5
_MIN_CARDS = 2
_TABLE = frozenset("table tbody tr".split())
_UPDATES = re.compile(r"(?<![a-z])live-?(?:blog|posts?|feed|entry|updates?|stream|text|coverage)(?![a-z])")


def drop_other_stories(root: HtmlElement, blocks: Sequence[Block], headline: int) -> bool:
    """Removes the `<article>`s of other stories: teasers, cards, the next article of an endless page.

    Args:
        root: The tree, which is changed.
        blocks: Its lines.
        headline: The position of the line with the headline; -1 where the page has none.

    Returns:
        Whether any were removed.
    """
    articles = [article for article in root.iter("article") if not _is_update(article)]
    if not articles:
        return False
    prose = dict.fromkeys(articles, 0)
    for one in blocks:
        if one.is_prose:
            for above in one.node.iterancestors():
                if above in prose:
                    prose[above] += len(one.text)
    if headline < 0:
        return _keep_longest(articles, prose)
    node = blocks[headline].node
    home = next((above for above in node.iterancestors("article") if prose[above]), None)
    outside = _prose_under(blocks, headline)
    above = set() if home is None else {home, *home.iterancestors()}
    firsts = _first_lines(articles, blocks)
    others = [
        article
        for article in articles
        if article not in above and (home is not None or _is_another(firsts.get(article), prose[article], outside))
    ]
    for article in others:
        article.drop_tree()
    return bool(others)


def _is_update(article: HtmlElement) -> bool:
    """Whether an `<article>` is an entry of a live blog, which is part of the story."""
    if article.get("itemprop") == "liveBlogUpdate":
        return True
    return any(node.tag != "body" and _UPDATES.search(names_of(node)) for node in (article, *article.iterancestors()))


def _keep_longest(articles: Sequence[HtmlElement], prose: dict[HtmlElement, int]) -> bool:
    tops = [article for article in articles if not any(above in prose for above in article.iterancestors())]
    longest = max(tops, key=lambda article: prose[article])
    if not prose[longest] or len(tops) == 1:
        return False
    for article in tops:
        if article is not longest:
            article.drop_tree()
    return True


def _prose_under(blocks: Sequence[Block], headline: int) -> int:
    """The number of characters in sentences after the headline that are in no `<article>`."""
    return sum(
        len(one.text)
        for one in blocks[headline + 1 :]
        if one.is_prose and next(one.node.iterancestors("article"), None) is None and one.node.tag != "article"
    )


def _first_lines(articles: Sequence[HtmlElement], blocks: Sequence[Block]) -> dict[HtmlElement, Block]:
    """The first line of each article."""
    firsts: dict[HtmlElement, Block] = {}
    among = set(articles)
    for one in reversed(blocks):
        for node in (one.node, *one.node.iterancestors()):
            if node in among:
                firsts[node] = one
    return firsts


def _is_another(first: Block | None, chars: int, outside: int) -> bool:
    """Whether an `<article>` that does not hold the headline is another story: text remains without it, and it has a
    headline of its own or is a link.
    """
    if not outside:
        return False
    if first is None or first.linked > 0.5 or chars == 0:
        return True
    return first.is_heading and chars < _MUCH_LONGER * outside


def drop_cards(blocks: Sequence[Block], headline: HtmlElement | None) -> bool:
    """Removes cards: boxes with a linked heading and a teaser below it that stand beside others of their kind.

    Args:
        blocks: The lines of the tree, which is changed.
        headline: The element with the headline; None where there is none.

    Returns:
        Whether any were removed.
    """
    lines = Counter(above for one in blocks for above in (one.node, *islice(one.node.iterancestors(), _CARD_LEVELS)))
    above_headline = set() if headline is None else {headline, *headline.iterancestors()}
    cards: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = {}
    for one in blocks:
        if one.linked < _CARD_LINKED:
            continue
        box = next((above for above in islice(one.node.iterancestors(), _CARD_LEVELS) if lines[above] > 1), None)
        if box is not None and lines[box] <= _MAX_CARD_LINES and box not in above_headline and box.tag not in _TABLE:
            kind = (box.getparent(), str(box.tag), box.get("class", ""))
            if box not in cards.setdefault(kind, []):
                cards[kind].append(box)
    found = [box for boxes in cards.values() if len(boxes) >= _MIN_CARDS for box in boxes]
    for box in found:
        if box.getparent() is not None:
            box.drop_tree()
    return bool(found)
