"""Words of a text from PDF whose lam and alef, one sign in print, were taken apart the wrong way round."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mujaz.text.characters import PLAIN_LETTERS as _LETTER
from mujaz.text.characters import TASHKEEL
from mujaz.text.tables import read_table

_START, _END = rf"(?<![{_LETTER}{TASHKEEL}])", rf"(?![{_LETTER}])"
_WORD = re.compile(rf"{_START}[{_LETTER}]{{3,}}")
_SWAPPED = re.compile(rf"{_START}([وف]?[بك]?)ا([اأإآ])ل(?=[{_LETTER}])")
"""No Arabic word begins with اال, األ, اإل or اآل."""
_SOUND = re.compile(rf"{_START}[وف]?[بك]?ال[أإآا]")
_GOD = re.compile(rf"{_START}([وف]?ب?|ت)(?:هللا|اهلل){_END}")
_FOR_THE = re.compile(rf"{_START}([وف]?)ل([أإآا])ل(?=[{_LETTER}])")
"""For للأ and so on. The word لألمانيا would stand as أللمانيا in such a text."""
_BEFORE_HAMZA = re.compile(rf"الء{_END}")
"""No word ends so, but many in لاء."""
_NOT = re.compile(rf"{_START}(و?)ال(?= [{_LETTER}])")
_LEAST = 2
_MIN_LETTERS = 4
"""Of a word behind its prefixes: shorter ones are many words."""
_PREFIXES = re.compile("[وف]?[بكل]?(?:ال|ل)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PutRight:
    """A text as it should be.

    Args:
        text: The text.
        places: In how many places letters changed.
        doubtful: How many words there are of which both readings are words, and which were left.
    """

    text: str
    places: int
    doubtful: int = 0


def put_right(text: str) -> PutRight:
    """Puts lam and alef where they belong.

    Args:
        text: Where more of its words begin with األ than with الأ it is taken for damaged throughout, and words that
            show nothing at their beginning are looked up.
    """
    text, gods = _GOD.subn(r"\1الله", text)
    swapped, places = _SWAPPED.subn(r"\1ال\2", text)
    if places < _LEAST or places <= len(_SOUND.findall(text)):
        return PutRight(text=swapped, places=places + gods)
    text = swapped
    for pattern, into in ((_FOR_THE, r"\1لل\2"), (_BEFORE_HAMZA, "لاء"), (_NOT, r"\1لا")):
        text, found = pattern.subn(into, text)
        places += found
    changed = doubtful = 0

    def look_up(match: re.Match[str]) -> str:
        nonlocal changed, doubtful
        for prefix, rest in _parted(match[0]):
            right = _words().get(rest)
            if right is not None:
                changed += right != rest
                doubtful += right == rest
                return prefix + right
        return match[0]

    text = _WORD.sub(look_up, text)
    return PutRight(text=text, places=places + gods + changed, doubtful=doubtful)


def _parted(word: str) -> Iterator[tuple[str, str]]:
    """The word, and it without what may be prefixes, longest first."""
    yield "", word
    for cut in range(1, min(5, len(word) - _MIN_LETTERS + 1)):
        if _PREFIXES.fullmatch(word[:cut]):
            yield word[:cut], word[cut:]
    if word[:2] in ("أل", "إل", "آل"):  # of لإعلان, say, in which both are swapped
        yield "ل", word[0] + word[2:]


@cache
def _words() -> dict[str, str]:
    """Each word by how it stands in such a text; one that is a word both ways stands for itself."""
    words: dict[str, str] = {}
    for kind, row in read_table(__package__, "lam_alef.tsv"):
        for word in row.split():
            damaged = re.sub("ل([اأإآ])", r"\1ل", word)
            words[damaged] = word if kind == "sure" else damaged
    return words
