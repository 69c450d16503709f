"""Finds digits that are neither a number nor a score, which a model writes when it goes astray."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities.english_words import SCALES
from mujaz.text.quantities.tokens import read_digits
from mujaz.types import Finding, Span

_WITH_MARKS = re.compile(r"\d(?<![\d.,].)\d*(?:[.,]\d+)+(?!\d)")
"""All these patterns begin with the digit, because a regular expression finds it faster than a lookbehind."""
_SHORT_GROUP = re.compile(r",\d{1,2}(?!\d)")
_SCALE_WORDS = frozenset(("hundred", *SCALES))
_SCALES = re.compile(rf"\b({'|'.join(sorted(_SCALE_WORDS))}) \1\b", re.IGNORECASE)
_MARKED = re.compile(r"\d[.,-]")
"""A quick test for what the patterns above and below find."""
_DASHED = re.compile(r"(?<![\d.,-])(\d{1,3})\s*[-–—]\s*(\d{1,3})(?![\d.,-])")
_STOPPED = re.compile(r"(\d(?<![\d.,].)\d{0,2})\.\s+(\d{1,3})(?![\d,])")
_SCORES = re.compile(r"\d(?<![\d-].)(?:-\d){2,}(?![\d-])")


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for what is neither a number nor a score, such as 2002,002, 20,00, 2-1-1 and "billion billion".

    Digits that the source has as well are accepted. None of 259 numbers with a point or a comma in references
    (FLORES-101 and TICO-19 dev, UN documents) has a finding.
    """
    target = pair.target.text
    found: list[re.Match[str]] = []
    if _MARKED.search(target):
        yield from _broken_scores(pair)
        found += (match for match in _WITH_MARKS.finditer(target) if _is_garbled(match[0]))
        found += _SCORES.finditer(target)
    if not _SCALE_WORDS.isdisjoint(pair.target.words):
        found += _SCALES.finditer(target)
    text = pair.source.normalized.text if found else ""
    for match in found:
        if match[0] not in text:
            yield number_finding(f"The translation has {match[0]}, which is no number.", target=Span(*match.span()))


def _broken_scores(pair: Pair) -> Iterator[Finding]:
    """Findings for scores and ranges of the source whose dash became a full stop, with or without spaces."""
    if not _STOPPED.search(pair.target.text):
        return
    dashed = {tuple(sorted(match.groups())) for match in _DASHED.finditer(pair.source.normalized.text)}
    for match in _STOPPED.finditer(pair.target.text):
        if tuple(sorted(match.groups())) in dashed:
            message = f"The translation has {match[0]} where the source has a dash between the two."
            yield number_finding(message, target=Span(*match.span()))


def _is_garbled(digits: str) -> bool:
    return not read_digits(digits, english=True) or _SHORT_GROUP.search(digits) is not None
