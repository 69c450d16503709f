"""Words and names of a source that its translation ought to have."""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.clitics import PROCLITICS
from mujaz.text.folding import fold
from mujaz.text.sounds import arabic_sound, arabic_sounds, english_sound
from mujaz.text.tables import read_table

_PREFIXES = (*PROCLITICS, "س")
"""The last is of verbs: will."""
_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ا", "ات", "ين", "ون", "ان", "يه", "ته", "تها", "تهم", "تنا",
             "اته", "اتها", "اتهم", "ت", "وا", "تين", "تان")  # fmt: skip
_LEAST_STEM = 3
"""Letters that must be left when an ending is taken off."""
_WHOLE_WORD = 3
"""English beginnings of so many letters are whole words: "us" does not stand for "use"."""
_ARABIC_WORD = re.compile(r"[\u0621-\u065f\u0640\u0670-\u06d3]+")
_ENGLISH_WORD = re.compile(r"[a-z][a-z.']*[a-z]|[%$]")


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    lexicon: dict[str, tuple[str, ...]] = {}
    for forms, beginnings in read_table(__package__, "anchors.tsv"):
        for form in forms.split():
            lexicon.setdefault(fold(form), tuple(beginnings.split()))
    return lexicon


@lru_cache(maxsize=16_384)
def _beginnings(word: str) -> tuple[str, ...]:
    """How English words for a folded Arabic word begin; empty where it is no anchor."""
    lexicon = _lexicon()
    for prefix in _PREFIXES:
        stem = word.removeprefix(prefix)
        if len(word) - len(stem) == len(prefix) and stem in lexicon:
            return lexicon[stem]
    for prefix in _PREFIXES:
        if not word.startswith(prefix):
            continue
        stem = word[len(prefix) :]
        for suffix in _SUFFIXES:
            if not stem.endswith(suffix) or len(stem) - len(suffix) < _LEAST_STEM:
                continue
            bare = stem[: -len(suffix)]
            if bare in lexicon:
                return lexicon[bare]
            if suffix.startswith("ت") and f"{bare}ه" in lexicon:
                return lexicon[f"{bare}ه"]
    return ()


def anchored(pair: Pair) -> tuple[int, int]:
    """How many words of the source that are anchors have a counterpart in the target, and how many have none."""
    anchors, words = pair.source.read(_anchors), pair.target.read(_words)
    found = sum(any(_has(words, beginning) for beginning in beginnings) for beginnings in anchors)
    return found, len(anchors) - found


def _anchors(source: Source) -> list[tuple[str, ...]]:
    """For each anchor how English words for it begin."""
    return [found for word in _ARABIC_WORD.findall(source.text) if (found := _beginnings(fold(word)))]


def _words(target: Target) -> list[str]:
    return sorted(set(_ENGLISH_WORD.findall(target.text.lower())))


def _has(words: list[str], beginning: str) -> bool:
    at = bisect_left(words, beginning)
    if at == len(words):
        return False
    return words[at] == beginning if len(beginning) <= _WHOLE_WORD else words[at].startswith(beginning)


_LEAST_SOUNDS = 3
"""Consonants that a name must have to be known again."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z]{3,}\b")
"""A word in capitals that does not begin a sentence."""


def named(pair: Pair) -> tuple[int, int]:
    """How many names of the target sound like a word of the source, and how many do not.

    United Nations do not, Baghdad and Macron do: a name that sounds alike says much, one that does not says little.
    """
    names = map(english_sound, _NAME.findall(pair.target.text))
    sounds = [sound for sound in names if len(sound) >= _LEAST_SOUNDS]
    if not sounds:
        return 0, 0
    words = pair.source.read(_words_by_ending)
    alike = sum(any(sound in arabic_sounds(word) for word in words.get(sound[-_LEAST_SOUNDS:], ())) for sound in sounds)
    return alike, len(sounds) - alike


def _words_by_ending(source: Source) -> dict[str, set[str]]:
    """The words of a source by the last of their sounds, which no joined letters change."""
    words: dict[str, set[str]] = {}
    for word in _ARABIC_WORD.findall(source.text):
        words.setdefault(arabic_sound(word)[-_LEAST_SOUNDS:], set()).add(word)
    return words
