"""The article in a web page: its headline and its paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from mujaz.errors import InvalidInput
from mujaz.readers.page.app_data import article_in_data
from mujaz.readers.page.blocks import MIN_PROSE_CHARS, Block, blocks_of, flat
from mujaz.readers.page.boilerplate import is_notice
from mujaz.readers.page.choose import choose, squash, suggested_by_library, without_other_stories
from mujaz.readers.page.document import is_document, read_document
from mujaz.readers.page.facts import Facts, read_facts
from mujaz.readers.page.headline import find_headline
from mujaz.readers.page.story import drop_cards, drop_other_stories
from mujaz.readers.page.tree import clean, parse
from mujaz.types import Article, Finding, FindingKind, Severity

MAX_TAGS = 300_000
"""The most tags of a page. News pages have some thousands; each takes 500 bytes of memory."""
_STUB = 0.6
"""A visible text with less than this share of the text in the page's metadata is only its beginning."""
_MIN_BODY_CHARS = 80
_COPIED = 2
"""The fewest paragraphs in a row that come again where a page has its story twice."""
_IN_PART = 0.6
"""The share of a page's text from which its omission is reported; widgets and cookie notices alone are less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The article of a web page.

    Args:
        title: The headline; empty where there is none.
        body: The paragraphs, one on each line; a table row is a line with tabs between its cells.
        published: When it was published, in ISO 8601; empty where the page's metadata does not say.
        url: The address that the page gives for itself.
        source: The name of the site.
        left_out: The share of the page's text, links aside, that is not in the body, from 0 to 1.
    """

    title: str
    body: str
    published: str = ""
    url: str = ""
    source: str = ""
    left_out: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a reader should know about how the page was read."""
        if self.left_out < _IN_PART or not self.body:
            return ()
        message = (
            f"{self.left_out:.0%} of the text on this page, links aside, was not taken for the article and is left out."
        )
        return (Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message=message),)

    def article(self, decoding: tuple[Finding, ...]) -> Article:
        """The page as an article.

        Args:
            decoding: Findings about the decoding of its bytes, which come before those of the page.
        """
        return Article(
            title=self.title,
            body=self.body,
            url=self.url,
            source=self.source,
            published=self.published,
            findings=(*decoding, *self.findings),
        )


def read_page(page: str, *, field: str = "page") -> Page:
    """Finds the article of a page.

    Args:
        page: HTML, well-formed or not. The time that this takes is proportional to its length.
        field: The field that holds the page, for the error.

    Returns:
        The headline and paragraphs of one story: the one whose headline is in the page's metadata, or else in its first
        `<h1>`. Other stories, links to them, share bars, comments, and hidden or struck-out text are left out.

    Raises:
        InvalidInput: The page has more than `MAX_TAGS` tags.
    """
    check_tags(page, field)
    root, data = parse(page)
    if root is None:
        return Page(title="", body="")
    facts = read_facts(data, root)
    if not facts.headlines and is_document(root):  # a site states the headlines of what its editors write in Word
        title, body = read_document(root)
        return Page(title=title, body="\n".join(body), published=facts.published, url=facts.url, source=facts.source)
    seen = clean(root)
    title, body = _story(root, facts)
    if not body and not facts.body and seen:  # the site's names for its article are those of a side box
        root, _ = parse(page)
        if root is not None:
            clean(root, by_names=False)
            title, body = _story(root, facts)
    if _is_stub(body, facts):
        body = [line for line in facts.body.split("\n") if not is_notice(line)]
    if not any(len(line) >= MIN_PROSE_CHARS for line in body) and (
        drawn := article_in_data(page, facts.headlines, facts.document_title)
    ):
        title = facts.headlines[0] if facts.headlines else drawn.title
        body = read_fragment(drawn.body, field=field).split("\n")
        facts.published = facts.published or drawn.published
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
    """The headline and lines of the article in a cleaned tree, which is changed."""
    lines = blocks_of(root)
    headline, title = find_headline(lines, facts)
    node = lines[headline].node if headline >= 0 else None
    if drop_other_stories(root, lines, headline) | drop_cards(lines, node):
        lines = blocks_of(root)
    blocks = without_other_stories(lines, _position(lines, node, title))
    chosen = choose(blocks, suggested_by_library(root), _position(blocks, node, title))
    return title, _once([one.text for one in chosen if squash(one.text) != squash(title)])


def _once(lines: Sequence[str]) -> list[str]:
    """Leaves out what comes again as it was, from a paragraph on and with a second one: the copy for small screens."""
    kept: list[str] = []
    places: dict[str, int] = {}
    at = 0
    while at < len(lines):
        first, again = places.get(lines[at], len(kept)), 0
        while at + again < len(lines) and kept[first + again : first + again + 1] == [lines[at + again]]:
            again += 1
        if sum(len(line) >= MIN_PROSE_CHARS for line in lines[at : at + again]) < _COPIED:
            again = 0
        if len(lines[at]) >= MIN_PROSE_CHARS:
            places.setdefault(lines[at], len(kept))
        kept += lines[at : at + 1] if not again else []
        at += again or 1
    return kept


def _position(blocks: Sequence[Block], node: HtmlElement | None, title: str) -> int:
    return next((at for at, block in enumerate(blocks) if block.node is node and block.text == title), -1)


def _is_stub(body: list[str], facts: Facts) -> bool:
    stated = len(facts.body)
    return (stated >= _MIN_BODY_CHARS and sum(map(len, body)) < _STUB * stated) or (not body and bool(facts.body))


def check_tags(page: str, field: str) -> None:
    """Raises `InvalidInput` where HTML has more than `MAX_TAGS` tags."""
    if page.count("<") > MAX_TAGS:
        raise InvalidInput(
            f"has more than {MAX_TAGS:,} tags; send the part with the article", field=field, reason="PAGE_TOO_LONG"
        )


def read_fragment(markup: str, *, field: str = "page") -> str:
    """Reads HTML that is only an article, such as an item of a feed.

    Args:
        markup: HTML or plain text.
        field: The field that holds it, for the error.

    Returns:
        The paragraphs, one on each line.

    Raises:
        InvalidInput: The HTML has more than `MAX_TAGS` tags.
    """
    check_tags(markup, field)
    if "<" not in markup and "&" not in markup:
        return "\n".join(line for each in markup.splitlines() if (line := flat(each)))
    root, _ = parse(markup)
    if root is None:
        return ""
    clean(root)
    return "\n".join(one.text for one in without_other_stories(blocks_of(root)) if one.linked < 1)
