"""The forms in which a word of a term may stand in a text.

All words here are folded (`mujaz.text.folding.fold`): without vowel signs, hamza seats, and with ه for ة.

What may stand before a word is in `mujaz.text.clitics`: in a caller's glossary also an article that the term lacks.

What may stand behind it (`forms`), for words of at least four letters without the article; three for a nisba:

    ا               tanwin
    ه ات ان ين ون   feminine, plural and dual; those of a construct (ا ي و) in terms of several words only
    تان تين ات      the same of a word in ة, whose ة becomes ت
    ي يه يون يين يات    a nisba; the article, a final ا and ة fall away before it
    ه ها هم هما هن نا ك كم    whose it is, never behind an article; in terms of several words only at the end; ي only
                    behind the ت of a word in ة, as رئيسي is "main" far more often than "my president"

Broken plurals are words of their own: they need a line of their own in a glossary.
"""

from collections.abc import Iterator
from enum import Enum

from mujaz.text.clitics import ARTICLE, LEAST_LONG_STEM, LEAST_STEM

_AGREEMENT = ("ه", "ات", "ان", "ين", "ون")
_CONSTRUCT = ("ا", "ي", "و")
_FEMININE = ("ات", "تان", "تين")
_NISBA = ("ي", "يه", "يا", "يون", "يين", "يات", "يان", "يتين", "يتان")
_POSSESSIVE = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم")
_OPEN = ("ا", "ى")


class Form(Enum):
    """How a word in a text differs from the term's."""

    BARE = "bare"
    INFLECTED = "inflected"
    NISBA = "nisba"


def forms(word: str, *, alone: bool = True, last: bool = True, article: bool = True) -> Iterator[tuple[str, Form]]:
    """How a word of a term may look when nothing is joined to its front.

    Args:
        word: A folded word.
        alone: The term has no other.
        last: It is the term's last.
        article: Whether ال at its front is the article.

    Yields:
        Folded forms, the word itself first. The same one may come twice; the first is meant.
    """
    yield word, Form.BARE
    definite = article and word.startswith(ARTICLE) and len(word) - len(ARTICLE) >= LEAST_STEM
    base = word[len(ARTICLE) :] if definite else word
    long = len(base) >= LEAST_LONG_STEM
    feminine = base.endswith("ه")
    shown = ARTICLE if definite else ""
    if long and feminine:
        yield from ((shown + base[:-1] + ending, Form.INFLECTED) for ending in _FEMININE)
        if last and not definite:
            yield from ((f"{base[:-1]}ت{ending}", Form.INFLECTED) for ending in _POSSESSIVE)
    elif long and not base.endswith(_OPEN):
        yield from ((shown + base + ending, Form.INFLECTED) for ending in _AGREEMENT)
        if not alone:
            yield from ((shown + base + ending, Form.INFLECTED) for ending in _CONSTRUCT)
        if not definite:
            yield f"{base}ا", Form.INFLECTED
            if last:
                yield from ((base + ending, Form.INFLECTED) for ending in _POSSESSIVE if ending != "ي")
    if alone:
        yield from _nisbas(base)


def _nisbas(base: str) -> Iterator[tuple[str, Form]]:
    stem = base[:-1] if base.endswith(("ه", "ا")) else base
    stem = stem.removesuffix("ي")  # سوريا, سوري
    if len(stem) >= LEAST_STEM:
        yield from ((stem + ending, Form.NISBA) for ending in _NISBA)
