"""Choose the blocks of a page that are its article."""

import re
from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import Block
from mujaz.readers.page.boilerplate import (
    begins_inset,
    ends_inset,
    fold,
    is_date_line,
    is_heading_of_comments,
    is_heading_of_other_stories,
    is_notice,
)
from mujaz.readers.page.tree import names_of

_MAX_ELEMENTS = 10_000
_MAX_CHARS = 300_000
"""The largest page that trafilatura is asked about, as its time grows faster than the page. News pages have a tenth."""

_CLOCK = re.compile(r"^\d{1,2}[:.]\d{2}\s*(?:[صم]|[AaPp]\.?[Mm]\.?|GMT|غرينتش)?$")
_AGENCY = re.compile(r"^[-–—(\[\s]*(?:المصدر\s*:|وكالات|\(?وكالات\)?|--?\s*\()")
_CLOSE = 0.85
"""The share of the article's text that the element chosen as its container must hold."""
_MIN_WORDS = 4
_MIN_PARAGRAPH_WORDS = 8
_MIN_SENTENCES, _HELD = 3, 0.25
"""The fewest sentences in the headline's `<article>`, and their least share of all text; with less, it is a header or a
card."""
_ALL_LINKED, _MOSTLY_LINKED, _FEW_LINKS = 0.9, 0.5, 0.3
_MAX_LEAD = 12
"""The most blocks between a headline and its article; if they are farther apart, they do not belong together."""
_MIN_LEAD_CHARS = 40
_MIN_SUGGESTED = 250
"""The fewest letters of a suggestion; of shorter ones trafilatura itself says that it is not sure."""
_MAX_INSET = 20
"""The most lines between "skip the podcast and read on" and "end of the podcast"."""
_MOST_BEHIND = 0.2
"""The most sentences after a heading of comments, as a share of all lines; if there are more, it was not a heading."""
_NOT_WORDS = re.compile(r"[\W_]+")
_DECK_NAMES = re.compile(
    r"(?<![a-z])(?:sub-?head(?:line|ing)?|sub-?title|deck|dek|stand-?first|lead|lede|intro|summary|excerpt)(?![a-z])"
)


