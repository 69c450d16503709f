"""Words and names of a source whose counterparts a translation should contain."""

import re
from collections import Counter
from functools import cache

from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import PER_FORM
from mujaz.text.clitics import proclitics_of
from mujaz.text.folding import fold
from mujaz.text.sounds import arabic_sound, arabic_sounds, english_sound
from mujaz.text.tables import read_table

_WILL = "س"
"""The prefix of the future tense. No other proclitic is removed from a word that begins with it."""
_SUFFIXES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ا", "ات", "ين", "ون", "ان", "يه", "ته", "تها", "تهم", "تنا",
             "اته", "اتها", "اتهم", "ت", "وا", "تين", "تان")  # fmt: skip
_SUFFIXES_BY_LAST_LETTER = {
    letter: tuple(suffix for suffix in _SUFFIXES if suffix[-1] == letter)
    for letter in {suffix[-1] for suffix in _SUFFIXES}
}
_LEAST_STEM = 3
"""The fewest letters that may remain when a suffix is removed."""
_WHOLE_WORD = 3
"""A beginning of at most this many letters must be a whole English word: "us" does not stand for "use"."""
_ENGLISH_WORD = re.compile(r"[a-z][a-z.']*[a-z]|[%$]")


def _search_string(beginning: str) -> str:
    """The string that finds an English beginning in the text of `_words`."""
    return f" {beginning} " if len(beginning) <= _WHOLE_WORD else f" {beginning}"


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    lexicon: dict[str, tuple[str, ...]] = {}
    for forms, beginnings in read_table(__package__, "anchors.tsv"):
        for form in forms.split():
            lexicon.setdefault(fold(form), tuple(map(_search_string, beginnings.split())))
    return lexicon


@cache
def _heads() -> frozenset[str]:
    """The first letters of the words in the lexicon. A word without them need not be taken apart."""
    return frozenset(word[:_LEAST_STEM] for word in _lexicon())


@PER_FORM.reader
def _search_strings(word: str) -> tuple[str, ...]:
    """The search strings for the English counterparts of a folded Arabic word; empty if it is no anchor."""
    lexicon, heads = _lexicon(), _heads()
    prefixes = ("", _WILL) if word.startswith(_WILL) else proclitics_of(word)
    stems = [word[len(prefix) :] for prefix in prefixes if word.startswith(prefix)]
    stems = [stem for stem in stems if stem[:_LEAST_STEM] in heads]
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


def anchored(pair: Pair, *, hasty: bool = False) -> tuple[int, int]:
    """How many anchors of the source have a counterpart in the target, and how many have none.

    Args:
        pair: The segment and its translation.
        hasty: Whether to find only words after a space, most of them and in less time.
    """
    anchors = Counter(strings for _, strings in pair.source.words.having(_search_strings))
    is_said = (f" {pair.target.lowered} " if hasty else pair.target.read(_words)).__contains__
    found = sum([count for strings, count in anchors.items() if any(map(is_said, strings))])
    return found, anchors.total() - found


def _words(target: Target) -> str:
    """The words of a translation with a space before and after each, so that string search finds beginnings."""
    return f" {' '.join(_ENGLISH_WORD.findall(target.lowered))} "


_LEAST_SOUNDS = 3
"""The fewest consonants by which a name can be recognised."""


def named(pair: Pair) -> tuple[int, int]:
    """How many names of the target sound like a word of the source, and how many do not.

    Baghdad and Macron do, United Nations does not: a name that sounds alike is strong evidence, one that does not is
    weak evidence.
    """
    names = (english_sound(match[0]) for match in pair.target.capitalised)
    sounds = [sound for sound in names if len(sound) >= _LEAST_SOUNDS]
    if not sounds:
        return 0, 0
    words = pair.source.read(_words_by_ending)
    alike = sum(any(sound in arabic_sounds(word) for word in words.get(sound[-_LEAST_SOUNDS:], ())) for sound in sounds)
    return alike, len(sounds) - alike


def _words_by_ending(source: Source) -> dict[str, set[str]]:
    """The words of a source by their last sounds, which are the same with and without proclitics."""
    words: dict[str, set[str]] = {}
    for word in source.forms:
        words.setdefault(arabic_sound(word)[-_LEAST_SOUNDS:], set()).add(word)
    return words
