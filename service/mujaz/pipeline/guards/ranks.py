"""Whether the third class became three classes."""

import re
from collections.abc import Iterator
from fractions import Fraction

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.quantities import Kind, Quantity
from mujaz.text.quantities.english_words import LOOSE
from mujaz.types import Finding

_IN_NAME = re.compile(
    r"\b(?:age of|aged|under|over|below|above|(?:chapter|article|part|phase|stage|case|study|number|category|group|"
    r"level|grade|tier|type|class|division|round|day|week|season|annex|section|paragraph|rule|zone|line|clause|"
    r"month|channel|figure|block|wing|no\.|area|hall|gate|room|terminal|platform|field|sector|district|route|volume|page|"
    r"step|version|between)s?)\s+(?:\w+\s+and\s+)?\Z",
    re.IGNORECASE,
)
"""Where English has a count for a rank: Chapter Seven, those under five."""
_AFTER_NAME = re.compile(r"\b(?:[A-Z][A-Za-z]*|No\.)\s?\Z")
"""Digits behind it are part of a name: West Qurna 2, No. 3."""
_NO_NOUN = re.compile(r"\W*(?:$|[.,;:])")
_YEARS_OLD = re.compile(r"[\s-]years?[\s-]old")
_TURNS = re.compile(r"\b(?:turn\w*|reach\w*|age)\s+\Z")
_OF_NAME = re.compile(r"G\b|[\s-]months?[\s-](?:pregnant|old)")
_WORD_BEFORE = re.compile(r"([\u0620-\u065f\u0670-\u06d3]+)\s+\Z")
_DEFINITE = ("ال", "لل", "بال", "وال", "فال", "كال")
_OWN_YEAR = re.compile(r"\w{0,2}(?:عام|سنت|شهر)(?:ه|ها|هم|هما)")
_NAME_SIGNS = 24
"""Signs to look back for it: more than the longest."""
_SECOND = 2
_FORMER = frozenset(("الاول", "الاولي", "فالاول", "فالاولي", "احدهما", "احداهما", "اولاهما", "اولهما"))
_ONLY_COUNTS = range(3, 20)
"""Numbers whose Arabic words are never ranks, as العشرين may be the twentieth; two has duals."""
_LOW = 10
"""In digits those up to here: "the 15th session" is الدورة 15."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each count in the place of a rank, and for each rank in that of a count.

    In 1,967 references (FLORES-101 and TICO-19 dev) there is none.
    """
    for ours, theirs in pair.matching.pairs:
        if message := confusion(pair, ours, theirs):
            yield number_finding(message, ours.span, theirs.span)


def confusion(pair: Pair, ours: Quantity, theirs: Quantity) -> str:
    """What is wrong with a quantity of the source and its counterpart, in a sentence; empty where nothing is.

    Args:
        pair: The texts.
        ours: The quantity of the source.
        theirs: Its counterpart.
    """
    if ours.kind is not Kind.ORDINAL and theirs.kind is not Kind.ORDINAL:
        return ""
    if theirs.surface.startswith(("a ", "A ")) or theirs.surface.lower() in LOOSE:  # a third day, the latter, a runoff
        return ""
    if ours.value == _SECOND and not pair.source.forms.isdisjoint(_FORMER):  # والثاني is the latter
        return ""
    named = theirs.value in pair.target.read(_values_in_names) or _is_age_or_hour(pair, ours, theirs)
    if _is_rank_of_count(ours, theirs) and not named:
        return f"The source gives a rank, {ours.surface}, the translation a count, {theirs.surface}."
    if _is_rank_of_count(theirs, ours) and _is_only_count(ours):
        return f"The source gives a count, {ours.surface}, the translation a rank, {theirs.surface}."
    return ""


def _values_in_names(target: Target) -> frozenset[Fraction]:
    """The numbers that are parts of names, whichever of two equal ones was matched: No. 3 lost 6-4, 3-6."""
    return frozenset(count.value for count in target.quantities if _is_in_name(target.text, count))


def _is_in_name(target: str, count: Quantity) -> bool:
    start, end = count.span.start, count.span.end
    first = max(0, start - _NAME_SIGNS)
    named = count.surface.isdecimal() and _AFTER_NAME.search(target, first, start) is not None
    return named or _IN_NAME.search(target, first, start) is not None or bool(_OF_NAME.match(target, end))


def _is_age_or_hour(pair: Pair, rank: Quantity, count: Quantity) -> bool:
    """Whether a rank has no noun that it ranks, as في السابعة, or is one of a life's years: عامها الثاني."""
    before = _WORD_BEFORE.search(pair.source.text, max(0, rank.span.start - _NAME_SIGNS), rank.span.start)
    old = _YEARS_OLD.match(pair.target.text, count.span.end)
    if before is None or (not old and pair.target.text[: count.span.start].endswith("the ")):
        return False
    feminine = rank.surface.split()[0].endswith(("ة", "ه"))
    turns = _TURNS.search(pair.target.text, max(0, count.span.start - _NAME_SIGNS), count.span.start)
    own = _OWN_YEAR.fullmatch(before[1]) and (turns or _NO_NOUN.match(pair.target.text, count.span.end))
    return (feminine and not before[1].startswith(_DEFINITE)) or own is not None


def _is_rank_of_count(rank: Quantity, count: Quantity) -> bool:
    """Whether one of two quantities is the third, in words, where the other is three."""
    counts = count.kind is Kind.CARDINAL and (_is_word(count) or count.surface.isdecimal())
    return rank.kind is Kind.ORDINAL and rank.firm and counts


def _is_only_count(quantity: Quantity) -> bool:
    return quantity.value in _ONLY_COUNTS and (quantity.value <= _LOW or _is_word(quantity))


def _is_word(quantity: Quantity) -> bool:
    return quantity.surface.replace(" ", "").isalpha()
