"""Finds entries of the dictionary in a text.

`words.tsv` has words and phrases that this project's model got wrong in newspapers, and only those with one meaning
there. `models/recipes/dictionary` says how it was written and sifted.
"""

import hashlib
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

_FILE = "words.tsv"
_CERTAINTY = 0.9
"""Share of found entries that are right in their context; see docs/decisions/0019-dictionary.md."""


class Dictionary:
    """Words and phrases with their English. An entry matches with and without articles.

    Args:
        entries: The English of each entry, by its Arabic as `key` returns it.
    """

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._english = entries
        self._longest: dict[str, int] = {}
        for arabic in entries:
            if " " not in arabic:
                self._longest.setdefault(arabic, 1)
                continue
            first, *rest = arabic.split()
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))

    @staticmethod
    def key(words: Iterable[Word]) -> str:
        """Return the key of an entry that consists of these words."""
        return " ".join([without_article(word.form) for word in words])

    def keys_in(self, words: Sequence[Word]) -> Iterator[str]:
        """Yield the keys of the entries in a text, the longest at each word."""
        bare = [without_article(word.form) for word in words]
        for position in range(len(words)):
            if found := self._at(words, bare, position):
                yield found.key

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
                english=self._english[found.key],
                kind=NameKind.WORD,
                origin=NameOrigin.LEXICON,
                certainty=_CERTAINTY,
            )

    def _at(self, words: Sequence[Word], bare: Sequence[str], position: int) -> "_Found | None":
        """Return the longest entry that begins in a word."""
        for letters, stem in stems_of(words[position].form):
            first = without_article(stem)
            for length in range(min(self._longest.get(first, 0), len(words) - position), 0, -1):
                key = " ".join((first, *bare[position + 1 : position + length]))
                if key in self._english and all(word.follows for word in words[position + 1 : position + length]):
                    return _Found(key, letters, length)
            if tables().is_common(stem):
                break  # a whole word is not taken apart: كافة is not ك and آفة
        return None


class _Found(NamedTuple):
    """An entry at a word.

    Args:
        key: Its key.
        letters: The number of letters joined to its front.
        length: Its number of words.
    """

    key: str
    letters: int
    length: int


def find_words(text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
    """Return the entries of the built-in dictionary found in a segment; see `Dictionary.found`."""
    return _built_in().found(text, words, taken)


def read_dictionary() -> None:
    """Read the table ahead of the first request."""
    _built_in()


@cache
def dictionary_digest() -> str:
    """Return the first 8 digits of a hash of the table, which tells results of different versions apart."""
    table = resources.files(__package__).joinpath(_FILE).read_bytes()
    return hashlib.sha256(table).hexdigest()[:8]


@cache
def _built_in() -> Dictionary:
    return Dictionary(dict(row for row in read_table(__package__, _FILE)))
