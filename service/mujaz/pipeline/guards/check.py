"""Runs all detectors on a segment. To add one, write `find(pair)` in its own module and add it to `DETECTORS`."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from mujaz.pipeline.guards import (
    bounds,
    changes,
    content,
    digits,
    directions,
    doubled,
    exchanged,
    hashtags,
    invented,
    language,
    length,
    lost_words,
    made_up,
    magnitudes,
    measures,
    model,
    names,
    negation,
    numbers,
    offices,
    opposites,
    owners,
    proper_names,
    quotations,
    ranks,
    relatives,
    repeated,
    repetition,
    signs,
    verbatim,
    victims,
    weekdays,
    zones,
)
from mujaz.pipeline.guards.pair import Pair
from mujaz.pipeline.guards.spellings import Spellings
from mujaz.types import Finding, Hypothesis

DETECTORS: tuple[Callable[[Pair], Iterable[Finding]], ...] = (
    language.find,
    length.find,
    repetition.find,
    doubled.find,
    numbers.find,
    repeated.find,
    bounds.find,
    ranks.find,
    measures.find,
    magnitudes.find,
    exchanged.find,
    weekdays.find,
    zones.find,
    signs.find,
    digits.find,
    names.find,
    proper_names.find,
    directions.find,
    changes.find,
    opposites.find,
    negation.find,
    lost_words.find,
    offices.find,
    victims.find,
    relatives.find,
    owners.find,
    verbatim.find,
    hashtags.find,
    invented.find,
    made_up.find,
    content.find,
)
"""All detectors, in the order in which their findings are reported."""


def check(source: str, target: str, *, hypothesis: Hypothesis | None = None) -> tuple[Finding, ...]:
    """Finds what may be wrong with the translation of a segment, whether a model made it or a person.

    Args:
        source: The Arabic segment or line, normalised or not. Source spans of findings refer to it. A text without
            Arabic has no findings.
        target: Its English translation. Target spans of findings refer to it.
        hypothesis: The model's hypothesis, if a model made the translation.
    """
    return _findings(Pair.of(source, target, hypothesis))


def check_all(pairs: Sequence[Pair]) -> list[tuple[Finding, ...]]:
    """Returns the findings for each segment of one text, including those for names that are spelled in two ways.

    Args:
        pairs: The segments with their translations, in order.
    """
    found = [_findings(pair) for pair in pairs]
    if len(pairs) < 2:
        return found
    spellings = Spellings()
    for pair in pairs:
        spellings.add(pair)
    for name in spellings.repeated():
        for position, finding in spellings.differing(name):
            found[position] += (finding,)
    return found


def _findings(pair: Pair) -> tuple[Finding, ...]:
    return (*find_faults(pair), *quotations.find(pair))


def find_faults(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, but without lost quotation marks, for which a segment is not worth translating again.

    Sentences of FLORES-101 and TICO-19 dev that were translated again for their marks got them, but lost more of their
    meaning.

    Args:
        pair: The segment and its translation.
    """
    return (*chain.from_iterable([find(pair) for find in _detectors(pair)]), *model.find(pair))


def _detectors(pair: Pair) -> tuple[Callable[[Pair], Iterable[Finding]], ...]:
    """The detectors that apply. If nothing was translated, all other findings would only follow from that."""
    if not pair.source.has_arabic:
        return ()
    if pair.target.is_blank:
        return (length.find,)
    return (language.find,) if pair.target.is_arabic else DETECTORS
