"""Finds entries of the dictionary in a text.

`words.tsv` has words and phrases that this project's model got wrong in newspapers, and only those with one meaning
there. `models/recipes/dictionary` says how it was written and sifted.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from mujaz.text.arabic import Word, joined_to, stems_of
from mujaz.text.clitics import ARTICLE
from mujaz.text.proper_names import Name, NameKind, NameOrigin
from mujaz.text.proper_names.tables import tables
from mujaz.text.tables import read_table
from mujaz.types import Span

_FILE = "words.tsv"
_CERTAINTY = 0.9
"""Share of found entries that are right in their context; see docs/decisions/0019-dictionary.md."""
_LONGEST_WITHOUT_ARTICLE = 4
"""The most letters of a word whose ال is not taken for an article: الله, التي."""


class Dictionary:
    """Words and phrases with their English. An entry matches with and without articles.

    Args:
        entries: The English of each entry, by its Arabic words as `key` returns them.
    """

    def __init__(self, entries: Mapping[tuple[str, ...], str]) -> None:
        self._english = entries
        self._longest: dict[str, int] = {}
        for first, *rest in entries:
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))

    @staticmethod
    def key(words: Iterable[Word]) -> tuple[str, ...]:
        """Return the key of an entry that consists of these words."""
        return tuple(_bare(word.form) for word in words)

    def keys_in(self, words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
        """Yield the keys of the entries in a text, the longest at each word."""
        bare = self.key(words)
        for position in range(len(words)):
            if found := self._at(words, bare, position):
                yield found[1]

    def found(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
        """Return the entries found in a segment, in order and without overlaps; at each word the longest.

        Args:
            text: Arabic, normalised.
            words: Its words.
            taken: Spans that are certainly something else: names and terms of the caller.
        """
        return tuple(self._names(text, words, taken))

    def _names(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> Iterator[Name]:
        bare = self.key(words)
        next_free = 0
        for position, word in enumerate(words):
            found = self._at(words, bare, position) if position >= next_free else None
            if found is None:
                continue
            letters, key = found
            joined, start = joined_to(word, letters, text)
            span = Span(start, words[position + len(key) - 1].end)
            if any(span.overlaps(other) for other in taken):
                continue
            next_free = position + len(key)
            yield Name(
                span=span,
                arabic=span.of(text),
                joined=joined,
                english=self._english[key],
                kind=NameKind.WORD,
                origin=NameOrigin.LEXICON,
                certainty=_CERTAINTY,
            )

    def _at(self, words: Sequence[Word], bare: tuple[str, ...], position: int) -> tuple[int, tuple[str, ...]] | None:
        """Return the longest entry that begins in a word, and the number of letters before it."""
        for letters, stem in stems_of(words[position].form):
            first = _bare(stem)
            for length in range(self._longest.get(first, 0), 0, -1):
                key = (first, *bare[position + 1 : position + length])
                following = words[position + 1 : position + length]
                if key in self._english and len(key) == length and all(word.follows for word in following):
                    return letters, key
            if tables().is_common(stem):
                break  # a whole word is not taken apart: كافة is not ك and آفة
        return None


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
    return Dictionary({tuple(arabic.split()): english for arabic, english in read_table(__package__, _FILE)})


def _bare(form: str) -> str:
    """Return a folded word without its article, or what looks like one: إلكتروني and الإلكتروني are the same."""
    while form.startswith(ARTICLE) and len(form) > _LONGEST_WITHOUT_ARTICLE:
        form = form.removeprefix(ARTICLE)
    return form
