"""Whether Arabic and English spellings of a name sound alike: their consonants, those alike that papers mix up."""

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
"""Share of consonants in common from which two names may be one."""


@lru_cache(maxsize=4096)
def english_consonants(name: str) -> str:
    """The consonants of an English name: `Geagea` is `kk`, `Khazali` is `ksl`."""
    spelled = _LETTERS.sub(lambda match: _SOUNDS.get(match.group(), "s"), name.lower())
    return _DOUBLED.sub(r"\1", spelled.translate(_ENGLISH))


@lru_cache(maxsize=4096)
def arabic_consonants(name: str) -> str:
    """The same of an Arabic name, without what may be joined to its front."""
    return _DOUBLED.sub(r"\1", name.replace(" ", "").translate(_ARABIC))


def likeness(left: str, right: str) -> float:
    """How much two strings of consonants have in common, from 0 to 1."""
    return 1.0 if left == right else SequenceMatcher(None, left, right, autojunk=False).ratio()


def suffix_like(arabic: str, english: str) -> str:
    """The last words of an English name, as many as sound most like a shorter Arabic form of it."""
    words = english.split()
    wanted = arabic_consonants(arabic)
    suffixes = [" ".join(words[start:]) for start in range(len(words))]
    return max(suffixes, key=lambda suffix: (likeness(english_consonants(suffix), wanted), -len(suffix)))
