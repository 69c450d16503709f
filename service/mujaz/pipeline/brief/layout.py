"""Lays out the sentences of a brief and cites them."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from mujaz.pipeline.brief.trust import Trust
from mujaz.types import Brief, BriefMethod, BriefStyle, Citation, Span

CitedSentence: TypeAlias = tuple[str, tuple[int, ...]]
"""A sentence and the positions of the segments that it rests on."""

BULLET = "- "
"""The beginning of a line in `BriefStyle.BULLETS`."""

_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LOOSE_END = " ,;:–—-"
_FULL_STOP = re.compile(r"(?<![.\s])(?<!\b[^\W\d_])\.$")
"""Matches a full stop that ends a sentence, but not that of "U.S.", "a.m." or "..."."""


def finish(sentence: str) -> str:
    """Capitalises a sentence and, where it has no end mark, adds a full stop."""
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if _END.search(sentence) else sentence.rstrip(_LOOSE_END) + "."


def as_headline(sentence: str) -> str:
    """Removes the full stop of a finished sentence, as headlines have none. Any other end mark stays."""
    return _FULL_STOP.sub("", sentence)


def lay_out(
    sentences: Sequence[CitedSentence], method: BriefMethod, style: BriefStyle, trust: Trust | None = None
) -> Brief:
    """Joins sentences to a brief in which each cites its segments.

    Args:
        sentences: The finished sentences, in order.
        method: Whether they were chosen or written.
        style: The layout.
        trust: Tells which sentences and words to mark as doubtful; None marks none.
    """
    mark = BULLET if style is BriefStyle.BULLETS else ""
    parts: list[str] = []
    citations: list[Citation] = []
    start = 0
    for sentence, segments in sentences:
        text = as_headline(sentence) if style is BriefStyle.HEADLINE else sentence
        start += len(mark)
        span = Span(start, start + len(text))
        citations.append(_cite(span, text, segments, trust))
        parts.append(mark + text)
        start += len(text) + 1
    between = "\n" if style is BriefStyle.BULLETS else " "
    return Brief(text=between.join(parts), method=method, citations=tuple(citations))


def _cite(span: Span, text: str, segments: tuple[int, ...], trust: Trust | None) -> Citation:
    if trust is None:
        return Citation(brief=span, segments=segments)
    words = trust.doubted_words(text, segments)
    return Citation(
        brief=span,
        segments=segments,
        doubtful=trust.is_doubtful(text, segments),
        doubts=tuple(word.shift(span.start) for word in words),
    )
