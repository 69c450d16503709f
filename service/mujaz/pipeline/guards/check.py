"""All detectors on one segment. To add one: write `find(pair)` in a file of its own, and put it into `DETECTORS`."""

from collections.abc import Callable, Iterable

from mujaz.pipeline.guards import (
    bounds,
    changes,
    content,
    digits,
    directions,
    hashtags,
    invented,
    language,
    length,
    magnitudes,
    measures,
    model,
    names,
    negation,
    numbers,
    offices,
    opposites,
    proper_names,
    quotations,
    ranks,
    repeated,
    repetition,
    signs,
    verbatim,
    weekdays,
    zones,
)
from mujaz.pipeline.guards.pair import Pair
from mujaz.types import Finding, Hypothesis

DETECTORS: tuple[Callable[[Pair], Iterable[Finding]], ...] = (
    language.find,
    length.find,
    repetition.find,
    numbers.find,
    repeated.find,
    bounds.find,
    ranks.find,
    measures.find,
    magnitudes.find,
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
    offices.find,
    verbatim.find,
    hashtags.find,
    invented.find,
    content.find,
)
"""What compares a translation with its source, in the order in which a reader is told."""


def check(source: str, target: str, *, hypothesis: Hypothesis | None = None) -> tuple[Finding, ...]:
    """What may be wrong with the translation of one segment, whoever made it.

    Args:
        source: The Arabic segment or line, normalised or not. Findings' source spans are into it. Of what is not Arabic
            nothing is said.
        target: Its English translation. Findings' target spans are into it.
        hypothesis: What the model said of it, where a model made it.
    """
    pair = Pair.of(source, target, hypothesis)
    return (*find_faults(pair), *quotations.find(pair))


def find_faults(pair: Pair) -> tuple[Finding, ...]:
    """As `check`, but only what is worth translating the segment again, which lost quotation marks are not.

    Sentences of FLORES-101 and TICO-19 dev that were translated again for their marks got them, and lost more of the
    sense.

    Args:
        pair: The segment and its translation.
    """
    faults = (finding for find in _detectors(pair) for finding in find(pair))
    return (*faults, *model.find(pair))


def _detectors(pair: Pair) -> tuple[Callable[[Pair], Iterable[Finding]], ...]:
    """Those that have something to say: where nothing was translated, everything else follows from it."""
    if not pair.source.has_arabic:
        return ()
    if pair.target.is_blank:
        return (length.find,)
    return (language.find,) if pair.target.is_arabic else DETECTORS
