"""Finds translations that say something else than their source."""

import math
from collections.abc import Iterator

from mujaz.pipeline.guards import length
from mujaz.pipeline.guards.anchors import anchored, named
from mujaz.pipeline.guards.pair import Pair
from mujaz.types import Finding, FindingKind, Severity

# Each word, name and number is evidence: the logarithm of how much likelier it is in a translation of this source than
# in a translation of another. The shares were measured on FLORES-101 and TICO-19 dev, with the reference of another
# line as the other translation. Missing numbers have a detector of their own.
ANCHOR_FOUND, ANCHOR_MISSING = math.log(0.82 / 0.06), math.log(0.18 / 0.94)
NAME_FOUND, NAME_MISSING = math.log(0.35 / 0.012), math.log(0.65 / 0.988)
NUMBER_FOUND = 3.0
DOUBTFUL, DOUBTFUL_HEADLINE, UNRELATED = -2.4, -4.0, -7.0
"""Below DOUBTFUL are 1.0 % of the references of FLORES, 1.1 % of those of TICO, and nine of ten translations of another
line. Below UNRELATED are three references, which do translate another line, and half of the translations of another."""


def content_evidence(pair: Pair, enough: float = math.inf) -> float:
    """How strongly the words, names and numbers of two texts suggest that one translates the other.

    Args:
        pair: The segment and its translation.
        enough: What is slow to find is skipped if the evidence reaches this without it.

    Returns:
        Log odds: 0 is neutral, positive is for, negative is against.
    """
    numbers = sum(quantity.firm and quantity.value > 9 for quantity, _ in pair.matching.pairs)
    for hasty in (True, False):
        anchors, missing_anchors = anchored(pair, hasty=hasty)
        missing_anchors -= min(pair.acronym_letters, missing_anchors // 2)
        evidence = anchors * ANCHOR_FOUND + missing_anchors * ANCHOR_MISSING + numbers * NUMBER_FOUND
        least = evidence + len(pair.target.capitalised) * NAME_MISSING
        if least >= enough:
            return least
    names, missing_names = named(pair)
    return evidence + names * NAME_FOUND + missing_names * NAME_MISSING


def _doubtful(pair: Pair) -> float:
    """The least evidence that is not doubtful. Headlines, which end in no full stop, are translated more freely."""
    return DOUBTFUL if pair.target.text.rstrip().endswith((".", '"', "!", "?")) else DOUBTFUL_HEADLINE


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where hardly any word, name or number of the source is found in the translation.

    The warning is left out where the length already shows that a part is missing.
    """
    evidence = content_evidence(pair, enough=DOUBTFUL)
    if evidence < UNRELATED:
        message = "The translation is of another text than the source."
        yield Finding(kind=FindingKind.UNRELATED, severity=Severity.ERROR, message=message)
    elif evidence < _doubtful(pair) and not length.find(pair):
        message = "Little of the source is found in the translation."
        yield Finding(kind=FindingKind.UNRELATED, severity=Severity.WARNING, message=message)
