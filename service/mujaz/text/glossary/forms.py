"""The forms that a word of a term may have in a text.

All words here are folded (`mujaz.text.folding.fold`): without vowel signs and hamza seats, and with ه for ة.

`mujaz.text.clitics` has what may be joined to the front of a word. In a caller's glossary that includes an article that
the term lacks.

These endings may follow a word (`forms`) of at least four letters without the article, or three for a nisba:

    ا               tanwin
    ه ات ان ين ون   feminine, plural and dual; those of a construct (ا ي و) only in terms of several words
    تان تين ات      the same for a word in ة, whose ة becomes ت
    ي يه يون يين يات    a nisba, before which the article and a final ا or ة are dropped
    ه ها هم هما هن نا ك كم    a possessive, never with an article; in terms of several words only at the end; ي only
                    after the ت of a word in ة, as رئيسي means "main" far more often than "my president"

Broken plurals need a line of their own in a glossary.
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
    """How a word in a text differs from the word of the term."""

    BARE = "bare"
    INFLECTED = "inflected"
    NISBA = "nisba"


def forms(word: str, *, alone: bool = True, last: bool = True, article: bool = True) -> Iterator[tuple[str, Form]]:
    """Yield the forms that a word of a term may have, with nothing joined to its front.

    Args:
        word: A folded word.
        alone: Whether it is the only word of the term.
        last: Whether it is the last word of the term.
        article: Whether ال at its front is the article.

    Yields:
        Folded forms, the word itself first. A form may come twice; the first counts.
    """
    yield word, Form.BARE
    definite = article and word.startswith(ARTICLE) and len(word) - len(ARTICLE) >= LEAST_STEM
    base = word[len(ARTICLE) :] if definite else word
    long = len(base) >= LEAST_LONG_STEM
    feminine = base.endswith("ه")
    prefix = ARTICLE if definite else ""
    if long and feminine:
        yield from ((prefix + base[:-1] + ending, Form.INFLECTED) for ending in _FEMININE)
        if last and not definite:
            yield from ((f"{base[:-1]}ت{ending}", Form.INFLECTED) for ending in _POSSESSIVE)
    elif long and not base.endswith(_OPEN):
        yield from ((prefix + base + ending, Form.INFLECTED) for ending in _AGREEMENT)
        if not alone:
            yield from ((prefix + base + ending, Form.INFLECTED) for ending in _CONSTRUCT)
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
