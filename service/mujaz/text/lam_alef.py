"""Repairs words whose lam and alef, a single ligature in print, were swapped when text was extracted from PDF."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mujaz.text.characters import PLAIN_LETTERS as _LETTER
from mujaz.text.characters import TASHKEEL
from mujaz.text.tables import read_table

_START, _END = rf"(?<![{_LETTER}{TASHKEEL}])", rf"(?![{_LETTER}])"
_WORD = re.compile(rf"{_START}[{_LETTER}]{{3,}}")
_SWAPPED = re.compile(rf"{_START}([وف]?[بك]?)ا([اأإآ])ل(?=[{_LETTER}])")
"""No Arabic word begins with اال, األ, اإل or اآل."""
_SOUND = re.compile(rf"{_START}[وف]?[بك]?ال[أإآا]")
_GOD = re.compile(rf"{_START}([وف]?ب?|ت)(?:هللا|اهلل){_END}")
_FOR_THE = re.compile(rf"{_START}([وف]?)ل([أإآا])ل(?=[{_LETTER}])")
"""Damaged للأ and so on. An intact لألمانيا does not match, as it becomes أللمانيا in such a text."""
_BEFORE_HAMZA = re.compile(rf"الء{_END}")
"""Damaged لاء: no word ends in الء."""
_NOT = re.compile(rf"{_START}(و?)ال(?= [{_LETTER}])")
_LEAST = 2
_MIN_LETTERS = 4
"""The fewest letters of a word without its prefixes; shorter words are too often ambiguous."""
_PREFIXES = re.compile("[وف]?[بكل]?(?:ال|ل)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A repaired text.

    Args:
        text: The text.
        places: The number of places where letters changed.
        doubtful: The number of words that are words in both readings and were left unchanged.
    """

    text: str
    places: int
    doubtful: int = 0


def restore_lam_alef(text: str) -> Restored:
    """Swap lam and alef back.

    A text in which more words begin with األ than with الأ is taken for damaged throughout. Then words whose beginning
    shows no damage are looked up, too.

    Args:
        text: The text of an article.
    """
    text, gods = _GOD.subn(r"\1الله", text)
    repaired, places = _SWAPPED.subn(r"\1ال\2", text)
    if places < _LEAST or places <= len(_SOUND.findall(text)):
        return Restored(text=repaired, places=places + gods)
    text = repaired
    for pattern, into in ((_FOR_THE, r"\1لل\2"), (_BEFORE_HAMZA, "لاء"), (_NOT, r"\1لا")):
        text, found = pattern.subn(into, text)
        places += found
    changed = doubtful = 0

    def look_up(match: re.Match[str]) -> str:
        nonlocal changed, doubtful
        for prefix, rest in _without_prefixes(match[0]):
            word = _words().get(rest)
            if word is not None:
                changed += word != rest
                doubtful += word == rest
                return prefix + word
        return match[0]

    text = _WORD.sub(look_up, text)
    return Restored(text=text, places=places + gods + changed, doubtful=doubtful)


def _without_prefixes(word: str) -> Iterator[tuple[str, str]]:
    """Yield possible prefixes and the rest of the word, the shortest prefix first."""
    yield "", word
    for cut in range(1, min(5, len(word) - _MIN_LETTERS + 1)):
        if _PREFIXES.fullmatch(word[:cut]):
            yield word[:cut], word[cut:]
    if word[:2] in ("أل", "إل", "آل"):  # from a word such as لإعلان, in which both are swapped
        yield "ل", word[0] + word[2:]


@cache
def _words() -> dict[str, str]:
    """Map damaged spellings to words; a spelling that is a word in both readings maps to itself."""
    words: dict[str, str] = {}
    for kind, row in read_table(__package__, "lam_alef.tsv"):
        for word in row.split():
            damaged = re.sub("ل([اأإآ])", r"\1ل", word)
            words[damaged] = word if kind == "sure" else damaged
    return words
