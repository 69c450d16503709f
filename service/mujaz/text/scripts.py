"""Detects the script of a text or of its words."""

import re

from mujaz.text.characters import ARABIC_LETTERS, CONTROLS, HAMZA_MARKS, SPACES, TASHKEEL, TATWEEL
from mujaz.types import Span

_ARABIC_LETTER = re.compile(f"[{ARABIC_LETTERS}]")
_ARABIC_WORD = f"[{ARABIC_LETTERS}{TATWEEL}][{ARABIC_LETTERS}{TASHKEEL}{HAMZA_MARKS}{TATWEEL}{CONTROLS}]*+"
_ARABIC_WORDS = re.compile(f"{_ARABIC_WORD}(?:[{SPACES}]++{_ARABIC_WORD})*+")
_SCRIPT_BORDER = re.compile(
    rf"(?<=[{ARABIC_LETTERS}])(?=[A-Za-z\u00c0-\u024f@#])|(?<=[A-Za-z\u00c0-\u024f])(?=[{ARABIC_LETTERS}])"
)
_WORD = re.compile(rf"(?:[^\W\d_]|[{TASHKEEL}{HAMZA_MARKS}{TATWEEL}\u0300-\u036f])+")


def has_arabic(text: str) -> bool:
    """Whether a text has a letter of the Arabic script; digits and punctuation do not count."""
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


def arabic_spans(text: str) -> list[Span]:
    """Return the runs of Arabic words, in order, which in an English translation were left untranslated.

    Returns:
        A span for each run of words with only white space between them, never across a line end.
    """
    spans = (Span(*match.span()) for match in _ARABIC_WORDS.finditer(text))
    return [span for span in spans if has_arabic(span.of(text))]


def arabic_share(text: str) -> float:
    """Return the share of Arabic letters among all letters of a text; 0 if it has no letters."""
    letters = sum(map(str.isalpha, text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0


def part_scripts(text: str) -> str:
    """Insert a space between an Arabic letter and an adjoining Latin letter, `@` or `#`: وTelegram."""
    return _SCRIPT_BORDER.sub(" ", text)


def longest_word(text: str) -> Span | None:
    """Return the first of the longest runs of letters and their marks; None if there are no letters."""
    longest = max(_WORD.findall(text), key=len, default="")
    start = text.find(longest)
    return Span(start, start + len(longest)) if longest else None
