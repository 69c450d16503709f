"""Arabic without the spellings that do not matter when words are compared."""

import re
from functools import lru_cache

_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ec]")
"""What only varies how a word is written: vowel signs, hamza as a mark, tatweel, marks of recitation."""
_LETTERS = tuple(zip("أإآٱىیکةۀہۃەھےڪ", "ااااييكههههههيك", strict=True))
"""Hamza on its seat, final forms, letters of Persian, Kurdish and Urdu keyboards."""


_VARIES = re.compile(f"[{''.join(letter for letter, _ in _LETTERS)}]")


def fold_text(text: str) -> str:
    """Arabic without vowel signs, hamza seats and ta marbuta."""
    return without_marks(fold_letters(text))


def fold_letters(text: str) -> str:
    """The same letter for letter: marks stay, so that each letter keeps its place."""
    if _VARIES.search(text):
        for letter, plain in _LETTERS:  # a fifth of the time that str.translate takes
            text = text.replace(letter, plain)
    return text


def without_marks(text: str) -> str:
    """The text without vowel signs, hamza as a mark, tatweel and marks of recitation."""
    return _MARKS.sub("", text) if _MARKS.search(text) else text


def has_marks(text: str) -> bool:
    """Whether there are any."""
    return _MARKS.search(text) is not None


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """`fold_text` of a word, remembered. Not for sentences: hardly one comes twice, and all would be kept."""
    return fold_text(word)
