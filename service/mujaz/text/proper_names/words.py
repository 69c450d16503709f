"""A text as the words in which names are looked for."""

import re
from functools import lru_cache
from typing import NamedTuple

from mujaz.text.clitics import stems
from mujaz.text.folding import fold
from mujaz.types import Span

_WORD = re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff]+|[^\W_]+")
_JOINTS = frozenset((" ", "-", "\u00a0"))
_FINAL_ALEF = "ى"


class Word(NamedTuple):
    """A word of a text.

    Args:
        form: What it is looked up by: folded.
        span: Where it stands.
        follows: Whether only a space stands between it and the word before.
        alef: Whether it ends in ى, as على does and the name علي does not.
    """

    form: str
    span: Span
    follows: bool
    alef: bool


def words_of(text: str) -> list[Word]:
    """The words of a text, in order.

    Args:
        text: Arabic, normalised.
    """
    words, end = [], -1
    for match in _WORD.finditer(text):
        start = match.start()
        word = match.group()
        words.append(Word(fold(word), Span(start, match.end()), text[end:start] in _JOINTS, word[-1] == _FINAL_ALEF))
        end = match.end()
    return words


@lru_cache(maxsize=8192)
def stems_of(form: str) -> tuple[tuple[int, str], ...]:
    """What may be left of a word when conjunctions and prepositions are taken off: how many letters, and the rest."""
    return tuple(stems(form))


def joined_to(word: Word, taken: int, text: str) -> tuple[str, int]:
    """What is joined to the front of a word, and where the word begins behind it."""
    start = word.span.start + taken
    letters = text[word.span.start : start]
    return (letters[:-1] if letters.endswith("لل") else letters), start
