"""Splits off marks at the edges of a segment that do not belong to its sentence: bullets, list numbers, URLs, emoji.

A model changes or drops such marks, and often takes them for the first words of the sentence. So they are removed
before translation and put back after it.
"""

import re
from dataclasses import dataclass

from mujaz.text.characters import CONTROLS, SPACES
from mujaz.text.scripts import has_arabic
from mujaz.text.verbatim import EMOJI, URL, VerbatimKind, find_verbatim
from mujaz.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The sentence of a segment and the marks around it.

    Args:
        core: The span of the sentence in the segment.
        lead: The text to put before its translation, in English, with white space.
        tail: The text to put after its translation, with white space.
    """

    core: Span
    lead: str = ""
    tail: str = ""


def split_marks(text: str) -> Marked:
    """Find the sentence between the marks.

    Args:
        text: A segment as written.

    Returns:
        The sentence and its marks; the whole text as the sentence if there is no Arabic between the marks.
    """
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    end = _tail_start(text, start)
    if not has_arabic(text[start:end]):
        return Marked(core=Span(0, len(text)))
    return Marked(core=Span(start, end), lead=_in_english(text[:start]), tail=_flat(text[end:]))


def in_english_marks(text: str) -> str:
    """Return a text of names with the punctuation and digits of English."""
    return text.translate(_PUNCTUATION | _DIGITS)


def _tail_start(text: str, start: int) -> int:
    """Return where the marks at the end begin; the end of the text if there are none."""
    found, end = len(text), len(text)
    for verbatim in reversed(find_verbatim(text)):
        span = verbatim.span
        if span.start < start or _BETWEEN_MARKS.fullmatch(text, span.end, end) is None:
            break
        before = text[: span.start].rstrip(" (")
        named = verbatim.kind in _NAMED and before.endswith(":")
        if verbatim.kind not in _FREE and not named:
            break
        found = end = len(before)
    return found


def _in_english(lead: str) -> str:
    """Write marks in English: European digits, and the letter at the same position of a list: (أ) is (a), ج- is c-."""
    flat = _flat(lead).replace(_BREAKING, "#Breaking").translate(_DIGITS)
    return _LIST_LETTER.sub(lambda match: chr(ord("a") + _ABJAD.index(match[0][0])), flat)


def _flat(marks: str) -> str:
    return _SPACE.sub(" ", _NO_WIDTH.sub("", marks))


_FREE = frozenset((VerbatimKind.URL, VerbatimKind.HASHTAG, VerbatimKind.EMOJI))
"""Kinds that are marks after any sentence."""
_NAMED = frozenset((VerbatimKind.EMAIL, VerbatimKind.HANDLE))
"""Kinds that are marks only after a colon; elsewhere they may belong to a preposition."""
_BETWEEN_MARKS = re.compile(rf"[{SPACES}{CONTROLS}).!?؟…،|]*")

_BREAKING = "#عاجل"
_ABJAD = "أبجدهوزحطيكلمنسعفصقر"
_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)} | {0x06F0 + digit: str(digit) for digit in range(10)}
_PUNCTUATION = {ord("،"): ",", ord("؛"): ";", ord("؟"): "?", ord("٪"): "%", ord("٫"): ".", ord("٬"): ","}
_DIGITS |= {ord("ا"): "أ"}
_LIST_LETTER = re.compile(f"[{_ABJAD}]\u0640*")
_SPACE = re.compile(f"[{SPACES}]+")
_NO_WIDTH = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Does not include the joiners and selectors that combine several emoji into one."""

_S = f"[{SPACES}{CONTROLS}]"
_BULLET = rf"(?:[•◦▪▫■□●○◆◇►▶▸▹‣⁃∙·✓✔✗✘➤➔→⇒⬅⇐←★☆]+\ufe0f?{_S}*|[-–—−*]{{1,2}}{_S}+)"
_NUMBER = rf"(?:\([0-9٠-٩۰-۹]{{1,3}}\)|[0-9٠-٩۰-۹]{{1,3}}{_S}?[).\-–—/ـ]){_S}*(?=[^\W\d_]|[\"«“(])"
_LETTER = rf"(?:\([{_ABJAD}ا]ـ*\)|[{_ABJAD}ا]ـ*(?:\)|{_S}?[-–](?={_S}))){_S}*"
_URGENT = rf"{_BREAKING}(?!\w){_S}*(?:[:|\-–—]{_S}*)?"
_LEAD = re.compile(rf"(?:{_BULLET}|{_URGENT}|{EMOJI}{_S}*|(?:{URL}){_S}+)*+(?:{_NUMBER}|{_LETTER})?(?:{EMOJI}{_S}*)*+")
