"""Words and names of a source that its translation ought to have."""

import re
from functools import cache, lru_cache

from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.clitics import proclitics_of
from mujaz.text.folding import fold
from mujaz.text.sounds import arabic_sound, arabic_sounds, english_sound
from mujaz.text.tables import read_table

_WILL = "س"
"""What verbs have before them where nouns have their article."""
_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ا", "ات", "ين", "ون", "ان", "يه", "ته", "تها", "تهم", "تنا",
             "اته", "اتها", "اتهم", "ت", "وا", "تين", "تان")  # fmt: skip
_SUFFIXES_BY_LAST_LETTER = {
    letter: tuple(suffix for suffix in _SUFFIXES if suffix[-1] == letter)
    for letter in {suffix[-1] for suffix in _SUFFIXES}
}
_LEAST_STEM = 3
"""Letters that must be left when an ending is taken off."""
_WHOLE_WORD = 3
"""English beginnings of so many letters are whole words: "us" does not stand for "use"."""
_ENGLISH_WORD = re.compile(r"[a-z][a-z.']*[a-z]|[%$]")


def _looked_for(beginning: str) -> str:
    """What a text of `_words` has where one of them begins so."""
    return f" {beginning} " if len(beginning) <= _WHOLE_WORD else f" {beginning}"


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    lexicon: dict[str, tuple[str, ...]] = {}
    for forms, beginnings in read_table(__package__, "anchors.tsv"):
        for form in forms.split():
            lexicon.setdefault(fold(form), tuple(map(_looked_for, beginnings.split())))
    return lexicon


@cache
def _heads() -> frozenset[str]:
    """The first two letters of the words of the lexicon, without which no word has to be taken apart."""
    return frozenset(word[:2] for word in _lexicon())


@lru_cache(maxsize=16_384)
def _beginnings(word: str) -> tuple[str, ...]:
    """How English words for a folded Arabic word begin, as `_looked_for`; empty where it is no anchor."""
    lexicon, heads = _lexicon(), _heads()
    prefixes = ("", _WILL) if word.startswith(_WILL) else proclitics_of(word)
    stems = [stem for prefix in prefixes if word.startswith(prefix) and (stem := word[len(prefix) :])[:2] in heads]
    for stem in stems:
        if stem in lexicon:
            return lexicon[stem]
    for stem in stems:
        for suffix in _SUFFIXES_BY_LAST_LETTER.get(stem[-1], ()):
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
    found = sum(any(map(words.__contains__, beginnings)) for beginnings in anchors)
    return found, len(anchors) - found


def _anchors(source: Source) -> list[tuple[str, ...]]:
    """For each anchor how English words for it begin."""
    return [found for word in source.words if (found := _beginnings(word.form))]


def _words(target: Target) -> str:
    """The words of a translation with a space before and behind each: in it a beginning is found at once."""
    return f" {' '.join(_ENGLISH_WORD.findall(target.lowered))} "


_LEAST_SOUNDS = 3
"""Consonants that a name must have to be known again."""


def named(pair: Pair) -> tuple[int, int]:
    """How many names of the target sound like a word of the source, and how many do not.

    United Nations do not, Baghdad and Macron do: a name that sounds alike says much, one that does not says little.
    """
    names = (english_sound(match[0]) for match in pair.target.capitalised)
    sounds = [sound for sound in names if len(sound) >= _LEAST_SOUNDS]
    if not sounds:
        return 0, 0
    words = pair.source.read(_words_by_ending)
    alike = sum(any(sound in arabic_sounds(word) for word in words.get(sound[-_LEAST_SOUNDS:], ())) for sound in sounds)
    return alike, len(sounds) - alike


def _words_by_ending(source: Source) -> dict[str, set[str]]:
    """The words of a source by the last of their sounds, which no joined letters change."""
    words: dict[str, set[str]] = {}
    for word in source.forms:
        words.setdefault(arabic_sound(word)[-_LEAST_SOUNDS:], set()).add(word)
    return words
