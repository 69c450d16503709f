"""The forms in which a word of a term may stand in a text.

All words here are folded (`mujaz.text.folding.fold`): without vowel signs, hamza seats, and with ه for ة.

What may stand before a word (`stems`):

    و ف             and; ف only before four letters or more
    ب ل ك           by, to, like, also after و and ف; ك only before four letters or more
    ال لل           the article, where the term has it or, in a caller's glossary, where the term lacks it

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

ARTICLE = "ال"
LEAST_STEM = 3
"""Letters that must be left, the article not counted, when و ب ل or a nisba is taken off."""
LEAST_LONG_STEM = 4
"""The same for ف, ك and all other endings: كريم is not ك and ريم, قطرات are not of قطر, لبنان is no dual of لبن."""

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


def stems(word: str) -> Iterator[tuple[int, str]]:
    """What may be left of a word when what is joined to its front is taken off.

    Args:
        word: A folded word.

    Yields:
        How many letters of it were taken off, and the rest, an article spelled out: `للعراق` gives (2, "العراق"), which
        says that of the text `عراق` is left. First the word itself.
    """
    yield 0, word
    for conjunction in ("", "و", "ف"):
        if not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        least = LEAST_LONG_STEM if conjunction == "ف" else LEAST_STEM
        if conjunction and _letters(rest) >= least:
            yield len(conjunction), rest
        if rest.startswith("لل") and len(rest) - 2 >= LEAST_STEM:
            yield len(conjunction) + 1, ARTICLE + rest[1:]  # للجنه is ل and اللجنه, one ل of three not written
            yield len(conjunction) + 2, ARTICLE + rest[2:]
        for preposition in "بلك":
            stem = rest[1:]
            long = LEAST_LONG_STEM if preposition == "ك" else least
            if rest.startswith(preposition) and _letters(stem) >= long:
                yield len(conjunction) + 1, stem


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


def _letters(stem: str) -> int:
    return len(stem) - (len(ARTICLE) if stem.startswith(ARTICLE) and len(stem) > len(ARTICLE) + 1 else 0)
