"""Which script a text is written in."""

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
    """Whether there is a letter of the Arabic script; its digits and punctuation do not count."""
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


def arabic_spans(text: str) -> list[Span]:
    """The runs of Arabic words, in order: what a translation into English has left as it was.

    Returns:
        One span for each run of words with nothing but white space between them, never across a line end.
    """
    spans = (Span(*match.span()) for match in _ARABIC_WORDS.finditer(text))
    return [span for span in spans if has_arabic(span.of(text))]


def arabic_share(text: str) -> float:
    """How much of a text is Arabic: its letters of that script by all its letters; 0 where there are none."""
    letters = sum(map(str.isalpha, text))
    return len(_ARABIC_LETTER.findall(text)) / letters if letters else 0.0


def part_scripts(text: str) -> str:
    """The text with a space between an Arabic letter and a Latin one, `@` or `#` that is glued to it: وTelegram."""
    return _SCRIPT_BORDER.sub(" ", text)


def longest_word(text: str) -> Span | None:
    """The longest run of letters and their marks, the first of several; None where there are no letters."""
    longest = max(_WORD.findall(text), key=len, default="")
    start = text.find(longest)
    return Span(start, start + len(longest)) if longest else None
