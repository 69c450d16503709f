"""Finds numbers that a translation says more often than its source."""

from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.types import Finding


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each number of several digits that a translation says more often than its source.

    None of 1,967 references (FLORES-101 and TICO-19 dev) has one, and three of 6,078 pairs of UN documents do. The
    model's translations of the former have three, each where it had gone astray. Names such as M16 are left out.
    """
    for again in pair.matching.repeated:
        in_name = pair.target.text[again.span.start - 1 : again.span.start].isalpha()
        if sum(map(str.isdigit, again.surface)) > 1 and not in_name:
            message = f"The translation says {again} more often than the source."
            yield number_finding(message, target=again.span)
