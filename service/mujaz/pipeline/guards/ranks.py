"""Checks whether the third class became three classes."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Target
from mujaz.text.quantities import Kind, Quantity
from mujaz.text.quantities.english_words import LOOSE
from mujaz.text.quantities.quantity import Number
from mujaz.types import Finding

_IN_NAME = re.compile(
    r"\b(?:age of|aged|under|over|below|above|(?:chapter|article|part|phase|stage|case|study|number|category|group|"
    r"level|grade|tier|type|class|division|round|day|week|season|annex|section|paragraph|rule|zone|line|clause|"
    r"month|channel|figure|block|wing|no\.|area|hall|gate|room|terminal|platform|field|sector|district|route|volume|page|"
    r"step|version|between)s?)\s+(?:\w+\s+and\s+)?\Z",
    re.IGNORECASE,
)
"""Words before which English counts instead of ranking: Chapter Seven, those under five."""
_AFTER_NAME = re.compile(r"\b(?:[A-Z][A-Za-z]*|No\.)\s?\Z")
"""Digits after it are part of a name: West Qurna 2, No. 3."""
_NO_NOUN = re.compile(r"\W*(?:$|[.,;:])")
_YEARS_OLD = re.compile(r"[\s-]years?[\s-]old")
_TURNS = re.compile(r"\b(?:turn\w*|reach\w*|age)\s+\Z")
_OF_NAME = re.compile(r"G\b|[\s-]months?[\s-](?:pregnant|old)")
_WORD_BEFORE = re.compile(r"([\u0620-\u065f\u0670-\u06d3]+)\s+\Z")
_RANK_BEFORE = re.compile(r"\bال\w+ة(?:\s+عشرة|\s+والعشرين|\s+والثلاثين)?\s+\Z")
_DEFINITE = ("ال", "لل", "بال", "وال", "فال", "كال")
_OWN_YEAR = re.compile(r"\w{0,2}(?:عام|سنت|شهر)(?:ه|ها|هم|هما)")
_NAME_CHARS = 24
"""Characters to look back for these words; the longest has fewer."""
_SECOND = 2
_FORMER = frozenset(("الاول", "الاولي", "فالاول", "فالاولي", "احدهما", "احداهما", "اولاهما", "اولهما"))
_ONLY_COUNTS = range(3, 20)
"""Numbers whose Arabic words are never ranks. العشرين may be "the twentieth", and two has duals."""
_LOW = 10
"""In digits, only numbers up to this are certainly counts: "the 15th session" is الدورة 15."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each count that replaces a rank, and for each rank that replaces a count.

    1,967 references (FLORES-101 and TICO-19 dev) have none.
    """
    for source, target in pair.matching.pairs:
        if message := confusion(pair, source, target):
            yield number_finding(message, source.span, target.span)


def confusion(pair: Pair, source: Quantity, target: Quantity) -> str:
    """What is wrong with a quantity of the source and its counterpart, in a sentence; empty if nothing is.

    Args:
        pair: The texts.
        source: The quantity of the source.
        target: Its counterpart in the translation.
    """
    if source.kind is not Kind.ORDINAL and target.kind is not Kind.ORDINAL:
        return ""
    if target.surface.startswith(("a ", "A ")) or target.surface.lower() in LOOSE:  # a third day, the latter, a runoff
        return ""
    if source.value == _SECOND and not pair.source.forms.isdisjoint(_FORMER):  # والثاني is the latter
        return ""
    named = target.value in pair.target.read(_values_in_names) or _is_age_or_hour(pair, source, target)
    if _is_rank_of_count(source, target) and not named:
        return f"The source gives a rank, {source.surface}, the translation a count, {target.surface}."
    if _is_rank_of_count(target, source) and _is_only_count(source):
        return f"The source gives a count, {source.surface}, the translation a rank, {target.surface}."
    return ""


def _values_in_names(target: Target) -> frozenset[Number]:
    """The values of numbers in names. Of two equal ones, the other may have been matched: No. 3 lost 6-4, 3-6."""
    return frozenset(count.value for count in target.quantities if _is_in_name(target.text, count))


def _is_in_name(target: str, count: Quantity) -> bool:
    start, end = count.span.start, count.span.end
    first = max(0, start - _NAME_CHARS)
    named = count.surface.isdecimal() and _AFTER_NAME.search(target, first, start) is not None
    return named or _IN_NAME.search(target, first, start) is not None or bool(_OF_NAME.match(target, end))


def _is_age_or_hour(pair: Pair, rank: Quantity, count: Quantity) -> bool:
    """Whether a rank has no noun that it ranks, as in في السابعة, or is an age: عامها الثاني."""
    start = rank.span.start
    if rank.surface.startswith("و") and (
        joined := _RANK_BEFORE.search(pair.source.text, max(0, start - _NAME_CHARS), start)
    ):
        start = joined.start()  # بين الخامسة والحادية عشرة
    before = _WORD_BEFORE.search(pair.source.text, max(0, start - _NAME_CHARS), start)
    old = _YEARS_OLD.match(pair.target.text, count.span.end)
    if before is None or (not old and pair.target.text[: count.span.start].endswith("the ")):
        return False
    feminine = rank.surface.split()[0].endswith(("ة", "ه"))
    turns = _TURNS.search(pair.target.text, max(0, count.span.start - _NAME_CHARS), count.span.start)
    own = _OWN_YEAR.fullmatch(before[1]) and (turns or _NO_NOUN.match(pair.target.text, count.span.end))
    return (feminine and not before[1].startswith(_DEFINITE)) or own is not None


def _is_rank_of_count(rank: Quantity, count: Quantity) -> bool:
    """Whether one of two quantities is a rank in words, such as "third", and the other is a count."""
    counts = count.kind is Kind.CARDINAL and (_is_word(count) or count.surface.isdecimal())
    return rank.kind is Kind.ORDINAL and rank.firm and counts


def _is_only_count(quantity: Quantity) -> bool:
    return quantity.value in _ONLY_COUNTS and (quantity.value <= _LOW or _is_word(quantity))


def _is_word(quantity: Quantity) -> bool:
    return quantity.surface.replace(" ", "").isalpha()
