"""Checks whether the victims of an attack became its authors: 54 people killed, told as "killed by 54 people"."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.pair import Pair
from mujaz.text.folding import fold_text
from mujaz.types import Finding, FindingKind, Severity

_BY = re.compile(
    r"\b(?:killed|wounded|injured|hurt|martyred|murdered|shot(?: dead)?) by "
    r"(?:(?:at least|more than|about|around|some|nearly|over|up to) )?"
)
_BOUND = r"(?:(?:اكثر من|نحو|حوالي|قرابه|زهاء|ما لا يقل عن|ما يزيد (?:علي|عن)|ما يقرب من)\s+)?"
_SUFFER = re.compile(
    rf"\b[وفبل]?(?:ال)?(?:مقتل|اصابه|استشهاد|مصرع|جرح|اغتيال)\s+{_BOUND}\Z"
    rf"|\b[وف]?(?P<verb>قتلت?|استشهدت?|اصيبت?|جرحت?|اغتيلت?)\s+{_BOUND}\Z"
)
"""What stands before a number of victims. A verb is passive only if its author is named behind it."""
_BY_WHOM = re.compile(r"\b[وف]?(?:بايدي|بيد|علي (?:يد|ايدي)|برصاص|بنيران|بقصف|بغار[هات]+)\b")
_REACH = 40
"""Characters to look back for these words; the longest have fewer."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where a number of people killed or wounded follows "killed by" in the translation.

    No pair of the news corpus (40,014) and of the dev sets has one.
    """
    if " by " not in pair.target.lowered:
        return
    starts = {match.end() for match in _BY.finditer(pair.target.lowered)}
    for said, told in pair.matching.pairs if starts else ():
        before = fold_text(pair.source.text[max(0, said.span.start - _REACH) : said.span.start])
        suffers = _SUFFER.search(before) if told.span.start in starts else None
        if suffers and (not suffers["verb"] or _BY_WHOM.search(fold_text(pair.source.text[said.span.end :]))):
            yield Finding(
                kind=FindingKind.UNRELATED,
                severity=Severity.ERROR,
                message=f"The source tells of {said} victims; the translation makes them the attackers.",
                source=said.span,
                target=told.span,
            )
