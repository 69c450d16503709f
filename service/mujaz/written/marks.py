"""The words of a text that pages and documents mark: terms, doubted words and words with findings."""

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from mujaz.types import Segment, Severity, Span

TERM, DOUBT = "term", "doubt"
_RANKS = [TERM, DOUBT, *(severity.name.lower() for severity in Severity)]
"""Kinds of marks, lowest rank first; where marks overlap, the highest rank is shown."""


def marks_of(segments: Iterable[Segment], *, of_source: bool) -> list[tuple[Span, str]]:
    """The spans to mark in the source or the target text (terms, doubts and findings), each with its kind."""
    marks: list[tuple[Span | None, str]] = []
    for segment in segments:
        marks += ((term.source if of_source else term.target, TERM) for term in segment.terms)
        marks += (
            (finding.source if of_source else finding.target, finding.severity.name.lower())
            for finding in segment.findings
        )
        if not of_source:
            marks += ((doubt.target, DOUBT) for doubt in segment.doubts)
    return [(span, kind) for span, kind in marks if span]


def stretches(text: str, within: Span, marks: Sequence[tuple[Span, str]]) -> list[tuple[str, str | None]]:
    """Cuts a part of a text where marks begin and end.

    Args:
        text: The whole text.
        within: The part.
        marks: Spans into the text with their kinds.

    Returns:
        The words in order, each with the highest kind of mark on it, or None where there is no mark.
    """
    edges = {within.start, within.end}
    edges.update(edge for span, _ in marks for edge in (span.start, span.end) if within.start < edge < within.end)
    pieces = [(Span(start, end), _worst(marks, start, end)) for start, end in pairwise(sorted(edges))]
    return [
        ("".join(span.of(text) for span, _ in group), worst)
        for worst, group in groupby(pieces, key=lambda piece: piece[1])
    ]


def _worst(marks: Sequence[tuple[Span, str]], start: int, end: int) -> str | None:
    kinds = (kind for span, kind in marks if span.start <= start and end <= span.end)
    return max(kinds, key=_RANKS.index, default=None)
