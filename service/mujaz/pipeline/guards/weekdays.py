"""Whether Tuesday became Wednesday."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.pipeline.guards.spelled import is_spelled
from mujaz.text.folding import fold
from mujaz.types import Finding, Severity, Span


class Weekday(NamedTuple):
    """A day of the week.

    Args:
        name: In English.
        span: Where the text says it.
    """

    name: str
    span: Span


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each day of the week that only one of the two texts says.

    Of 88 in references (FLORES-101 and TICO-19 dev, UN documents, Tatoeba) one is another day, by mistake.
    """
    said, told = pair.source.read(_said), {}
    if any(map(pair.target.text.__contains__, _ENGLISH_NAMES)):
        told = {day.name: day for day in english_weekdays(pair.target.text)}
    lost = [day for name, day in said.items() if name not in told]
    new = [day for name, day in told.items() if name not in said]
    if lost and new:
        ours, theirs = (" and ".join(day.name for day in days) for days in (lost, new))
        message = f"The source says {ours}, the translation says {theirs}."
        yield number_finding(message, lost[0].span, new[0].span, Severity.ERROR)
        return
    for day in lost:
        if (
            _is_named(day, pair)
            or _is_told_otherwise(day, pair)
            or is_spelled(day.span.of(pair.source.text), pair.target)
        ):
            continue
        yield number_finding(f"The source says {day.name}; the translation does not.", day.span)
    for day in new:
        if _may_be_said(day, pair.source):
            continue
        yield number_finding(f"The translation says {day.name}; the source does not.", target=day.span)


def _is_named(day: Weekday, pair: Pair) -> bool:
    """Whether a day is a market's name, سوق الجمعة, or the morning on which a night ends, ليل السبت - الأحد."""
    before = pair.source.text[max(0, day.span.start - _NIGHT_SIGNS) : day.span.start]
    return _MARKET.search(before) is not None or _NIGHT.search(before) is not None


def _is_told_otherwise(day: Weekday, pair: Pair) -> bool:
    """Whether الاثنين are the two, or السبت is the Sabbath."""
    words = _INSTEAD.get(day.name, ())
    return any(word in words for word in pair.target.words)


def _may_be_said(day: Weekday, source: Source) -> bool:
    """Whether the source has the day in a form that is no day mostly, as بين الثلاثاء والخميس or خطيب جمعة."""
    return _BARE[day.name].search(source.folded) is not None


def _said(source: Source) -> dict[str, Weekday]:
    if not any(map(source.folded.__contains__, _FOLDED)):
        return {}
    return {day.name: day for day in arabic_weekdays(source.text)}


def arabic_weekdays(text: str) -> Iterator[Weekday]:
    """Each that an Arabic text says, with its article or behind a word for day: أحد alone is "one of"."""
    for match in _ARABIC.finditer(text):
        name = _MARKS.sub("", match["definite"] or match["bare"]).replace("إ", "ا").replace("أ", "ا")
        yield Weekday(_NAMES[name], Span(*match.span()))


def english_weekdays(text: str) -> Iterator[Weekday]:
    """Each that an English text says, in full."""
    for match in _ENGLISH.finditer(text):
        yield Weekday(match[1], Span(*match.span(1)))


_NAMES = {
    "احد": "Sunday", "اثنين": "Monday", "ثلاثاء": "Tuesday", "اربعاء": "Wednesday", "خميس": "Thursday",
    "جمعة": "Friday", "سبت": "Saturday", "ثلثاء": "Tuesday",
}  # fmt: skip
_INSTEAD = {"Monday": ("both", "two", "pair", "couple", "duo"), "Saturday": ("sabbath", "shabbat")}
_BARE = {
    name: re.compile(rf"\b[وفبلك]?(?:ال|لل)?{fold(word)}\b(?!\s+عشر)")
    for word, name in _NAMES.items()
    if word != "ثلثاء"
}
_NIGHT_SIGNS = 24
"""Signs to look back: more than a night has that goes on to the next day."""
_MARKET = re.compile(r"سوق\s+\Z")
_NIGHT = re.compile(r"(?:ليل|ليلة|مساء)\s+(?:ال)?\w+\s*[-–—ـ]\s*\Z")
_FOLDED = tuple(map(fold, _NAMES))
_VOWELS = r"[\u064b-\u0652\u0640]*"
_NAME = "|".join(re.sub("^ا", "[اأإ]", _VOWELS.join(name)) for name in _NAMES)
_ARABIC = re.compile(
    rf"(?<!\w)(?<!\bبين )(?:[وف]?(?:[بك]?ال|لل){_VOWELS}(?P<definite>{_NAME})"
    rf"|(?:يوم|كل|[أا]يام|[أا]ول|ليل[ةه]?|فجر|مساء|صباح)\s+(?P<bare>{_NAME}))"
    rf"{_VOWELS}(?!\w|\s+(?:عشر|وال(?:عشر|ثلاث|[أا]ربع|خمس|ست|سبع|ثمان|تسع)ين))"
)
"""Not the two of بين الاثنين, nor the eleven of الأحد عشر and the 22 of الاثنين والعشرين."""
_ENGLISH_NAMES = tuple(dict.fromkeys(_NAMES.values()))
_ENGLISH = re.compile(rf"\b({'|'.join(_ENGLISH_NAMES)})(?:s|'s)?\b(?! (?:Times|Telegraph|Mirror|Express|Mail)\b)")
"""The Sunday Times is no Sunday."""
_MARKS = re.compile(_VOWELS)
