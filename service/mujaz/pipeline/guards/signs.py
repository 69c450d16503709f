"""Checks what numbers have besides their value: a minus, leading zeros, the order of two, the era of a year."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.types import Finding, Span

_NIL = re.compile(r"[\d٠-٩]\s*[-–]\s*صفر|صفر\s*[-–]\s*[\d٠-٩]|\bلصفر\b")
_BEFORE_CHRIST = re.compile(r"قبل\s+الميلاد|ق(?<!\w.)\s?\.\s?م\b")
_BELOW_ZERO = re.compile(r"(?:تحت|دون)\s+الصفر")
_DOUBTFUL = re.compile(r"[-\u2010-\u2015\u2212\u06400٠۰](?:(?<![0٠۰]) ?\d|(?<=[0٠۰])\d{4})")
_ZERO_FIRST = re.compile(r"(?<![\d.,/:+-])0+(\d{4,})(?![\d.,/:-]*\d)")
_MINUS = re.compile(r"(?<=[^\d%]\s)-(\d+(?:[.,]\d+)*)(?![\d-])|(?<=\()-(\d+(?:[.,]\d+)*)(?![\d-])")
"""Not at the beginning, where a dash is a bullet, nor after a number, where it makes a range."""
_ASIDE = re.compile(r"\w-(?![\w-])")
"""Dashes around words. The first may stand before a number."""
_ENGLISH_NUMBER = re.compile(r"([-−–]\s?[$€£]?)?(?<![\d.,])(\d+(?:[.,]\d+)*)")
_BELOW = re.compile(
    r"\b(?:minus|negative|below|sub-?zero|freezing|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|reduc\w*|los[est]\w*|down|"
    r"shrink\w*|shr[au]nk|contract\w*|deficit|lower\w*|slid\w*|slump\w*|less|retreat\w*|shed\w*|behind)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ,-](?=\d)")
_LOSES = re.compile(r"\b(?:los[est]\w*|loss\w*|fell|fall\w*|defeat to|down|trail\w*)\b", re.IGNORECASE)
_TWO = re.compile(r"(?<![\w.,/:-])(\d{1,3}) ?- ?(\d{1,3})(?![\w-]|[/.,:]\d| ?-)")

_ENGLISH_NIL = re.compile(
    r"\b(?:zero|nil|0|nothing|nought|love|unanswered|shut-?out|score-?less|goal-?less)\b",
    re.IGNORECASE,
)
_ENGLISH_ZERO = re.compile(r"\b(?:zero|freezing|minus|negative)\b|[-−–]\s?\d", re.IGNORECASE)
_BC = re.compile(r"\bB\.?\s?C|\bbefore (?:Christ|the Common)", re.IGNORECASE)

_Found = tuple[str, Span, Span | None]


def find(pair: Pair) -> list[Finding]:
    """Findings where a minus, the first zero of a telephone number, a nil, "below zero" or "BC" is lost, or two numbers
    changed places.

    None of 1,967 references (FLORES-101 and TICO-19 dev) has one.
    """
    source = pair.source.text
    if not ("صفر" in source or _DOUBTFUL.search(source) or _BEFORE_CHRIST.search(source)):
        return []
    normalized, target = pair.source.normalized, pair.target.text
    text = normalized.text
    found = (*_lost_minus(text, target), *_lost_zero(text, target), *_swapped(text, target), *_lost_word(text, target))
    return [number_finding(message, normalized.source_span(span), target_span) for message, span, target_span in found]


def _lost_minus(source: str, target: str) -> Iterator[_Found]:
    if _ASIDE.search(source) or _BELOW.search(target):
        return
    target_numbers: dict[str, Span] = {}
    with_minus: set[str] = set()
    for match in _ENGLISH_NUMBER.finditer(target):
        target_numbers.setdefault(match[2], Span(*match.span(2)))
        with_minus.update((match[2],) if match[1] else ())
    for match in _MINUS.finditer(source):
        number = match[1] or match[2]
        if number in target_numbers and number not in with_minus:
            message = f"The source says {match[0]}, the translation {number} without a minus."
            yield message, Span(*match.span()), target_numbers[number]


def _lost_zero(source: str, target: str) -> Iterator[_Found]:
    target_numbers = frozenset(_DIGITS.findall(_BETWEEN_DIGITS.sub("", target)))
    for match in _ZERO_FIRST.finditer(source):
        if match[0] not in target_numbers and match[1] in target_numbers:
            yield f"The source says {match[0]}, the translation {match[1]} without the zero.", Span(*match.span()), None


def _swapped(source: str, target: str) -> Iterator[_Found]:
    if _LOSES.search(target):  # English then has the winner's goals first
        return
    pairs = {match.groups(): match for match in _TWO.finditer(target.replace("–", "-").replace("—", "-"))}
    for match in _TWO.finditer(source):
        first, second = match.groups()
        swapped = pairs.get((second, first))
        if swapped and first != second and (first, second) not in pairs:
            message = f"The source says {first}-{second}, the translation says {second}-{first}."
            yield message, Span(*match.span()), Span(*swapped.span())


def _lost_word(source: str, target: str) -> Iterator[_Found]:
    for pattern, wanted, message in (
        (_NIL, _ENGLISH_NIL, "The source has a score of nil, the translation does not."),
        (_BELOW_ZERO, _ENGLISH_ZERO, "The source has a temperature below zero, the translation does not."),
        (_BEFORE_CHRIST, _BC, "The source counts its years before Christ, the translation does not."),
    ):
        match = pattern.search(source)
        if match and not wanted.search(target):
            yield message, Span(*match.span()), None
