"""Tells whether a duration was told in another unit: 48 hours as two days, a year and a half as 18 months."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mujaz.pipeline.guards.measures import counted_in, english_measures, measures_named
from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.quantities import Quantity
from mujaz.text.quantities.quantity import Number
from mujaz.types import Span

_MINUTES = {"minutes": 1, "hours": 60, "days": 24 * 60, "weeks": 7 * 24 * 60}
_MONTHS = {"months": 1, "years": 12, "decades": 120, "centuries": 1200}
_NEXT_WORD = re.compile(r"[\s-]+(?:(?:of\s+)?an?\s+)?([a-z]+)")
_ONE = re.compile(r"\b(?:an?|one|every|per)[\s-]([a-z]+)\b")
_IN_A_WORD = {"fortnight": (14, "days"), "decade": (10, "years")}

_Duration = tuple[str, Number]


def told_in_other_units(pair: Pair) -> frozenset[Span]:
    """The numbers of both texts that tell the same duration, and do not equal each other.

    Args:
        pair: The texts.
    """
    matching = pair.matching
    missing, added = matching.missing, (*matching.added, *matching.loose)
    if not missing and not matching.added:
        return frozenset()
    said = {number.span: _arabic(pair, number) for number in missing}
    told = {number.span: _english(pair.target, number) for number in added}
    said_once = {_length(1, name) for name in measures_named(pair.source)}
    told_once = pair.target.read(_told_once)
    said_at_all, told_at_all = {*said.values(), *said_once}, {*told.values(), *told_once}
    return frozenset(
        [
            *(span for span, length in said.items() if length and length in told_at_all),
            *(span for span, length in told.items() if length and length in said_at_all),
        ]
    )


def _arabic(pair: Pair, number: Quantity) -> _Duration | None:
    names = (measure.name for measure in counted_in(pair.source.text, number))
    return next((length for name in names if (length := _length(number.value, name))), None)


def _english(target: Target, number: Quantity) -> _Duration | None:
    if number.surface in _IN_A_WORD:
        return _length(*_IN_A_WORD[number.surface])
    after = _NEXT_WORD.match(target.text, number.span.end)
    words = [*number.surface.lower().replace("-", " ").split(), *([after[1]] if after else [])]
    return next((length for name in _measures_of(words) if (length := _length(number.value, name))), None)


def _told_once(target: Target) -> frozenset[_Duration | None]:
    """The durations that a translation tells as one of a unit: a day."""
    return frozenset(_length(1, name) for name in _measures_of(_ONE.findall(target.lowered)))


def _measures_of(words: list[str]) -> Iterator[str]:
    for word in words:
        yield from english_measures(word)


def _length(value: Number, name: str) -> _Duration | None:
    """A duration in minutes or in months."""
    for unit, sizes in (("minutes", _MINUTES), ("months", _MONTHS)):
        if name in sizes:
            return unit, Fraction(value) * sizes[name]
    return None
