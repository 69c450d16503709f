"""Decodes HTML entities that feeds and scrapers leave in plain text: `&quot;` is a quotation mark."""

import html
import re
from collections.abc import Iterator

from mujaz.text.normalize import Normalized, Stretches, edited
from mujaz.types import Span

_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_ENDS = re.compile(r"[\n\r]")


def decode_entities(text: str) -> Normalized:
    """Replace entities with their characters.

    Args:
        text: Any text.

    Returns:
        The text before and after. Unknown entities stay, and so do entities for a line end, as the lines must remain
        those of the source.
    """
    return edited(text, _decoded(text))


def _decoded(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        character = html.unescape(f"&{match[1]};")
        is_unknown = character.startswith("&") and len(character) > 1
        if not (is_unknown or _LINE_ENDS.search(character)):
            yield match.span(), character


def after(first: Normalized, second: Normalized) -> Normalized:
    """Combine two successive changes of a text into one.

    Args:
        first: The first change.
        second: The second change, whose `source` is the `text` of the first.
    """
    if not first.source_edits.starts:
        return second
    middles = _joined(first.text_edits, second.source_edits)
    sources = [first.source_span(middle) for middle in middles]
    texts = [second.normalized_span(middle) for middle in middles]
    return Normalized(
        source=first.source,
        text=second.text,
        source_edits=Stretches(tuple(span.start for span in sources), tuple(span.end for span in sources)),
        text_edits=Stretches(tuple(span.start for span in texts), tuple(span.end for span in texts)),
    )


def _joined(first: Stretches, second: Stretches) -> list[Span]:
    """Merge the stretches of both, joining those that overlap."""
    joined: list[Span] = []
    for span in sorted(Span(*ends) for each in (first, second) for ends in zip(each.starts, each.ends, strict=True)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
