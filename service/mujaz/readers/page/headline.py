"""Find the headline of a page's article, as opposed to the name of the site."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import Block
from mujaz.readers.page.boilerplate import is_heading_of_other_stories
from mujaz.readers.page.choose import squash
from mujaz.readers.page.facts import Facts

_LEVELS = ("h1", "h2", "h3", "h4")
_MIN_CHARS = 10
_ALIKE = 0.6
"""The share of common words from which a heading counts as the headline that the page's metadata states."""
_LOGO_WORDS = 3
_HOME = re.compile(r"^(?:https?://[^/]+)?/?(?:index\.\w+|ar|home)?/?$", re.IGNORECASE)


def find_headline(blocks: Sequence[Block], facts: Facts) -> tuple[int, str]:
    """Finds the headline.

    Args:
        blocks: The lines of the page.
        facts: The page's metadata.

    Returns:
        The position of its block, or -1 where no block has it; and the headline, empty where there is none.
    """
    named = [*facts.headlines, *filter(None, [facts.document_title])]
    first_prose = next((position for position, one in enumerate(blocks) if one.is_prose), len(blocks))
    position = _stated_headline(blocks, named, first_prose)
    if position >= 0:
        return position, blocks[position].text
    headings = [position for position, one in enumerate(blocks) if one.tag == "h1" and not _is_logo(one, facts.source)]
    position = max((at for at in headings if at < first_prose), default=headings[0] if headings else -1)
    if facts.headlines and (position < 0 or len(blocks[position].text.split()) <= _LOGO_WORDS):
        return -1, facts.headlines[0]
    if position < 0 and facts.document_title:
        return -1, facts.document_title
    if position < 0:
        position = _heading_before(blocks, first_prose)
    return position, blocks[position].text if position >= 0 else ""


def _stated_headline(blocks: Sequence[Block], named: Sequence[str], first_prose: int) -> int:
    """The position of the line with the headline that the page's metadata states; -1 where there is none."""
    for level in _LEVELS:
        for position, one in enumerate(blocks):
            if one.tag == level and any(are_alike(one.text, name) for name in named):
                return position
    wanted = {squash(name) for name in named if len(name) >= _MIN_CHARS}
    return next((at for at, one in enumerate(blocks[: first_prose + 1]) if squash(one.text) in wanted), -1)


def _heading_before(blocks: Sequence[Block], first_prose: int) -> int:
    """The position of the last heading of the highest level before the first sentence, or else of the first `<h1>`."""
    for level in _LEVELS[1:]:
        before = [position for position in range(min(first_prose, len(blocks))) if blocks[position].tag == level]
        telling = [position for position in before if not is_heading_of_other_stories(blocks[position].text)]
        if telling:
            return telling[-1]
    return next((position for position, one in enumerate(blocks) if one.tag == "h1"), -1)


def _is_logo(one: Block, site: str) -> bool:
    if site and squash(one.text) == squash(site):
        return True
    link = one.node.find(".//a")
    is_home = link is not None and _HOME.match(link.get("href") or "/") is not None
    if one.linked > 0.9 and (is_home or len(one.text.split()) <= _LOGO_WORDS):
        return True
    return _is_in_header(one.node) and len(one.text.split()) <= _LOGO_WORDS and one.linked > 0


def _is_in_header(node: HtmlElement) -> bool:
    return any(above.tag == "header" for above in node.iterancestors())


def are_alike(heading: str, named: str) -> bool:
    """Whether two texts are the same headline, one of them perhaps shortened or changed a little."""
    one, other = squash(heading), squash(named)
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _MIN_CHARS and shorter in longer and len(shorter) > 0.4 * len(longer):
        return True
    words, others = set(heading.split()), set(named.split())
    return len(words) > _LOGO_WORDS and len(words & others) >= _ALIKE * max(len(words), len(others))
