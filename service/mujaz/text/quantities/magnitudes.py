"""Hundreds and thousands that nobody has counted: مئات, عشرات الآلاف."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mujaz.text.quantities.quantity import Quantity
from mujaz.text.quantities.tokens import fold_text
from mujaz.types import Span


class Magnitude(NamedTuple):
    """How many there are, roughly.

    Args:
        name: In English.
        span: Where the text says it.
    """

    name: str
    span: Span


def arabic_magnitudes(text: str, quantities: Sequence[Quantity]) -> Iterator[Magnitude]:
    """Each power of ten that an Arabic text says without a count; not dozens, for which there are too many words.

    Args:
        text: The text.
        quantities: Those of the text; what is part of one has a count.
    """
    counted = {place for quantity in quantities for place in range(quantity.span.start, quantity.span.end)}
    for word in _ARABIC.finditer(text):
        if counted.isdisjoint(range(*word.span())):
            name = next(name for name, said in _IN_ARABIC.items() if said.search(fold_text(word[0])))
            yield Magnitude(name, Span(*word.span()))


def english_magnitudes(text: str) -> Iterator[Magnitude]:
    """Each power of ten that an English text says without a count."""
    for word in _ENGLISH.finditer(text):
        yield Magnitude(word[1].lower(), Span(*word.span(1)))


@lru_cache(maxsize=16)
def in_english(text: str, name: str) -> bool:
    """Whether an English text says this power of ten, with or without a count: remembered, as each mention asks."""
    return _IN_ENGLISH[name].search(text) is not None


@lru_cache(maxsize=16)
def in_arabic(text: str, name: str) -> bool:
    """Whether an Arabic text says this power of ten, with or without a count."""
    return _IN_ARABIC[name].search(fold_text(text)) is not None


_ARABIC = re.compile(r"(?<!\w)[وف]?[بلك]?(?:ال|ل(?=ل))?(?:مئات|[آا]لاف|[أا]لوف|ملايين|مليارات|بلايين)(?!\w)")
_ENGLISH = re.compile(r"\b(hundreds|thousands|millions|billions) of\b", re.IGNORECASE)
_IN_ENGLISH = {
    "hundreds": re.compile(r"\b(?:hundreds?|centuries)\b|[1-9]00\b", re.IGNORECASE),
    "thousands": re.compile(r"\bthousands?\b|000\b", re.IGNORECASE),
    "millions": re.compile(r"\bmillions?\b|000,?000\b", re.IGNORECASE),
    "billions": re.compile(r"\bbillions?\b|\bthousand million\b|000,?000,?000\b", re.IGNORECASE),
}
_IN_ARABIC = {
    "billions": re.compile(r"ملي?ار|بليون|بلايين|الف مليون"),
    "millions": re.compile(r"ملي[وا]?ن|ملايين|[0٠]{3}[,.٬]?[0٠]{3}"),
    "thousands": re.compile(r"الا?ف|الوف|[0٠]{3}"),
    "hundreds": re.compile(r"م[اي]?[ئي][هاتي]|قرون|[0٠]{2}"),
}
