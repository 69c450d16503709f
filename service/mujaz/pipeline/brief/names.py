"""Finds names in English text by their capital letters, and compares them without their endings."""

import re
from collections.abc import Iterable, Iterator

from mujaz.text.quantities.english_words import DAYS
from mujaz.text.quantities.quantity import MONTH_NAMES
from mujaz.text.words import FUNCTION_WORDS

DATE_NAMES = frozenset((*map(str.capitalize, DAYS), *MONTH_NAMES))

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OPENING = re.compile(r"(?:^|[.!?:…\"“”‘(\[•])\s*$")
_FORMS_OF_ADDRESS = frozenset("mr mrs ms dr prof sir".split())
_LINKS = frozenset("of and for the in on".split())
_ENDINGS = ("'s", "ians", "ian", "ans", "an", "ns", "ese", "ish", "is", "n", "i", "s")
MIN_BARE_LETTERS = 4
_MOST_INITIALS = 10
"""The most letters of an acronym. Without a limit, a text in capitals would be one long run of names."""


def names(sentence: str) -> Iterator[tuple[str, bool]]:
    """Finds the capitalised words that may be a name or part of one.

    Yields:
        The word, and whether it begins a sentence or quotation, where every word has a capital.
    """
    for match in _WORD.finditer(sentence):
        word = match[0].replace("’", "'")
        lower = word.lower()
        if word[0].isupper() and lower not in FUNCTION_WORDS and lower not in _FORMS_OF_ADDRESS:
            yield word, _OPENING.search(sentence, 0, match.start()) is not None


def name_forms(word: str) -> frozenset[str]:
    """Returns a word and what it may be derived from, so that "Iraqis" matches "Iraq", and "Syrian" "Syria"."""
    lower = word.lower()
    bare = {lower.removesuffix(ending) for ending in _ENDINGS}
    return frozenset({lower} | {form for form in bare if len(form) >= MIN_BARE_LETTERS})


def all_forms(text: str) -> set[str]:
    """Returns the forms of every word of a text, and the initials of its names."""
    found = [match[0].replace("’", "'") for match in _WORD.finditer(text)]
    return {form for word in found for form in name_forms(word)} | set(_initials(found))


def _initials(found: Iterable[str]) -> Iterator[str]:
    """Yields the initials of runs of capitalised words: "fao" for "Food and Agriculture Organization"."""
    run = ""
    for word in [*found, "."]:
        if word[0].isupper():
            run += word[0].lower()
        elif word.lower() not in _LINKS:
            ends = range(2, _MOST_INITIALS + 1)
            yield from (run[start : start + length] for start in range(len(run) - 1) for length in ends)
            run = ""
