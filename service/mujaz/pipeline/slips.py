"""Mends slips of a model's English: 23th, a airstrike, a quotation that is not closed, the 16th round of a cup."""

import re

_ORDINAL = re.compile(r"\b(\d*\d)(?:st|nd|rd|th)\b")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)
_BEFORE_VOWEL = re.compile(r"(\ba|\AA) (?=(?:[ai]|e(?![uw])|o(?!nce\b|ne\b|ui)|u(?:n(?!i|an)|p|l|m))[a-z]{2})")
_BEFORE_CONSONANT = re.compile(r"(\ba|\AA)n (?=(?:[bcdfgjklmnpqrstvwxyz]|h(?!our|onest|ono|eir|erb))[a-z]{2})")

_ROUND = re.compile(r"دور (?:ال)?(?:ـ? ?(?:16|32|64)(?!\d)|ستة عشر|ال[اإ]ثنين والثلاثين)")
_RANK_OF_ROUND = re.compile(r"\b(16|32|64)(?:th|nd)? round\b(?: of 16\b)?")
_CLOSED = re.compile(r"[\"”»][ .!?؟…]*$")


def mend_slips(english: str) -> str:
    """Returns a text with the right endings of ordinals in digits, and "a" or "an" as the next word sounds.

    Only words in small letters are looked at, and only those whose first letters leave no doubt: "a unit" stays. How
    many sentences that mends: docs/evidence.md.
    """
    english = _ORDINAL.sub(lambda match: match[1] + _ending(int(match[1])), english)
    return _BEFORE_CONSONANT.sub(r"\1 ", _BEFORE_VOWEL.sub(r"\1n ", english))


def close_quotation(arabic: str, english: str) -> str:
    """Returns a translation with the mark that closes its last quotation, if that ends with the sentence in the source.

    Args:
        arabic: The segment.
        english: Its translation. One whose marks are even, or that ends with one, stays as it is.
    """
    is_open = english.count('"') % 2 == 1 and not _CLOSED.search(english)
    return f'{english}"' if is_open and _CLOSED.search(arabic) else english


def mend_round(arabic: str, english: str) -> str:
    """Returns a translation with the round of 16 for "the 16th round", where the source has دور الـ16."""
    return _RANK_OF_ROUND.sub(r"round of \1", english) if _ROUND.search(arabic) else english


def _ending(number: int) -> str:
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
