"""Words and names of a source that its translation ought to have."""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib import resources

from mujaz.text.quantities.tokens import fold

_PREFIXES = ("", "و", "ف", "ال", "وال", "فال", "ب", "ل", "ك", "س", "بال", "لل", "كال", "وب", "ول", "وك", "فب", "فل",
             "وبال", "فبال", "ولل")  # fmt: skip
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
    text = resources.files(__package__).joinpath("anchors.tsv").read_text(encoding="utf-8")
    lexicon: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            forms, _, beginnings = line.partition("\t")
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


def anchored(source: str, target: str) -> tuple[int, int]:
    """How many words of the source that are anchors have a counterpart in the target, and how many have none."""
    words = sorted(set(_ENGLISH_WORD.findall(target.lower())))
    found = missing = 0
    for word in _ARABIC_WORD.findall(source):
        beginnings = _beginnings(fold(word))
        if beginnings:
            has = any(_has(words, beginning) for beginning in beginnings)
            found += has
            missing += not has
    return found, missing


def _has(words: list[str], beginning: str) -> bool:
    at = bisect_left(words, beginning)
    if at == len(words):
        return False
    return words[at] == beginning if len(beginning) <= _WHOLE_WORD else words[at].startswith(beginning)


# Letters of both scripts that may stand for one another in a name; vowels and h are left out.
_ARABIC_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطثدضذظ", "t"), **dict.fromkeys("جكقغگ", "k"),
        **dict.fromkeys("فڤ", "f"), **dict.fromkeys("سشصزچ", "s"), "ر": "r", "ل": "l", "م": "m", "ن": "n",
        **dict.fromkeys("اويءئؤهحخع"),
    }
)  # fmt: skip
_ENGLISH_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("bp", "b"), **dict.fromkeys("td", "t"), **dict.fromkeys("gjkqc", "k"),
        **dict.fromkeys("fv", "f"), **dict.fromkeys("sz", "s"), **dict.fromkeys("aeiouwyh"),
    }
)  # fmt: skip
_DIGRAPHS = re.compile(r"ph|t?s?ch|sh|ck|c(?=[eiy])|x|kh|gh")
_DIGRAPH_SOUNDS = {"ph": "f", "ck": "k", "x": "ks", "kh": "k", "gh": "k"}
_DOUBLED = re.compile(r"(.)\1+")
_ARTICLES = ("", "ال", "وال", "بال", "لل", "و", "ب", "ل", "ف", "ك")
_LEAST_SOUNDS = 3
"""Consonants that a name must have to be known again."""
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)\b[A-Z][a-z]{3,}\b")
"""A word in capitals that does not begin a sentence."""


def named(source: str, target: str) -> tuple[int, int]:
    """How many names of the target sound like a word of the source, and how many do not.

    United Nations do not, Baghdad and Macron do: a name that sounds alike says much, one that does not says little.
    """
    sounds = [sound for sound in map(english_sound, _NAME.findall(target)) if len(sound) >= _LEAST_SOUNDS]
    if not sounds:
        return 0, 0
    known = {sound for word in _ARABIC_WORD.findall(source) for sound in arabic_sounds(word)}
    alike = sum(sound in known for sound in sounds)
    return alike, len(sounds) - alike


@lru_cache(maxsize=4096)
def english_sound(name: str) -> str:
    """The consonants of an English name, those alike that Arabic spellings do not tell apart."""
    letters = _DIGRAPHS.sub(lambda match: _DIGRAPH_SOUNDS.get(match.group(), "s"), name.lower())
    return _DOUBLED.sub(r"\1", letters.translate(_ENGLISH_SOUNDS))


@lru_cache(maxsize=16_384)
def arabic_sounds(word: str) -> tuple[str, ...]:
    """The same of an Arabic word, with and without what may be joined to its front."""
    folded = fold(word)
    stems = (folded[len(article) :] for article in _ARTICLES if folded.startswith(article))
    return tuple(_DOUBLED.sub(r"\1", stem.translate(_ARABIC_SOUNDS)) for stem in stems)
