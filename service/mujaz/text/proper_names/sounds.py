"""Compares Arabic and English spellings of a name by consonants; those that newspapers mix up are equal."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("بپ", "b"), **dict.fromkeys("تطثدضذظ", "t"), **dict.fromkeys("جكقغگخچ", "k"),
        **dict.fromkeys("فڤ", "f"), **dict.fromkeys("سشصزژ", "s"), "ر": "r", "ل": "l", "م": "m", "ن": "n",
        **dict.fromkeys("اأإآويىءئؤهحعة"),
    }
)  # fmt: skip
_ENGLISH = str.maketrans(
    {
        **dict.fromkeys("bp", "b"), **dict.fromkeys("td", "t"), **dict.fromkeys("gjkqc", "k"),
        **dict.fromkeys("fv", "f"), **dict.fromkeys("sz", "s"), **dict.fromkeys("aeiouwyh'’- "),
    }
)  # fmt: skip
_LETTERS = re.compile(r"ph|t?s?ch|sh|ck|c(?=[eiy])|x|kh|gh|dj|tj|ts")
_SOUNDS = {"ph": "f", "ck": "k", "x": "ks", "kh": "k", "gh": "k", "dj": "k", "tj": "k"}
_DOUBLED = re.compile(r"(.)\1+")
ALIKE = 0.75
"""The least share of common consonants by which two names may be the same."""


@lru_cache(maxsize=4096)
def english_consonants(name: str) -> str:
    """Return the consonants of an English name: `Geagea` is `kk`, `Khazali` is `ksl`."""
    spelled = _LETTERS.sub(lambda match: _SOUNDS.get(match.group(), "s"), name.lower())
    return _DOUBLED.sub(r"\1", spelled.translate(_ENGLISH))


@lru_cache(maxsize=4096)
def arabic_consonants(name: str) -> str:
    """Return the consonants of an Arabic name, which has nothing joined to its front."""
    return _DOUBLED.sub(r"\1", name.replace(" ", "").translate(_ARABIC))


@lru_cache(maxsize=4096)
def likeness(first: str, second: str) -> float:
    """Return how similar two strings of consonants are, from 0 to 1."""
    return 1.0 if first == second else SequenceMatcher(None, first, second, autojunk=False).ratio()


def suffix_like(arabic: str, english: str) -> str:
    """Return those last words of an English name that sound most like a shorter Arabic form of it."""
    words = english.split()
    wanted = arabic_consonants(arabic)
    suffixes = [" ".join(words[start:]) for start in range(len(words))]
    return max(suffixes, key=lambda suffix: (likeness(english_consonants(suffix), wanted), -len(suffix)))
