"""Reduces names in both scripts to comparable consonants, so that a spelling can be checked across scripts."""

import re
from functools import lru_cache

from mujaz.text.clitics import proclitics_of
from mujaz.text.folding import fold

# Letters of both scripts that may represent each other in a name; vowels and h are left out.
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


@lru_cache(maxsize=4096)
def english_sound(name: str) -> str:
    """Return the consonants of an English name, merging those that Arabic spellings do not distinguish."""
    letters = _DIGRAPHS.sub(lambda match: _DIGRAPH_SOUNDS.get(match.group(), "s"), name.lower())
    return _DOUBLED.sub(r"\1", letters.translate(_ENGLISH_SOUNDS))


@lru_cache(maxsize=16_384)
def arabic_sound(word: str) -> str:
    """Return the consonants of an Arabic word, including its proclitics; it ends with each of `arabic_sounds`."""
    return _DOUBLED.sub(r"\1", fold(word).translate(_ARABIC_SOUNDS))


@lru_cache(maxsize=16_384)
def arabic_sounds(word: str) -> tuple[str, ...]:
    """Return the consonants of an Arabic word, with and without possible proclitics."""
    folded = fold(word)
    stems = (folded[len(joined) :] for joined in proclitics_of(folded) if folded.startswith(joined))
    return tuple(_DOUBLED.sub(r"\1", stem.translate(_ARABIC_SOUNDS)) for stem in stems)
