"""Translations that say something else than their source."""

import math

from mujaz.pipeline.guards.acronyms import acronym_letters
from mujaz.pipeline.guards.anchors import anchored, named
from mujaz.text.quantities import Matching
from mujaz.types import Finding, FindingKind, Severity

# Each word, name and number is evidence: the logarithm of how much likelier it is in a translation of this source than
# in one of another. Shares measured on FLORES-101 and TICO-19 dev, with the reference of another line as "another". A
# number that is missing is a finding of its own.
ANCHOR_FOUND, ANCHOR_MISSING = math.log(0.82 / 0.06), math.log(0.18 / 0.94)
NAME_FOUND, NAME_MISSING = math.log(0.35 / 0.012), math.log(0.65 / 0.988)
NUMBER_FOUND = 3.0
DOUBTFUL, UNRELATED = -2.0, -7.0
"""Below DOUBTFUL are 1.0 % of the references of FLORES and 1.1 % of TICO, and nine of ten translations of another line;
below UNRELATED three references, which do translate another line, and half of the translations of another."""


def content_evidence(source: str, target: str, matching: Matching) -> float:
    """How much the words, names and numbers of two texts speak for one being the translation of the other.

    Args:
        source: The Arabic segment.
        target: Its translation.
        matching: How the quantities of the two belong together.

    Returns:
        A logarithm of odds: 0 says nothing, positive is for, negative against.
    """
    anchors, lost_anchors = anchored(source, target)
    lost_anchors -= min(acronym_letters(source, target), lost_anchors // 2)
    names, other_names = named(source, target)
    numbers = sum(quantity.firm and quantity.value > 9 for quantity, _ in matching.pairs)
    return (
        anchors * ANCHOR_FOUND
        + lost_anchors * ANCHOR_MISSING
        + names * NAME_FOUND
        + other_names * NAME_MISSING
        + numbers * NUMBER_FOUND
    )


def check_content(source: str, target: str, matching: Matching) -> list[Finding]:
    """A finding where hardly a word, name or number of the source is found in the translation."""
    evidence = content_evidence(source, target, matching)
    if evidence >= DOUBTFUL:
        return []
    if evidence < UNRELATED:
        message, severity = "The translation is of another text than the source.", Severity.ERROR
    else:
        message, severity = "Little of the source is found in the translation.", Severity.WARNING
    return [Finding(kind=FindingKind.UNRELATED, severity=severity, message=message)]