def suggested_by_library(root: HtmlElement) -> str:
    """The text that trafilatura takes for the article.

    Args:
        root: The cleaned tree, which is not changed.

    Returns:
        Its letters and digits (`squash`); empty where trafilatura finds none, or the page is too large.
    """
    if sum(1 for _ in root.iter()) > _MAX_ELEMENTS or len(root.text_content()) > _MAX_CHARS:
        return ""
    # Imported here, as it takes half a second to load, which plain text should not wait for.
    from trafilatura import bare_extraction  # noqa: PLC0415

    found = bare_extraction(
        root, fast=True, favor_precision=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return "" if found is None or isinstance(found, dict) else squash(found.text or "")


def choose(blocks: Sequence[Block], suggestion: str, headline: int) -> list[Block]:
    """Chooses the blocks of the article.

    Args:
        blocks: The blocks of the page in order, without other stories.
        suggestion: The text from `suggested_by_library`.
        headline: The position of the block with the headline; -1 where there is none.

    Returns:
        The blocks of the article, without its headline.
    """
    if len(suggestion) < _MIN_SUGGESTED:
        suggestion = ""
    own = {position for position, one in enumerate(blocks) if suggestion and squash(one.text) in suggestion}
    own &= {position for position, one in enumerate(blocks) if one.linked < _MOSTLY_LINKED or one.is_prose}
    own.discard(headline)
    prose = {position for position, one in enumerate(blocks) if one.is_prose and position != headline}
    if inside := _in_its_article(blocks, prose, headline):
        own, prose = own & inside, prose & inside
    story = own & prose or {position for position in prose if position > headline} or prose
    if not story:
        return [one for position, one in enumerate(blocks) if one.linked < _MOSTLY_LINKED and position != headline]
    container = _container([blocks[position] for position in story])
    inside = set(container.iter())
    within = [position for position, one in enumerate(blocks) if one.node in inside]
    sure = (own | story) & set(within) or story
    chosen = _between(blocks, within, sure | (prose & set(within) if not own else set()))
    chosen |= _lead(blocks, min(chosen), headline) | _end(blocks, max(chosen))
    chosen -= _dates_around(blocks, chosen)
    return [blocks[position] for position in sorted(chosen) if position != headline]


def _in_its_article(blocks: Sequence[Block], prose: set[int], headline: int) -> set[int]:
    """The positions in the headline's `<article>`; empty where there is none, or it holds too few of the sentences."""
    if headline < 0:
        return set()
    home = next(blocks[headline].node.iterancestors("article"), None)
    if home is None:
        return set()
    among = set(home.iter())
    inside = {position for position, one in enumerate(blocks) if one.node in among}
    within = sum(len(blocks[position].text) for position in prose & inside)
    enough = len(prose & inside) >= _MIN_SENTENCES and within >= _HELD * sum(len(blocks[at].text) for at in prose)
    return inside if enough else set()


def without_other_stories(blocks: Sequence[Block], headline: int = -1) -> list[Block]:
    """Leaves out headings of other stories with the links below them, notices, and everything from the comments on.

    Args:
        blocks: The blocks in order.
        headline: The position of the block with the headline; -1 where there is none.
    """
    kept: list[Block] = []
    passing = False
    insets = _insets(blocks)
    prose_ahead = sum(one.is_prose for one in blocks)
    for position, one in enumerate(blocks):
        prose_ahead -= one.is_prose
        if is_heading_of_comments(one.text) and kept and prose_ahead <= _MOST_BEHIND * len(blocks):
            break
        if is_heading_of_other_stories(one.text):
            passing = one.is_heading or one.tag not in ("td", "tr")
            continue
        if is_notice(one.text) or position in insets:
            continue
        passing = passing and position != headline and not one.is_row and not _is_paragraph(one)
        if not passing:
            kept.append(one)
    return kept


def _insets(blocks: Sequence[Block]) -> set[int]:
    """The positions of what a page sets into its article and lets the reader skip, such as the teaser of a podcast."""
    found: set[int] = set()
    for position, one in enumerate(blocks):
        if begins_inset(one.text):
            ahead = range(position + 1, min(position + _MAX_INSET, len(blocks)))
            end = next((at for at in ahead if ends_inset(blocks[at].text)), position)
            found.update(range(position, end + 1))
    return found


def _dates_around(blocks: Sequence[Block], chosen: set[int]) -> set[int]:
    """The positions of dates before the first and after the last sentence; dates between them belong to a chronicle."""
    prose = [position for position in chosen if blocks[position].is_prose]
    first, last = min(prose, default=0), max(prose, default=len(blocks))
    return {
        position
        for position in chosen
        if not first < position < last
        and is_date_line(blocks[position].text)
        and not _CLOCK.match(blocks[position].text)
    }


def _is_paragraph(one: Block) -> bool:
    if one.tag == "li" or one.is_heading or one.linked > _FEW_LINKS:
        return False
    return one.is_prose or len(one.text.split()) >= _MIN_PARAGRAPH_WORDS


def _container(story: Sequence[Block]) -> HtmlElement:
    """The smallest element that holds nearly all text of some blocks."""
    held: Counter[HtmlElement] = Counter()
    depth: dict[HtmlElement, int] = {}
    for one in story:
        for level, node in enumerate(reversed(list(one.node.iterancestors()))):
            held[node] += len(one.text)
            depth[node] = level
    enough = _CLOSE * sum(len(one.text) for one in story)
    return max((node for node in held if held[node] >= enough), key=lambda node: depth[node], default=story[0].node)


def _between(blocks: Sequence[Block], within: Sequence[int], sure: set[int]) -> set[int]:
    """The positions of the sure blocks, and of those between them that look like part of the article."""
    first, last = min(sure), max(sure)
    nodes = {blocks[position].node for position in sure}
    parents = {node.getparent() for node in nodes}
    chosen = set(sure)
    for position in within:
        if first < position < last and _belongs(blocks, position, nodes, parents):
            chosen.add(position)
    return chosen


def _belongs(blocks: Sequence[Block], position: int, nodes: set[HtmlElement], parents: set[HtmlElement | None]) -> bool:
    one = blocks[position]
    if one.is_row or one.is_prose or one.node in nodes:
        return True
    if one.time:
        return _CLOCK.match(one.text) is not None
    if one.linked >= _MOSTLY_LINKED:  # but a quoted post is followed by the address of its picture
        return one.linked < _ALL_LINKED and next(one.node.iterancestors("blockquote"), None) is not None
    if one.is_heading:
        return one.linked < _FEW_LINKS and (len(one.text.split()) > 1 or one.node.getparent() in parents)
    if one.tag in ("p", "li", "blockquote", "pre", "dd", "dt"):
        return True
    return one.node.getparent() in parents and len(one.text.split()) >= _MIN_WORDS


def _lead(blocks: Sequence[Block], first: int, headline: int) -> set[int]:
    """The positions of a standfirst or a boxed first paragraph between the headline and the article."""
    lead: set[int] = set()
    if 0 <= first - headline - 1 <= _MAX_LEAD and headline >= 0:
        for position in range(headline + 1, first):
            one = blocks[position]
            long_enough = len(one.text) >= _MIN_LEAD_CHARS or not one.text.endswith(":")
            if (one.is_prose and long_enough) or (one.time and _CLOCK.match(one.text)) or _is_deck(one):
                lead.add(position)
    if first > 0 and blocks[first - 1].time and _CLOCK.match(blocks[first - 1].text):
        lead.add(first - 1)
    return lead


def _is_deck(one: Block) -> bool:
    """Whether a line below the headline is a standfirst: called so by the page, or a heading that is a sentence."""
    if one.linked:
        return False
    if len(one.text.split()) >= _MIN_WORDS and _DECK_NAMES.search(names_of(one.node)):
        return True
    return one.is_heading and len(one.text) >= _MIN_LEAD_CHARS and one.ends_sentence


def _end(blocks: Sequence[Block], last: int) -> set[int]:
    """The positions after the last sure block that still belong to the article: its agency, table rows, more text."""
    end: set[int] = set()
    node = blocks[last].node
    for position in range(last + 1, len(blocks)):
        one = blocks[position]
        if not (
            _goes_on(one, node, blocks[last].tag) or (one.is_row and one.linked < _FEW_LINKS) or _AGENCY.match(one.text)
        ):
            break
        end.add(position)
    return end


def _goes_on(one: Block, node: HtmlElement, tag: str) -> bool:
    """Whether a block after the last sure one continues its text."""
    parent = one.node.getparent()
    if one.linked >= _FEW_LINKS:
        return False
    if one.tag == "li":  # of a list beside or within the text, or of a list in such a list
        around = node.getparent()
        return any(above is around or above.getparent() is around for above in one.node.iterancestors("ul", "ol"))
    beside = parent is node.getparent() and one.tag == tag
    return one.node is node or (beside and (_is_paragraph(one) or one.ends_sentence))


def squash(text: str) -> str:
    """The letters and digits of a text, without hamzas and vowel marks."""
    return _NOT_WORDS.sub("", fold(text, edges=False))
