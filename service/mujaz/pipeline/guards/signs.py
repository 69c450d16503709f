"""What numbers say beside their value: a minus, zeroes before it, which of two goes first, the era of a year."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.text.normalize import normalize
from mujaz.text.quantities.tokens import read_digits
from mujaz.types import Finding, Span

_NIL = re.compile(r"[\d٠-٩]\s*[-–]\s*صفر|صفر\s*[-–]\s*[\d٠-٩]|\bلصفر\b")
_BEFORE_CHRIST = re.compile(r"قبل\s+الميلاد|\bق\s?\.\s?م\b")
_BELOW_ZERO = re.compile(r"(?:تحت|دون)\s+الصفر")
_DOUBTFUL = re.compile(
    rf"{_BELOW_ZERO.pattern}|[-\u2010-\u2015\u2212\u0640] ?\d|[0٠۰]\d{{4}}|{_BEFORE_CHRIST.pattern}|{_NIL.pattern}"
)
_ZERO_FIRST = re.compile(r"(?<![\d.,/:+-])0+(\d{4,})(?![\d.,/:-]*\d)")
_MINUS = re.compile(r"(?<=[^\d%]\s)-(\d+(?:[.,]\d+)*)(?![\d-])|(?<=\()-(\d+(?:[.,]\d+)*)(?![\d-])")
"""Not at the beginning, where it is a bullet, nor after a number, where it makes a range."""
_ASIDE = re.compile(r"\w-(?![\w-])")
"""Dashes around words, of which the first may stand before a number."""
_SAID = re.compile(r"([-−–]\s?[$€£]?)?(?<![\d.,])(\d+(?:[.,]\d+)*)")
_BELOW = re.compile(
    r"\b(?:minus|negative|below|sub-?zero|freezing|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|reduc\w*|los[est]\w*|down|"
    r"shrink\w*|shr[au]nk|contract\w*|deficit|lower\w*|slid\w*|slump\w*|less|retreat\w*|shed\w*|behind)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_WITH_MARKS = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)+(?!\d)")
_SHORT_GROUP = re.compile(r",\d{1,2}(?!\d)")
_SCALES = re.compile(r"\b(hundred|thousand|million|billion|trillion) \1\b", re.IGNORECASE)
_SCORES = re.compile(r"(?<![\d-])\d(?:-\d){2,}(?![\d-])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ,-](?=\d)")
_TWO = re.compile(r"(?<![\w.,/:-])(\d{1,3}) ?- ?(\d{1,3})(?![\w-]|[/.,:]\d| ?-)")

_NIL_SAID = re.compile(
    r"\b(?:zero|nil|0|nothing|nought|love|unanswered|shut-?out|score-?less|goal-?less)\b",
    re.IGNORECASE,
)
_ZERO_SAID = re.compile(r"\b(?:zero|freezing|minus|negative)\b|[-−–]\s?\d", re.IGNORECASE)
_BC = re.compile(r"\bB\.?\s?C|\bbefore (?:Christ|the Common)", re.IGNORECASE)

_Found = tuple[str, Span, Span | None]


def check_signs(source: str, target: str) -> list[Finding]:
    """Findings where a minus, a telephone number's first zero, a nil, "below zero" or "BC" is lost, or numbers turned.

    None of 1,967 references (FLORES-101 and TICO-19 dev) has one.

    Args:
        source: The Arabic segment, normalised or not.
        target: Its translation.
    """
    if not _DOUBTFUL.search(source):
        return []
    normalized = normalize(source)
    text = normalized.text
    found = (*_lost_minus(text, target), *_lost_zero(text, target), *_turned(text, target), *_lost_word(text, target))
    return [number_finding(message, normalized.source_span(ours), theirs) for message, ours, theirs in found]


def check_digits(source: str, target: str) -> Iterator[Finding]:
    """A finding for what is no number and no score, as 2002,002, 20,00, 2-1-1 and "billion billion".

    Not where the source has the same digits. Of 259 numbers with a point or a comma in references (FLORES-101 and
    TICO-19 dev, UN documents) none is one.

    Args:
        source: The Arabic segment, normalised or not.
        target: Its translation.
    """
    marked = (match for match in _WITH_MARKS.finditer(target) if _is_garbled(match[0]))
    found = (*marked, *_SCORES.finditer(target), *_SCALES.finditer(target))
    text = normalize(source).text if found else ""
    for match in found:
        if match[0] not in text:
            yield number_finding(f"The translation has {match[0]}, which is no number.", target=Span(*match.span()))


def _is_garbled(digits: str) -> bool:
    return not read_digits(digits, english=True) or _SHORT_GROUP.search(digits) is not None


def _lost_minus(source: str, target: str) -> Iterator[_Found]:
    if _ASIDE.search(source) or _BELOW.search(target):
        return
    said: dict[str, Span] = {}
    with_minus: set[str] = set()
    for match in _SAID.finditer(target):
        said.setdefault(match[2], Span(*match.span(2)))
        with_minus.update((match[2],) if match[1] else ())
    for match in _MINUS.finditer(source):
        number = match[1] or match[2]
        if number in said and number not in with_minus:
            message = f"The source says {match[0]}, the translation {number} without a minus."
            yield message, Span(*match.span()), said[number]


def _lost_zero(source: str, target: str) -> Iterator[_Found]:
    said = frozenset(_DIGITS.findall(_BETWEEN_DIGITS.sub("", target)))
    for match in _ZERO_FIRST.finditer(source):
        if match[0] not in said and match[1] in said:
            yield f"The source says {match[0]}, the translation {match[1]} without the zero.", Span(*match.span()), None


def _turned(source: str, target: str) -> Iterator[_Found]:
    pairs = {match.groups(): match for match in _TWO.finditer(target.replace("–", "-").replace("—", "-"))}
    for match in _TWO.finditer(source):
        first, second = match.groups()
        turned = pairs.get((second, first))
        if turned and first != second and (first, second) not in pairs:
            message = f"The source says {first}-{second}, the translation says {second}-{first}."
            yield message, Span(*match.span()), Span(*turned.span())


def _lost_word(source: str, target: str) -> Iterator[_Found]:
    for said, wanted, message in (
        (_NIL, _NIL_SAID, "The source has a score of nil, the translation does not."),
        (_BELOW_ZERO, _ZERO_SAID, "The source has a temperature below zero, the translation does not."),
        (_BEFORE_CHRIST, _BC, "The source counts its years before Christ, the translation does not."),
    ):
        match = said.search(source)
        if match and not wanted.search(target):
            yield message, Span(*match.span()), None
