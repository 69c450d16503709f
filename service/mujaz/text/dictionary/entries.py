"""Looks up words and phrases in a text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from mujaz.text.arabic import Word, joined_to, stems_of
from mujaz.text.clitics import without_article
from mujaz.text.proper_names import Name, NameKind, NameOrigin
from mujaz.text.proper_names.tables import tables
from mujaz.types import Span

_CERTAINTY = 0.9
"""Share of found entries that are right in their context; see docs/decisions/0019-dictionary.md."""


class Dictionary:
    """Words and phrases with their English. An entry matches with and without articles.

    Args:
        entries: The English of each entry, by its Arabic as `key` returns it.
        senses: Arabic, English and field of entries that only hold in texts of a field, and there come before others
            of the same length.
    """

    def __init__(self, entries: Mapping[str, str], senses: Iterable[Sequence[str]] = ()) -> None:
        self._groups: dict[str, str] = {}
        rows = [*senses, *((arabic, english, "") for arabic, english in entries.items())]
        for arabic, english, field in sorted(rows, key=_length, reverse=True):
            first, _, rest = arabic.partition(" ")
            self._groups[first] = f"{self._groups.get(first, '')}{rest}\t{english}\t{field}\n"

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

    def found(self, text: str, words: Sequence[Word], taken: Sequence[Span], field: str = "") -> tuple[Name, ...]:
        """Return the entries found in a segment, in order and without overlaps; at each word the longest.

        Args:
            text: Arabic, normalised.
            words: Its words.
            taken: Spans that are certainly something else: names and terms of the caller.
            field: The field of the text, "" if it has none.
        """
        return tuple(self._names(text, words, taken, field))

    def _names(self, text: str, words: Sequence[Word], taken: Sequence[Span], field: str) -> Iterator[Name]:
        bare = [without_article(word.form) for word in words]
        next_free = 0
        for position, word in enumerate(words):
            found = self._at(words, bare, position, field) if position >= next_free else None
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

    def _at(self, words: Sequence[Word], bare: Sequence[str], position: int, field: str = "") -> "_Found | None":
        """Return the longest entry that begins in a word."""
        for letters, stem in stems_of(words[position].form):
            first = without_article(stem)
            for rest, english in self._beginning_with(first, field):
                end = position + 1 + len(rest)
                if bare[position + 1 : end] == rest and all(word.follows for word in words[position + 1 : end]):
                    return _Found(first, english, letters, 1 + len(rest))
            if tables().is_common(stem):
                break  # a whole word is not taken apart: كافة is not ك and آفة
        return None

    def _beginning_with(self, first: str, field: str) -> Iterator[tuple[list[str], str]]:
        """Yield the other words and the English of each entry of a field that begins with a word, the longest first."""
        for line in self._groups.get(first, "").splitlines():
            rest, english, of_field = line.split("\t")
            if of_field in ("", field):
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


def _length(row: Sequence[str]) -> int:
    return row[0].count(" ")
