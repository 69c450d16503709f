"""Judges and spells words that no table has by their letters."""

from functools import cache, lru_cache
from math import inf, log

from mujaz.text.proper_names.tables import rows

_BORDER = ("^", "$")
_BEAM = 6
_BACKED_OFF = log(0.4)
_UNSEEN = -20.0
_ORDER = 4
_BITS = 12
_CONTEXT, _WHOLE = (1 << _BITS * (_ORDER - 1)) - 1, (1 << _BITS * _ORDER) - 1
"""For the number of a unit. A sequence is one number, as tens of thousands of strings would take much more memory."""


@lru_cache(maxsize=4096)
def foreign_looks(form: str) -> float:
    """Return the evidence of a folded word's letters for a foreign name, as a log ratio; below 0 it is against.

    82 of 100 foreign names that the table was not made from reach 5 or more, and 4 of 100 other words do.
    """
    weights = _weights()
    framed = f"{_BORDER[0]}{form}{_BORDER[1]}"
    groups = [framed[at : at + 3] for at in range(len(framed) - 2)]
    ends = (f"{framed[:3]}<", f"{framed[-4:]}>")
    return sum(weights.get(group, 0) for group in (*groups, *ends)) / 10


@lru_cache(maxsize=4096)
def spelled_by_letters(form: str) -> str:
    """Return the likeliest English spelling of a folded word, in lower case; empty if no name has its letters."""
    numbers, units = _spellings()[1], _units()
    first = numbers[_BORDER[0]]
    start = (first << _BITS | first) << _BITS | first
    hypotheses = [(0.0, (_BORDER[0],) * (_ORDER - 1), start, "")]
    for letter in form:
        longer: list[tuple[float, tuple[str, ...], int, str]] = []
        least = -inf  # the score from which a hypothesis may be among the likeliest
        for score, before, numbered, english in hypotheses:
            for unit in units.get(letter, ()):
                sequence = numbered << _BITS | numbers[unit]
                longer_score = score + _likelihood(sequence)
                if longer_score >= least:
                    longer.append((longer_score, (*before[1:], unit), sequence & _CONTEXT, english + unit[1:]))
            longer = sorted(longer, reverse=True)[:_BEAM]
            least = longer[-1][0] if len(longer) == _BEAM else -inf
        hypotheses = longer
    end = numbers[_BORDER[1]]
    ended = [(score + _likelihood(numbered << _BITS | end), english) for score, _, numbered, english in hypotheses]
    return max(ended)[1] if ended else ""


def _likelihood(sequence: int) -> float:
    """Return the log-likelihood of the last of some units after the others."""
    known, penalty, context = _spellings()[0], 0.0, _WHOLE
    while context:
        hundredths = known.get(sequence & context)
        if hundredths is not None:
            return penalty - hundredths / 100
        penalty += _BACKED_OFF
        context >>= _BITS
    return _UNSEEN


@cache
def _weights() -> dict[str, int]:
    return {group: int(weight) for group, weight in rows("letters.tsv")}


@cache
def _spellings() -> tuple[dict[int, int], dict[str, int]]:
    """Return hundredths of negative log-likelihoods by sequences of units, and the numbers of the units.

    An Arabic letter with its English letters is one unit. Their numbers begin at 1.
    """
    hundredths: dict[int, int] = {}
    numbers: dict[str, int] = {}
    for before, followers in rows("spellings.tsv"):
        context = 0
        for unit in before.split():
            context = context << _BITS | numbers.setdefault(unit, len(numbers) + 1)
        context <<= _BITS
        told = followers.split()
        for unit, value in zip(told[::2], told[1::2], strict=True):
            number = numbers.setdefault(unit, len(numbers) + 1)
            hundredths[context | number] = int(value)
    return hundredths, numbers


@cache
def _units() -> dict[str, tuple[str, ...]]:
    """Return the units by their Arabic letter."""
    found: dict[str, list[str]] = {}
    for unit in _spellings()[1]:
        if unit not in _BORDER:
            found.setdefault(unit[0], []).append(unit)
    return {letter: tuple(units) for letter, units in found.items()}
