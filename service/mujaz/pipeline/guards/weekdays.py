"""Checks whether Tuesday became Wednesday."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source
from mujaz.pipeline.guards.spelled import is_spelled
from mujaz.text.arabic import PER_FORM
from mujaz.text.folding import fold
from mujaz.types import Finding, Severity, Span


class Weekday(NamedTuple):
    """A mention of a day of the week.

    Args:
        name: Its English name.
        span: Where the text says it.
    """

    name: str
    span: Span


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for each day of the week that only one of the two texts says.

    Of 88 days in references (FLORES-101 and TICO-19 dev, UN documents, Tatoeba) one became another, by mistake.
    """
    source_days, target_days = pair.source.read(_source_days), {}
    if pair.target.having(_may_be_english_day):
        target_days = {day.name: day for day in english_weekdays(pair.target.text)}
    missing = [day for name, day in source_days.items() if name not in target_days]
    added = [day for name, day in target_days.items() if name not in source_days]
    if missing and added:
        names = (" and ".join(day.name for day in days) for days in (missing, added))
        message = "The source says {}, the translation says {}.".format(*names)
        yield number_finding(message, missing[0].span, added[0].span, Severity.ERROR)
        return
    for day in missing:
        transcribed = is_spelled(day.span.of(pair.source.text), pair.target)
        if not (transcribed or _is_named(day, pair) or _is_in_other_words(day, pair)):
            yield number_finding(f"The source says {day.name}; the translation does not.", day.span)
    for day in added:
        if not _may_be_in_source(day, pair.source):
            yield number_finding(f"The translation says {day.name}; the source does not.", target=day.span)


def _is_named(day: Weekday, pair: Pair) -> bool:
    """Whether a day is the name of a market, سوق الجمعة, or the end of a night, ليل السبت - الأحد."""
    before = pair.source.text[max(0, day.span.start - _NIGHT_CHARS) : day.span.start]
    return _MARKET.search(before) is not None or _NIGHT.search(before) is not None


def _is_in_other_words(day: Weekday, pair: Pair) -> bool:
    """Whether the translation has another word: الاثنين may be "the two", السبت the Sabbath."""
    words = _INSTEAD.get(day.name, ())
    return any(word in words for word in pair.target.words)


def _may_be_in_source(day: Weekday, source: Source) -> bool:
    """Whether the source has the day in a form that is mostly no day, as in بين الثلاثاء والخميس or خطيب جمعة."""
    return _BARE[day.name].search(source.folded) is not None


def _source_days(source: Source) -> dict[str, Weekday]:
    if not source.words.having(_may_be_arabic_day):
        return {}
    return {day.name: day for day in arabic_weekdays(source.text)}


@PER_FORM.reader
def _may_be_arabic_day(form: str) -> bool:
    return form.endswith(_FOLDED)


@PER_WORD.reader
def _may_be_english_day(word: str) -> bool:
    return "day" in word and any(name.lower() in word for name in _ENGLISH_NAMES)


def arabic_weekdays(text: str) -> Iterator[Weekday]:
    """Each day in an Arabic text that has its article or follows a word for day: أحد alone is "one of"."""
    for match in _ARABIC.finditer(text):
        name = _MARKS.sub("", match["definite"] or match["bare"]).replace("إ", "ا").replace("أ", "ا")
        yield Weekday(_NAMES[name], Span(*match.span()))


def english_weekdays(text: str) -> Iterator[Weekday]:
    """Each day in an English text, if written in full."""
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
_NIGHT_CHARS = 24
"""Characters to look back, enough for a night that lasts to the next day."""
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
"""Not "between the two", بين الاثنين, nor "the eleven", الأحد عشر, nor "the 22", الاثنين والعشرين."""
_ENGLISH_NAMES = tuple(dict.fromkeys(_NAMES.values()))
_ENGLISH = re.compile(rf"\b({'|'.join(_ENGLISH_NAMES)})(?:s|'s)?\b(?! (?:Times|Telegraph|Mirror|Express|Mail)\b)")
"""The Sunday Times is no Sunday."""
_MARKS = re.compile(_VOWELS)
