"""Finds entries of the dictionary in a text.

`words.tsv` has words and phrases that this project's model got wrong in newspapers, and only those with one meaning
there. `reserve.tsv` has such that it mostly gets right. `models/recipes/dictionary` says how both were written and
sifted.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from mujaz.text.arabic import Word, joined_to, stems_of
from mujaz.text.clitics import without_article
from mujaz.text.proper_names import Name, NameKind, NameOrigin
from mujaz.text.proper_names.tables import tables
from mujaz.text.tables import read_table
from mujaz.types import Span

_FILE, _RESERVE_FILE = "words.tsv", "reserve.tsv"
_CERTAINTY = 0.9
"""Share of found entries that are right in their context; see docs/decisions/0019-dictionary.md."""


class Dictionary:
    """Words and phrases with their English. An entry matches with and without articles.

    Args:
        entries: The English of each entry, by its Arabic as `key` returns it.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._groups: dict[str, str] = {}
        for arabic in sorted(entries, key=_length, reverse=True):
            first, _, rest = arabic.partition(" ")
            self._groups[first] = f"{self._groups.get(first, '')}{rest}\t{entries[arabic]}\n"

    @staticmethod
    def key(words: Iterable[Word]) -> str:
        """Return the key of an entry that consists of these words."""
        return " ".join([without_article(word.form) for word in words])

    def keys_in(self, words: Sequence[Word]) -> Iterator[str]:
        """Yield the keys of the entries in a text, the longest at each word."""
        bare = [without_article(word.form) for word in words]
        for position in range(len(words)):
            if found := self._at(words, bare, position):
                yield " ".join((found.first, *bare[position + 1 : position + found.length]))

    def says(self, word: str) -> bool:
        """Return whether the English of any entry has a word."""
        return any(word in group and re.search(rf"\b{word}\b", group) for group in self._groups.values())

    def found(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
        """Return the entries found in a segment, in order and without overlaps; at each word the longest.

        Args:
            text: Arabic, normalised.
            words: Its words.
            taken: Spans that are certainly something else: names and terms of the caller.
        """
        return tuple(self._names(text, words, taken))

    def _names(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> Iterator[Name]:
        bare = [without_article(word.form) for word in words]
        next_free = 0
        for position, word in enumerate(words):
            found = self._at(words, bare, position) if position >= next_free else None
            if found is None:
                continue
            joined, start = joined_to(word, found.letters, text)
            span = Span(start, words[position + found.length - 1].end)
            if any(span.overlaps(other) for other in taken):
                continue
            next_free = position + found.length
            yield Name(
                span=span,
                arabic=span.of(text),
                joined=joined,
                english=found.english,
                kind=NameKind.WORD,
                origin=NameOrigin.LEXICON,
                certainty=_CERTAINTY,
            )

    def _at(self, words: Sequence[Word], bare: Sequence[str], position: int) -> "_Found | None":
        """Return the longest entry that begins in a word."""
        for letters, stem in stems_of(words[position].form):
            first = without_article(stem)
            for rest, english in self._beginning_with(first):
                end = position + 1 + len(rest)
                if bare[position + 1 : end] == rest and all(word.follows for word in words[position + 1 : end]):
                    return _Found(first, english, letters, 1 + len(rest))
            if tables().is_common(stem):
                break  # a whole word is not taken apart: كافة is not ك and آفة
        return None

    def _beginning_with(self, first: str) -> Iterator[tuple[list[str], str]]:
        """Yield the other words and the English of each entry that begins with a word, the longest first."""
        for line in self._groups.get(first, "").splitlines():
            rest, _, english = line.partition("\t")
            yield rest.split(), english


class _Found(NamedTuple):
    """An entry at a word.

    Args:
        first: Its first word, as in its key.
        english: Its English.
        letters: The number of letters joined to its front.
        length: Its number of words.
    """

    first: str
    english: str
    letters: int
    length: int


def _length(key: str) -> int:
    return key.count(" ")


def find_words(text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
    """Return the entries of the built-in dictionary found in a segment; see `Dictionary.found`."""
    return _built_in().found(text, words, taken)


def find_reserve(text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
    """Return the entries of the reserve found in a segment: what the model mostly knows, but not always."""
    return _reserve().found(text, words, taken)


def is_in_dictionary(word: str) -> bool:
    """Return whether the English of any entry, of the built-in dictionary or the reserve, has a word.

    Args:
        word: Letters alone. The tables are searched as a whole, which takes a few milliseconds.
    """
    return _built_in().says(word) or _reserve().says(word)


def read_dictionary() -> None:
    """Read the tables ahead of the first request."""
    _built_in()
    _reserve()


@cache
def dictionary_digest() -> str:
    """Return the first 8 digits of a hash of the tables, which tells results of different versions apart."""
    tables = [resources.files(__package__).joinpath(file).read_bytes() for file in (_FILE, _RESERVE_FILE)]
    return hashlib.sha256(b"".join(tables)).hexdigest()[:8]


@cache
def _built_in() -> Dictionary:
    return Dictionary(dict(row for row in read_table(__package__, _FILE)))


@cache
def _reserve() -> Dictionary:
    return Dictionary(dict(row for row in read_table(__package__, _RESERVE_FILE)))
