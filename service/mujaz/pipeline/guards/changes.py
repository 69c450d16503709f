"""Whether a fall by 27 % became one from 27 %."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities import Kind
from mujaz.types import Finding, Span

_CHANGED = frozenset((Kind.PERCENT, Kind.MONEY, Kind.CARDINAL))
_FAR, _BACK = 40, 90
"""Signs to look back for the words of a change, in English and in Arabic."""
_BY = re.compile(
    r"(?:ارتفا?ع|انخفا?ض|تراجع|زياد|زاد|ازداد|نم[اوى]|هبط|هبوط|صعد|صعود|قفز|تقلص|تضاعف)\w*\s[^.،؛]{0,60}?"
    r"(?:\bب(?:نسبة|مقدار|واقع|معدل|نحو|حوالي)(?:\s+(?:نحو|حوالي))?\s+|\bب(?:[ـ-]\s*)?)\Z"
)
_FROM = re.compile(
    r"\b(?:down|up|rose|risen|rising|rises?|f[ae]ll(?:en|ing|s)?|drop\w*|increas\w*|decreas\w*|declin\w*|grew|grown?|jump\w*|"
    r"climb\w*|plung\w*|gain\w*)\s+(?:\w+\s+)?from\s+(?:about\s+|around\s+|nearly\s+)?\Z"
)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the source says by how much something changed, and the translation from how much."""
    if "from" not in pair.target.lowered:
        return
    source, target = pair.source.text, pair.target.lowered
    for ours, theirs in pair.matching.pairs:
        start, ends = ours.span.start, theirs.span.start
        if ours.kind not in _CHANGED or not (told := _FROM.search(target, max(0, ends - _FAR), ends)):
            continue
        if _BY.search(source, max(0, start - _BACK), start):
            message = f"The source says by {ours}, the translation says from {theirs}."
            yield number_finding(message, ours.span, Span(told.start(), theirs.span.end))
