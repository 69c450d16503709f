"""Names told as two: how many good translations are doubted, and how many names that were respelled are found."""

import random
import re
from collections.abc import Iterator, Sequence

import pytest

from mujaz.pipeline.guards import Pair, Source, Spellings
from mujaz.text.arabic import stems_of
from mujaz.text.proper_names.sounds import arabic_consonants, english_consonants, likeness
from mujaz.text.proper_names.tables import tables

pytestmark = pytest.mark.slow

MOST_DOUBTED = 0.01
FLOOR = 0.6
SEGMENTS = 20
"""So many lines that follow one another are taken for an article."""
SEED = 20210408
OTHER_VOWELS = {"a": "o", "e": "a", "i": "a", "o": "a", "u": "a"}
OTHER_CONSONANTS = {
    "same sound": {"b": "p", "p": "b", "d": "t", "t": "d", "k": "g", "g": "k", "c": "g", "j": "k", "s": "z", "z": "s",
                   "f": "v", "v": "f"},
    "another sound": {"b": "m", "p": "m", "d": "n", "t": "k", "r": "l", "l": "r", "m": "b", "n": "m", "k": "t",
                      "g": "b", "j": "b", "f": "s", "v": "s", "s": "f", "z": "f"},
}  # fmt: skip
"""Whether what becomes of a consonant is one that names are compared without."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")

Texts = tuple[str, str]


def doubted(article: Sequence[Texts]) -> list[int]:
    spellings = Spellings()
    for texts in article:
        spellings.add(Pair.of(*texts))
    return [position for name in spellings.repeated() for position, _ in spellings.differing(name)]


def test_good_translations_are_not_doubted(good_pairs: list[Texts]) -> None:
    found = sum(len(doubted(article)) for article in _articles(good_pairs))
    print(f"{found} of {len(good_pairs)} are doubted")
    assert found <= MOST_DOUBTED * len(good_pairs)


@pytest.mark.parametrize("sound", OTHER_CONSONANTS)
def test_respelled_names_are_found(sound: str, flores: list[Texts], tico: list[Texts], corpus: list[Texts]) -> None:
    rng = random.Random(SEED)
    found = []
    for article in _articles([*flores, *tico, *corpus]):
        for name, position in _told_twice(article):
            source, target = article[position]
            other = _respelled(name, OTHER_CONSONANTS[sound], rng)
            if other:
                faulty = [
                    *article[:position],
                    (source, re.sub(rf"\b{name}\b", other, target)),
                    *article[position + 1 :],
                ]
                found.append(bool(doubted(faulty)))
    print(f"{sum(found)} of {len(found)} are found")
    assert sum(found) >= FLOOR * len(found)


def _articles(pairs: Sequence[Texts]) -> Iterator[Sequence[Texts]]:
    return (pairs[start : start + SEGMENTS] for start in range(0, len(pairs), SEGMENTS))


def _told_twice(article: Sequence[Texts]) -> Iterator[tuple[str, int]]:
    """Names that two segments tell alike, and the number of the last; Arabic words that are ordinary are none."""
    told: dict[str, list[int]] = {}
    for position, (_, target) in enumerate(article):
        for name in dict.fromkeys(_NAME.findall(target)):
            told.setdefault(name, []).append(position)
    texts = " ".join(target for _, target in article)
    for name, positions in told.items():
        if len(positions) > 1 and name.lower() not in texts:
            said = frozenset.intersection(*(_unknown(article[position][0]) for position in positions))
            if any(likeness(arabic_consonants(word), english_consonants(name)) >= 0.8 for word in said):
                yield name, positions[-1]


def _unknown(source: str) -> frozenset[str]:
    stems = ([stem for _, stem in stems_of(word.form)] for word in Source(source).words)
    return frozenset(stem for found in stems if not any(map(tables().is_common, found)) for stem in found)


def _respelled(name: str, consonants: dict[str, str], rng: random.Random) -> str | None:
    """The name with another vowel and another consonant behind its first letter."""
    places = [
        [at for at, letter in enumerate(name) if at and letter in others] for others in (OTHER_VOWELS, consonants)
    ]
    if not all(places):
        return None
    letters = list(name)
    for others, found in zip((OTHER_VOWELS, consonants), places, strict=True):
        at = rng.choice(found)
        letters[at] = others[letters[at]]
    return "".join(letters)
