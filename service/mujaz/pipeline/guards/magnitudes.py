"""Checks whether tens of thousands became dozens: powers of ten without a count, as in مئات, عشرات الآلاف."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import PER_FORM
from mujaz.text.clitics import PROCLITICS
from mujaz.text.contains import contains_any
from mujaz.text.folding import fold
from mujaz.types import Finding, Span


class Magnitude(NamedTuple):
    """A power of ten without a count.

    Args:
        name: Its English name.
        span: Where the text says it.
    """

    name: str
    span: Span


def find(pair: Pair) -> Iterator[Finding]:
    """A finding for hundreds, thousands, millions or billions without a count that the other text does not say.

    Of 62 in references (FLORES-101 and TICO-19 dev, UN documents), one is put differently: as a seven-figure ransom.
    """
    if pair.source.words.having(_dozens):
        yield from _more_than_dozens(pair)
    source_magnitudes, target_magnitudes = pair.source.read(arabic_magnitudes), list(english_magnitudes(pair.target))
    if source_magnitudes:
        known = pair.target.read(_in_english)
        for magnitude in source_magnitudes:
            if magnitude.name not in known:
                yield number_finding(f"The source says {magnitude.name}; the translation does not.", magnitude.span)
    if target_magnitudes:
        known = pair.source.read(_in_arabic)
        for magnitude in target_magnitudes:
            if magnitude.name not in known:
                message = f"The translation says {magnitude.name}; the source does not."
                yield number_finding(message, target=magnitude.span)


def _more_than_dozens(pair: Pair) -> Iterator[Finding]:
    """Dozens told as hundreds, and tens of thousands as thousands."""
    said, words = pair.source.words.having(_dozens), pair.target.words
    if len(said) <= sum(words.count(word) for word in _DOZENS):
        return
    after = Counter(_ARABIC.get(word.form) for word in pair.source.words)
    of_scale = {_ARABIC.get(pair.source.words[at + 1].form) for at, _ in said if at + 1 < len(pair.source.words)}
    for name in ("hundreds", "thousands", "millions"):
        if words.count(name) > after[name] or (name in of_scale and name in words and _TENS_OF.isdisjoint(words)):
            yield number_finding(f"The source says dozens, the translation {name}.")
            return


@PER_FORM.reader
def _dozens(form: str) -> bool:
    return form in _ARABIC_DOZENS


def arabic_magnitudes(source: Source) -> list[Magnitude]:
    """Each power of ten that an Arabic text says without a count. Dozens are left out: they have too many words."""
    if _ARABIC.keys().isdisjoint(source.forms):
        return []
    words = [(word, name) for word in source.words if (name := _ARABIC.get(word.form))]
    counted = {place for quantity in source.quantities for place in range(quantity.span.start, quantity.span.end)}
    return [Magnitude(name, word.span) for word, name in words if counted.isdisjoint(range(word.start, word.end))]


def english_magnitudes(target: Target) -> Iterator[Magnitude]:
    """Each power of ten that an English text says without a count."""
    if not contains_any(target.lowered, _IN_ENGLISH):
        return
    for word in _ENGLISH.finditer(target.text):
        yield Magnitude(word[1].lower(), Span(*word.span(1)))


def _in_english(target: Target) -> frozenset[str]:
    """The powers of ten that an English text says, with or without a count."""
    return frozenset(name for name, pattern in _IN_ENGLISH.items() if pattern.search(target.text))


def _in_arabic(source: Source) -> frozenset[str]:
    """The powers of ten that an Arabic text says, with or without a count."""
    return frozenset(name for name, pattern in _IN_ARABIC.items() if pattern.search(source.folded))


_ARABIC = {
    prefix + fold(word): name
    for name, words in {
        "hundreds": "مئات", "thousands": "آلاف ألوف", "millions": "ملايين", "billions": "مليارات بلايين",
    }.items()
    for word in words.split()
    for prefix in PROCLITICS
}  # fmt: skip
_ARABIC_DOZENS = frozenset(prefix + "عشرات" for prefix in PROCLITICS)
_DOZENS = ("dozens", "tens", "scores", "dozen", "numerous", "many", "several")
_TENS_OF = frozenset(("hundreds",))
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
