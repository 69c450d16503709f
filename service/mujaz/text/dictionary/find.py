"""Finds what the dictionary has in a text.

`words.tsv` holds what the model of this project got wrong in newspapers, and only what has one meaning there;
`models/recipes/dictionary` says how it was written and sifted.
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
"""Share of entries that are right where they stand; docs/decisions/0019-dictionary.md."""
_LONGEST_WITHOUT_ARTICLE = 4
"""Letters of a word that is not taken for one with an article: الله, التي."""


class Dictionary:
    """Words and phrases with their English. An entry stands for its forms with and without articles.

    Args:
        entries: The English of each, by its Arabic words as `key` gives them.
    """

    def __init__(self, entries: Mapping[tuple[str, ...], str]) -> None:
        self._english = entries
        self._longest: dict[str, int] = {}
        for first, *rest in entries:
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(rest))

    @staticmethod
    def key(words: Iterable[Word]) -> tuple[str, ...]:
        """What an entry of these words is looked up by."""
        return tuple(_bare(word.form) for word in words)

    def keys_in(self, words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
        """The keys of the entries that stand in a text, the longest at each word."""
        bare = self.key(words)
        for position in range(len(words)):
            if found := self._at(words, bare, position):
                yield found[1]

    def found(self, text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
        """The entries that a segment has, the longest of those that overlap, in order and apart.

        Args:
            text: Arabic, normalised.
            words: Its words.
            taken: What is something else for sure: names, and the terms of callers.
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
        """The longest entry that begins at a word, behind how many letters of it."""
        for letters, stem in stems_of(words[position].form):
            first = _bare(stem)
            for length in range(self._longest.get(first, 0), 0, -1):
                key = (first, *bare[position + 1 : position + length])
                following = words[position + 1 : position + length]
                if key in self._english and len(key) == length and all(word.follows for word in following):
                    return letters, key
            if tables().is_common(stem):
                break  # what is a word is not taken apart: كافة is not ك and آفة
        return None


def find_words(text: str, words: Sequence[Word], taken: Sequence[Span]) -> tuple[Name, ...]:
    """What the built-in dictionary has of a segment; see `Dictionary.found`."""
    return _built_in().found(text, words, taken)


def read_dictionary() -> None:
    """Reads the table before anybody waits for it."""
    _built_in()


@cache
def dictionary_digest() -> str:
    """The first 8 digits of a hash of the table: results of two versions must not pass for the same."""
    table = resources.files(__package__).joinpath(_FILE).read_bytes()
    return hashlib.sha256(table).hexdigest()[:8]


@cache
def _built_in() -> Dictionary:
    return Dictionary({tuple(arabic.split()): english for arabic, english in read_table(__package__, _FILE)})


def _bare(form: str) -> str:
    """A folded word without its article, nor what looks like one: إلكتروني and الإلكتروني are one."""
    while form.startswith(ARTICLE) and len(form) > _LONGEST_WITHOUT_ARTICLE:
        form = form.removeprefix(ARTICLE)
    return form
