"""Checks whether a translation spells one name in two ways: لوف as Loew in one sentence and as Leuf in another."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from mujaz.pipeline.guards.finding import name_finding
from mujaz.pipeline.guards.names import english_names
from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.pipeline.guards.proper_names import source_sounds
from mujaz.text.arabic import Word, stems_of, words_of
from mujaz.text.clitics import ARTICLE, LEAST_STEM
from mujaz.text.proper_names.cues import has_cue
from mujaz.text.proper_names.sounds import arabic_consonants, english_consonants, likeness
from mujaz.text.proper_names.tables import WITH_NEXT, tables
from mujaz.text.words import FUNCTION_WORDS
from mujaz.types import Finding, Severity, Span

ALIKE, DOUBTFUL = 0.66, 0.5
"""The share of common consonants from which an English word may be an Arabic name. The second is for a name that has
another spelling elsewhere; the two spellings must also have that share of letters in common. Measured:
docs/evidence.md."""
_LEAST_CONSONANTS = 2
_LEAST_BEGINNING = 4
"""A word that begins with the other spelling is a form of it if that has this many letters: Lutherans of Luther."""
_NO_NAMES = FUNCTION_WORDS | frozenset(
    "sunday monday tuesday wednesday thursday friday saturday january february march april may june july august"
    " september october november december".split()
)
"""Capitalised words that are never another spelling of a name: Thursday is none of Tunis."""
_MOST_WORDS = 100
"""How many capitalised words of a segment are compared. A sentence has fewer. Without a limit, a text of nothing but
names takes half a minute."""
_ENDINGS = frozenset(("n", "ns", "s", "S", "t", "ts", "k"))
"""Endings as `_plain` writes them: Syrian of Syria, Turkish of Turkey."""

_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][a-z\u00c0-\u024f](?:['’]?[^\W\d_])+")
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_LETTER = re.compile(r"[^a-z]")
_DIGRAPHS = re.compile(r"[st]?ch|sh|ph|dj|ck|c[eiy]")
_DIGRAPH_LETTERS = {"ch": "C", "tch": "C", "sh": "S", "sch": "S", "ph": "f", "dj": "j", "ck": "k"}
_LETTERS = str.maketrans({"q": "k", "c": "k", "x": "ks", "w": "u", "o": "u", "y": "i", "e": "i", "h": ""})
_VOWELS = re.compile(r"(?<!^)[aiu]")
_DOUBLED = re.compile(r"(.)\1+")


class _Mention(NamedTuple):
    """A word of the source.

    Args:
        span: Where it stands.
        is_name: Whether it is a name: no table has it as an ordinary word, or the words around it say so.
    """

    span: Span
    is_name: bool


class _Word(NamedTuple):
    """A capitalised word of a translation.

    Args:
        text: The word as written.
        span: Where it stands.
        spelling: The word as `_plain` writes it.
        consonants: Its consonants, as names are compared by them.
    """

    text: str
    span: Span
    spelling: str
    consonants: str


class Spellings:
    """Knows how the translations of a text's segments spell its names."""

    def __init__(self) -> None:
        self._pairs: list[Pair] = []
        self._segments: dict[str, list[int]] = {}
        self._names: set[str] = set()
        self._positions: dict[str, list[int]] = {}
        self._found: set[tuple[int, Span]] = set()

    def add(self, pair: Pair) -> None:
        """Reads the next segment and its translation."""
        position = len(self._pairs)
        self._pairs.append(pair)
        for word, mention in pair.source.read(_source_words).items():
            self._segments.setdefault(word, []).append(position)
            if mention.is_name:
                self._names.add(word)
        for spelling in pair.target.read(_target_words):
            self._positions.setdefault(spelling, []).append(position)

    def repeated(self) -> list[str]:
        """The folded forms of names that stand in two or more segments."""
        return [
            word
            for word, segments in self._segments.items()
            if len(segments) > 1 and word in self._names and len(_consonants(word)) >= _LEAST_CONSONANTS
        ]

    def differing(self, name: str) -> list[tuple[int, Finding]]:
        """Finds the segments that spell a name in another way than most do, or than the first does if none is usual.

        Args:
            name: One of `repeated`.

        Returns:
            The position of each segment and its finding. No word has two findings.
        """
        candidates = {position: self._alike(name, position) for position in self._segments[name]}
        usual = _usual(_consonants(name), candidates.values())
        if usual is None:
            return []
        others: dict[str, float] = {}
        found = []
        for position, alike in candidates.items():
            if usual.spelling in self._pairs[position].target.read(_target_words):
                continue
            for word in alike:
                if word.spelling not in others:
                    others[word.spelling] = self._likeness(name, usual, word)
            likest = max(alike, key=lambda word: others[word.spelling], default=None)
            if likest and others[likest.spelling] >= DOUBTFUL and (position, likest.span) not in self._found:
                self._found.add((position, likest.span))
                message = f"The translation says {likest.text} here and {usual.text} elsewhere for the same name."
                mention = self._pairs[position].source.read(_source_words)[name]
                found.append((position, name_finding(message, mention.span, likest.span, Severity.WARNING)))
        return found

    def _alike(self, name: str, position: int) -> list[_Word]:
        """The words of a translation that begin like a name and sound like no other word of the source."""
        pair, consonants = self._pairs[position], _consonants(name)
        return [
            word
            for word in pair.target.read(_by_first_consonant).get(consonants[0], ())
            if word.consonants == consonants
            or len(word.consonants) < _LEAST_CONSONANTS
            or word.consonants not in pair.source.read(source_sounds)
        ]

    def _likeness(self, name: str, usual: _Word, word: _Word) -> float:
        """How much a word looks like another spelling of a name; 0 if it is none."""
        positions, segments = self._positions[word.spelling], self._segments[name]
        if len(positions) > len(segments) or not set(positions) <= set(segments):
            return 0.0  # a word that also stands where the name does not is another word
        sounds = max(likeness(word.consonants, other) for other in (_consonants(name), usual.consonants))
        if sounds < DOUBTFUL or _is_made_of(usual, word) or any(english_names(word.text)):
            return 0.0  # countries and peoples have a detector of their own
        return SequenceMatcher(None, usual.text.lower(), word.text.lower(), autojunk=False).ratio()


