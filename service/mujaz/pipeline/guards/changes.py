"""Checks whether a fall by 27 % became a fall from 27 %."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities import Kind
from mujaz.types import Finding, Span

_CHANGED = frozenset((Kind.PERCENT, Kind.MONEY, Kind.CARDINAL))
_FAR, _BACK = 40, 90
"""Characters to look back for the words of a change, in English and in Arabic."""
_BY = re.compile(
    r"(?:ارتفا?ع|انخفا?ض|تراجع|زياد|زاد|ازداد|نم[اوى]|هبط|هبوط|صعد|صعود|قفز|تقلص|تضاعف)\w*\s[^.،؛]{0,60}?"
    r"(?:\bب(?:نسبة|مقدار|واقع|معدل|نحو|حوالي)(?:\s+(?:نحو|حوالي))?\s+|\bب(?:[ـ-]\s*)?)\Z"
)
_FROM = re.compile(
    r"\b(?:down|up|rose|risen|rising|rises?|f[ae]ll(?:en|ing|s)?|drop\w*|increas\w*|decreas\w*|declin\w*|grew|grown?|jump\w*|"
    r"climb\w*|plung\w*|gain\w*)\s+(?:\w+\s+)?from\s+(?:about\s+|around\s+|nearly\s+)?\Z"
)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the source says by how much something changed, and the translation says from how much."""
    if "from" not in pair.target.lowered:
        return
    source, target = pair.source.text, pair.target.lowered
    for source_number, target_number in pair.matching.pairs:
        source_start, target_start = source_number.span.start, target_number.span.start
        if source_number.kind not in _CHANGED or not (
            change := _FROM.search(target, max(0, target_start - _FAR), target_start)
        ):
            continue
        if _BY.search(source, max(0, source_start - _BACK), source_start):
            message = f"The source says by {source_number}, the translation says from {target_number}."
            yield number_finding(message, source_number.span, Span(change.start(), target_number.span.end))
