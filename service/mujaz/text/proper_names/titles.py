"""Titles of works, of which many are ordinary phrases: War and Peace."""

import re
from collections.abc import Sequence

from mujaz.text.arabic import Word
from mujaz.text.clitics import ARTICLE
from mujaz.text.proper_names.cues import is_cue
from mujaz.text.proper_names.tables import tables
from mujaz.types import Span

_CUE = "work"
QUOTATION_MARKS = "\"'«»“”„‘’"
_ASKS = frozenset("من ما ماذا متي اين اي كم".split())
_SUBTITLED = re.compile(r"[\w\s\u064b-\u0652]+(?:(?::| [-–]) [\w\s\u064b-\u0652]+)+")


def is_title(text: str, words: Sequence[Word], position: int, span: Span) -> bool:
    """Return whether a phrase stands between quotation marks, behind a word such as film or novel, or is asked about.

    One ordinary word needs marks and a word before it: رواية الشركة may be what a firm tells.

    Args:
        text: The text of the phrase.
        words: Its words.
        position: The index of the first word of the phrase.
        span: The place of the phrase.
    """
    quoted = all(mark and mark in QUOTATION_MARKS for mark in (text[: span.start][-1:], text[span.end :][:1]))
    announced = _is_announced(text, words, position, span.start)
    single = words[position].end == span.end and tables().is_common(words[position].form)
    return (quoted and announced) if single else (quoted or announced or _is_asked_about(text, words, span.end))


def has_subtitle(title: str) -> bool:
    """Return whether only colons and dashes separate the words of a title."""
    return _SUBTITLED.fullmatch(title) is not None


def _is_asked_about(text: str, words: Sequence[Word], end: int) -> bool:
    """Return whether a phrase ends a question: من كتب الحرب والسلام؟"""
    return words[0].form in _ASKS and text[end:].strip() == "؟"


def _is_announced(text: str, words: Sequence[Word], position: int, start: int) -> bool:
    """Return whether a cue stands before a phrase, with an adjective or without: المسلسل الكوميدي."""
    before = words[max(0, position - 2) : position]
    if not before or text[before[-1].end : start].strip(f" {QUOTATION_MARKS}"):
        return False
    described = len(before) == 2 and before[1].follows and before[1].form.startswith(ARTICLE)
    return is_cue(_CUE, before[-1]) or (described and is_cue(_CUE, before[0]))