def _usual(consonants: str, candidates: Iterable[Sequence[_Word]]) -> _Word | None:
    """The spelling in most segments; if several are, the first one, and within a segment the most alike."""
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, float, _Word]] = {}
    for number, alike in enumerate(candidates):
        for word in alike:
            if word.spelling not in first:
                first[word.spelling] = (-number, likeness(consonants, word.consonants), word)
            counts[word.spelling] += 1
    names = [spelling for spelling, (_, alike, _) in first.items() if alike >= ALIKE]
    return first[max(names, key=lambda spelling: (counts[spelling], *first[spelling][:2]))][-1] if names else None


def _source_words(source: Source) -> dict[str, _Mention]:
    """The words of the source without proclitics: the first mention of each, or the first that is a name."""
    in_names = {word.form for name in source.names for word in words_of(name.arabic)}
    found: dict[str, _Mention] = {}
    for position, word in enumerate(source.words):
        stems, is_common = _stems(word.form)
        unknown = not is_common or _has_cue(source.words, position)
        for stem in stems:
            is_name = unknown or stem in in_names
            if stem not in found or (is_name and not found[stem].is_name):
                found[stem] = _Mention(word.span, is_name)
    return found


@lru_cache(maxsize=16_384)
def _stems(form: str) -> tuple[tuple[str, ...], bool]:
    """The readings of a word without proclitics, and whether one of them is an ordinary word."""
    stems = tuple(stem for _, stem in stems_of(form) if len(stem) >= LEAST_STEM and stem not in WITH_NEXT)
    return stems, any(map(tables().is_common, stems))


def _has_cue(words: Sequence[Word], position: int) -> bool:
    """Whether a title with an article or a first name stands before a word, which is a name then."""
    word, before = words[position], words[position - 1] if position else None
    if before is None or not word.follows or word.form.startswith(ARTICLE):
        return False
    if before.form.startswith(ARTICLE):
        return has_cue("title", words, position)
    part = tables().part(before.form)
    return part is not None and part.given and not tables().is_common(before.form)


def _target_words(target: Target) -> dict[str, _Word]:
    """The capitalised words of a translation by their spelling, the first mention of each."""
    found: dict[str, _Word] = {}
    for match in islice(_CAPITALISED.finditer(target.text), _MOST_WORDS):
        text = _POSSESSIVE.sub("", match[0])
        if text.lower() not in _NO_NAMES and (consonants := english_consonants(text)):
            spelling = _plain(text)
            found.setdefault(spelling, _Word(text, Span(*match.span()), spelling, consonants))
    return found


def _by_first_consonant(target: Target) -> dict[str, list[_Word]]:
    found: dict[str, list[_Word]] = {}
    for word in target.read(_target_words).values():
        found.setdefault(word.consonants[0], []).append(word)
    return found


@lru_cache(maxsize=4096)
def _consonants(name: str) -> str:
    """The consonants of a folded Arabic name, without its article."""
    has_article = name.startswith(ARTICLE) and len(name) - len(ARTICLE) >= LEAST_STEM
    return arabic_consonants(name.removeprefix(ARTICLE) if has_article else name)


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """An English name in a form that common variants share: Hussein and Husain, Qassem and Kasim, Ghazi and Gazi."""
    letters = _NO_LETTER.sub("", unicodedata.normalize("NFD", word.lower()))
    letters = _DIGRAPHS.sub(lambda match: _DIGRAPH_LETTERS.get(match[0], "s"), letters).translate(_LETTERS)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", letters))


def _is_made_of(word: _Word, other: _Word) -> bool:
    """Whether one of two words is the other with an ending, as Iraqi is Iraq."""
    short, long = sorted((word.text.lower(), other.text.lower()), key=len)
    if len(short) >= _LEAST_BEGINNING and long.startswith(short):
        return True
    short, long = sorted((word.spelling, other.spelling), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS
