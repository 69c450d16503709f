"""The article in a web page: its headline and its paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from mujaz.errors import InvalidInput
from mujaz.readers.page.blocks import Block, blocks_of, flat
from mujaz.readers.page.boilerplate import is_notice
from mujaz.readers.page.choose import choose, squash, suggested_by_library, without_other_stories
from mujaz.readers.page.facts import Facts, read_facts
from mujaz.readers.page.headline import find_headline
from mujaz.readers.page.story import drop_cards, drop_other_stories
from mujaz.readers.page.tree import clean, parse
from mujaz.types import Finding, FindingKind, Severity

MAX_TAGS = 300_000
"""Of a page; those of news have some thousands, and each takes 500 bytes of memory."""
_STUB = 0.6
"""Of the text that the page gives to machines: with less, what is seen is the beginning of it."""
_MIN_BODY_CHARS = 80
_IN_PART = 0.6
"""Share of a page's text that is told when it is left out: with widgets and cookies alone it is less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page has to say.

    Args:
        title: Its headline; empty where there is none.
        body: Its paragraphs, one a line; the cells of a table's row have tabs between them.
        published: When, in ISO 8601; empty where the page does not say so for machines.
        url: Its address, as the page gives it.
        source: Name of the site.
        left_out: Share of the page's text, links aside, that is not in the body, from 0 to 1.
    """

    title: str
    body: str
    published: str = ""
    url: str = ""
    source: str = ""
    left_out: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know of how it was read."""
        if self.left_out < _IN_PART or not self.body:
            return ()
        message = (
            f"{self.left_out:.0%} of the text on this page, links aside, was not taken for the article and is left out."
        )
        return (Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message=message),)


def read_page(page: str, *, field: str = "page") -> Page:
    """Finds the article of a page.

    Args:
        page: HTML, well-formed or not; the time that it takes is in proportion to its length.
        field: What holds it, for the error.

    Returns:
        Headline and paragraphs of one story: that of the headline which the page gives to machines, or of its first
        `<h1>`. Other stories, links to them, share bars, comments and what is hidden or struck out are left out.

    Raises:
        InvalidInput: It has more than `MAX_TAGS` tags.
    """
    _check_tags(page, field)
    root, data = parse(page)
    if root is None:
        return Page(title="", body="")
    facts = read_facts(data, root)
    seen = clean(root)
    title, body = _story(root, facts)
    if not body and not facts.body and seen:  # a site that calls its article by the name of a box beside one
        root, _ = parse(page)
        if root is not None:
            clean(root, by_names=False)
            title, body = _story(root, facts)
    if _is_stub(body, facts):
        body = [line for line in facts.body.split("\n") if not is_notice(line)]
    kept = sum(len(word) for line in body for word in line.split())
    return Page(
        title=title,
        body="\n".join(body),
        published=facts.published,
        url=facts.url,
        source=facts.source,
        left_out=round(max(0.0, 1 - kept / seen), 2) if seen > kept else 0.0,
    )


def _story(root: HtmlElement, facts: Facts) -> tuple[str, list[str]]:
    """Headline and lines of the article in a cleaned tree, which is changed."""
    lines = blocks_of(root)
    headline, title = find_headline(lines, facts)
    node = lines[headline].node if headline >= 0 else None
    if drop_other_stories(root, lines, headline) | drop_cards(lines, node):
        lines = blocks_of(root)
    blocks = without_other_stories(lines, _position(lines, node, title))
    chosen = choose(blocks, suggested_by_library(root), _position(blocks, node, title))
    return title, [one.text for one in chosen if squash(one.text) != squash(title)]


def _position(blocks: Sequence[Block], node: HtmlElement | None, title: str) -> int:
    return next((at for at, one in enumerate(blocks) if one.node is node and one.text == title), -1)


def _is_stub(body: list[str], facts: Facts) -> bool:
    given = len(facts.body)
    return (given >= _MIN_BODY_CHARS and sum(map(len, body)) < _STUB * given) or (not body and bool(facts.body))


def _check_tags(page: str, field: str) -> None:
    if page.count("<") > MAX_TAGS:
        raise InvalidInput(
            f"has more than {MAX_TAGS:,} tags; send the part with the article", field=field, reason="PAGE_TOO_LONG"
        )


def read_fragment(markup: str, *, field: str = "page") -> str:
    """The lines of a piece of HTML that is an article already, such as an item of a feed.

    Args:
        markup: HTML, or text without any.
        field: What holds it, for the error.

    Raises:
        InvalidInput: It has more than `MAX_TAGS` tags.
    """
    _check_tags(markup, field)
    if "<" not in markup and "&" not in markup:
        return "\n".join(line for each in markup.splitlines() if (line := flat(each)))
    root, _ = parse(markup)
    if root is None:
        return ""
    clean(root)
    return "\n".join(one.text for one in without_other_stories(blocks_of(root)) if one.linked < 1)
