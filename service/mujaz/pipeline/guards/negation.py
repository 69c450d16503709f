"""Whether a denial or a "not" was lost, or one was invented."""

import re
from collections.abc import Iterator
from functools import lru_cache

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.folding import fold
from mujaz.text.tables import read_words
from mujaz.types import Finding, Span

_TABLE = read_words(__package__, "negation.tsv")
_AND = ("", "و", "ف")
_FORMS = {name: frozenset(joint + fold(word) for word in words for joint in _AND) for name, words in _TABLE.items()}
_DENIES, _NOT, _MAY_BE_NOT = _FORMS["denies"], _FORMS["not"], _FORMS["may be not"]
_FORBIDS = _FORMS["forbids"]
_NO = frozenset(("لا", "ولا", "فلا"))
_NO_DENIAL, _QUESTION = frozenset(map(fold, ("يزل", "تزل", "نزل", "إلا", "شمل"))), frozenset(("الم", "والم", "افلم"))
"""Behind the words of a denial that is none: لم يزل is still, ليس إلا only, لم شمل a reunion. ألم is a pain."""
_ANY = _DENIES | _NOT | _NO
_WEAK, _ENGLISH_WEAK = _FORMS["weak"], frozenset(_TABLE["English weak"])
_ENGLISH_DENIES, _ENGLISH_NOT = _TABLE["English denies"], _TABLE["English not"]
_ENGLISH_WORDS, _ENGLISH_BEGINNINGS = frozenset(_TABLE["English words"]), tuple(_TABLE["English beginnings"])
_ENGLISH_ENDINGS = ("n't", "n’t", "less")
_UN = re.compile(
    r"un(?!der|til|it|i(?:on|on\w+|q\w+|vers\w+|form\w*|fy\w*|lateral\w*|cef)\b|ifi|anim|cle|esco|rwa)[a-z]{3,}"
)
"""Undisclosed, unimaginable, unexploded, but no unit and no union."""
_IN_OTHER_WORDS = re.compile(
    r"\b(?:all that (?:is|was|remain\w*)|little changed|(?:a|the) (?:\w+ )?first\b|for the first time|"
    r"miss(?:es|ing)?\b|fewer than|(?:very )?few )"
)
"""What English says for a denial without a word that denies: all that remains, a first, still missing."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where one text denies and nothing in the other can be a denial.

    "Failed to" and "without" are denials too, and so are رفض and دون. Of 23,832 right pairs of our news 42 have one. A
    sentence that denies twice hides the one that was lost.
    """
    said, told = pair.source.read(_said), pair.target.read(_told)
    if said and not _is_denied(pair):
        first, span = said[0]
        yield unrelated_finding(f"The source says {first}; nothing in the translation denies it.", span, None)
    elif told and not said and not pair.source.read(_may_be_denied):
        yield unrelated_finding(f"The translation says {told[0]}; nothing in the source denies it.", None, told[1])


def _is_denied(pair: Pair) -> bool:
    """Whether a word of the translation may deny; "until" and "only" do where the source has such a word as well."""
    words = pair.target.words
    if any(map(_is_negative_english, words)) or _IN_OTHER_WORDS.search(pair.target.lowered):
        return True
    return not pair.source.forms.isdisjoint(_WEAK) and not _ENGLISH_WEAK.isdisjoint(words)


def _said(source: Source) -> list[tuple[str, Span]]:
    """The words that deny in an Arabic text, as they are written."""
    found: list[tuple[str, Span]] = []
    if source.forms.isdisjoint(_ANY):
        return found
    words = source.words
    for at, word in enumerate(words):
        after = words[at + 1].form if at + 1 < len(words) else ""
        if after in _NO_DENIAL or (word.form in _QUESTION and "؟" not in source.text):
            continue
        forbids = word.form in _NO and after in _FORBIDS
        if word.form in _DENIES or word.form in _NOT or forbids:
            span = Span(word.start, words[at + 1].end if forbids else word.end)
            found.append((span.of(source.text), span))
    return found


def _may_be_denied(source: Source) -> bool:
    return not source.forms.isdisjoint(_MAY_BE_NOT) or any(map(_is_negative, source.forms))


@lru_cache(maxsize=16_384)
def _is_negative(form: str) -> bool:
    """Whether a word says no in its own way: رفض, فشل, منع, with what is joined to its front."""
    return any(beginning in form for beginning in _NEGATIVE)


def _told(target: Target) -> tuple[str, Span] | None:
    """The first word of an English text that can mean nothing but a denial."""
    for word in target.words:
        if word in _ENGLISH_NOT or word in _ENGLISH_DENIES or word.endswith(_ENGLISH_ENDINGS[:2]):
            found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", target.lowered)  # not the "not" of "another"
            return (word, Span(*found.span())) if found else None
    return None


@lru_cache(maxsize=16_384)
def _is_negative_english(word: str) -> bool:
    if word in _ENGLISH_WORDS or word.startswith(_ENGLISH_BEGINNINGS) or word.endswith(_ENGLISH_ENDINGS):
        return True
    return _UN.fullmatch(word) is not None


_NEGATIVE = tuple(map(fold, _TABLE["negative"]))
