"""Days of the week in both languages."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.types import Span


class Weekday(NamedTuple):
    """A day of the week.

    Args:
        name: In English.
        span: Where the text says it.
    """

    name: str
    span: Span


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
    "جمعة": "Friday", "سبت": "Saturday",
}  # fmt: skip
_VOWELS = r"[\u064b-\u0652\u0640]*"
_NAME = "|".join(re.sub("^ا", "[اأإ]", _VOWELS.join(name)) for name in _NAMES)
_ARABIC = re.compile(
    rf"(?<!\w)(?<!\bبين )(?:[وف]?[بك]?ال{_VOWELS}(?P<definite>{_NAME})|(?:يوم|كل|[أا]يام)\s+(?P<bare>{_NAME}))"
    rf"{_VOWELS}(?!\w|\s+عشر)"
)
"""Not the two of بين الاثنين, nor the eleven of الأحد عشر."""
_ENGLISH = re.compile(rf"\b({'|'.join(_NAMES.values())})(?:s|'s)?\b")
_MARKS = re.compile(_VOWELS)
