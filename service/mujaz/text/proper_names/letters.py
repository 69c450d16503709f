"""Words that no table has: whether one looks like a name, and how it is spelled, by its letters."""

from functools import cache, lru_cache
from math import log

from mujaz.text.proper_names.tables import rows

_BORDER = ("^", "$")
_BEAM = 6
_BACKED_OFF = log(0.4)
_UNSEEN = -20.0
_ORDER = 4


@lru_cache(maxsize=4096)
def foreign_looks(form: str) -> float:
    """How much the letters of a folded word speak for a foreign name, as the logarithm of a ratio; below 0 against.

    From 5 on, 82 of 100 foreign names that the table was not made from pass, and 4 of 100 other words.
    """
    weights = _weights()
    framed = f"{_BORDER[0]}{form}{_BORDER[1]}"
    groups = [framed[at : at + 3] for at in range(len(framed) - 2)]
    ends = (f"{framed[:3]}<", f"{framed[-4:]}>")
    return sum(weights.get(group, 0) for group in (*groups, *ends)) / 10


@lru_cache(maxsize=4096)
def spelled_by_letters(form: str) -> str:
    """The likeliest English spelling of a folded word, in small letters; empty where it has letters of no name."""
    hypotheses = [(0.0, (_BORDER[0],) * (_ORDER - 1), "")]
    for letter in form:
        longer = [
            (points + _likelihood((*before, unit)), (*before[1:], unit), english + unit[1:])
            for points, before, english in hypotheses
            for unit in _units().get(letter, ())
        ]
        hypotheses = sorted(longer, reverse=True)[:_BEAM]
    ended = [(points + _likelihood((*before, _BORDER[1])), english) for points, before, english in hypotheses]
    return max(ended)[1] if ended else ""


def _likelihood(units: tuple[str, ...]) -> float:
    """The logarithm of the likelihood of the last of some units behind the others."""
    known, lost, behind = _likelihoods(), 0.0, " ".join(units)
    while behind:
        likelihood = known.get(behind)
        if likelihood is not None:
            return likelihood + lost
        lost += _BACKED_OFF
        behind = behind.partition(" ")[2]
    return _UNSEEN


@cache
def _weights() -> dict[str, int]:
    return {group: int(weight) for group, weight in rows("letters.tsv")}


@cache
def _likelihoods() -> dict[str, float]:
    """What follows what: an Arabic letter with its English letters is one unit, and units stand apart by spaces."""
    return {units: -int(hundredths) / 100 for units, hundredths in rows("spellings.tsv")}


@cache
def _units() -> dict[str, tuple[str, ...]]:
    """The units by their Arabic letter."""
    found: dict[str, list[str]] = {}
    for units in _likelihoods():
        if " " not in units and units not in _BORDER:
            found.setdefault(units[0], []).append(units)
    return {letter: tuple(units) for letter, units in found.items()}
