"""HTML entities in plain text, as feeds and scrapers leave them: `&quot;` is a quotation mark."""

import html
import re
from collections.abc import Iterator

from mujaz.text.normalize import Normalized, Stretches, edited
from mujaz.types import Span

_ENTITY = re.compile(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE_ENDS = re.compile(r"[\n\r]")


def decode_entities(text: str) -> Normalized:
    """Puts the characters in the place of their entities.

    Args:
        text: Any text.

    Returns:
        The text with and without them. What is no entity stays, and so does one that says a line end, as lines are
        those of the source.
    """
    return edited(text, _decoded(text))


def _decoded(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        character = html.unescape(f"&{match[1]};")
        is_none = character.startswith("&") and len(character) > 1
        if not (is_none or _LINE_ENDS.search(character)):
            yield match.span(), character


def after(first: Normalized, second: Normalized) -> Normalized:
    """Two changes of a text as one.

    Args:
        first: What was made of the source.
        second: What was made of that; its `source` is the `text` of the first.
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


def _joined(ours: Stretches, theirs: Stretches) -> list[Span]:
    """The stretches of both, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(Span(*both) for each in (ours, theirs) for both in zip(each.starts, each.ends, strict=True)):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
