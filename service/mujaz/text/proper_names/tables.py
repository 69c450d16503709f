"""The tables of names, indexed for lookup.

`bodies.tsv`, `places.tsv` and `persons.tsv` are written by hand. `models/recipes/names` says how the others were made,
and `LICENSES.md` beside them says where their data come from.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from mujaz.text.folding import fold_text
from mujaz.text.proper_names.sounds import suffix_like
from mujaz.text.tables import read_table
from mujaz.types import NameKind

_PACKAGE = f"{__package__}.lexicon"
_FILES = (
    "bodies.tsv",
    "places.tsv",
    "persons.tsv",
    "cues.tsv",
    "parts.tsv",
    "whole.tsv",
    "common.txt",
    "letters.tsv",
    "spellings.tsv",
)
_ALTERNATIVE, _AFTER_CUE = "|", "+"
_UNSPOKEN = re.compile("[()]")
ANY_CUE = {NameKind.PLACE: "town", NameKind.BODY: "body", NameKind.PERSON: "title"}
"""The class of cue that must stand before a name that is also an ordinary word."""
_BODY_CUES = ("media", "club", "party", "company")


class Entry(NamedTuple):
    """A name, looked up by its first word.

    Args:
        rest: Its other words.
        english: Its spelling.
        kind: What it names.
        cue: The class of cue that must stand before it; empty if it needs none.
    """

    rest: tuple[str, ...]
    english: str
    kind: NameKind
    cue: str


class Part(NamedTuple):
    """A word that is part of names.

    Args:
        english: Its spelling, without an article.
        given: Whether it is mostly a first name.
        article: Whether al- is written before it.
        lone: Whether it is always a name, even alone.
        share: How many of ten occurrences are names; None if that is not known.
    """

    english: str
    given: bool
    article: bool
    lone: bool
    share: int | None

    @property
    def spelled(self) -> str:
        """Return its spelling within a name."""
        return f"al-{self.english}" if self.article else self.english


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables.

    Args:
        alone: Whole names of one word, by that word.
        longer: Whole names of several words, by the first two, as hundreds share some first words; the longest first.
        first_words: The first words of both.
        parts: Rows of `parts.tsv`, by the part.
        cues: The classes of cues to which a word belongs.
        common: Words that are mostly no names, without the article.
        first_of_two: The first words of parts that are two words.
    """

    alone: dict[str, tuple[Entry, ...]]
    longer: dict[tuple[str, str], tuple[Entry, ...]]
    first_words: frozenset[str]
    parts: dict[str, str]
    cues: dict[str, frozenset[str]]
    common: frozenset[str]
    first_of_two: frozenset[str]

    def part(self, word: str) -> Part | None:
        """Return the part of names that a folded word is, or None."""
        row = self.parts.get(word)
        return None if row is None else _part(row)

    def is_common(self, word: str) -> bool:
        """Return whether a folded word, with or without its article, is mostly no name."""
        return _is_common(word, self.common)


@lru_cache(maxsize=4096)
def _part(row: str) -> Part:
    english, marks = row.split("\t")
    share = None if marks[-1] == "?" else int(marks[-1])
    return Part(english, marks[0] == "G", "a" in marks, "!" in marks, share)


def _is_common(word: str, common: frozenset[str]) -> bool:
    return word in common or (word.startswith("ال") and word[2:] in common)


@cache
def tables() -> Tables:
    """Read the tables, once; this takes a third of a second."""
    common = frozenset(row[0] for row in rows("common.txt"))
    alone: dict[str, list[Entry]] = {}
    longer: dict[tuple[str, str], list[Entry]] = {}
    for first, entry in _entries(common):
        if entry.rest:
            longer.setdefault((first, entry.rest[0]), []).append(entry)
        else:
            alone.setdefault(first, []).append(entry)
    parts = {word: f"{english}\t{marks}" for word, english, marks in rows("parts.tsv")}
    return Tables(
        alone={word: _longest_first(found) for word, found in alone.items()},
        longer={words: _longest_first(found) for words, found in longer.items()},
        first_words=frozenset(alone).union(first for first, _ in longer),
        parts=parts,
        cues=_cues(),
        common=common,
        first_of_two=frozenset(word.split()[0] for word in parts if " " in word),
    )


def _entries(common: frozenset[str]) -> Iterator[tuple[str, Entry]]:
    """Yield all whole names with their first words."""
    for file, kind in (
        ("persons.tsv", NameKind.PERSON),
        ("bodies.tsv", NameKind.BODY),
        ("places.tsv", NameKind.PLACE),
    ):
        for arabic, english in rows(file):
            for (first, *rest), spelled, cue in _spellings(arabic, english, kind):
                needed = cue or (ANY_CUE[kind] if not rest and _is_common(first, common) else "")
                yield first, Entry(tuple(rest), spelled, kind, needed)
    for arabic, english, named in rows("whole.tsv"):
        first, *rest = arabic.split()
        yield first, Entry(tuple(rest), english, NameKind[named], "")


def _longest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    """Return entries in the order in which they are tried: the longest first, then those that need a cue."""
    if len(entries) > 1:
        entries.sort(key=lambda entry: (-len(entry.rest), not entry.cue))
    return tuple(entries)


@cache
def names_digest() -> str:
    """Return the first 8 digits of a hash of all tables, which tells results of different versions apart."""
    digest = hashlib.sha256()
    for file in _FILES:
        digest.update(resources.files(_PACKAGE).joinpath(file).read_bytes())
    return digest.hexdigest()[:8]


@cache
def english_words_of_names() -> frozenset[str]:
    """Return English words that are always names: of places and persons in the news, and parts that are names alone."""
    whole = (english for file in ("places.tsv", "persons.tsv") for _, english in rows(file))
    parts = (english for _, english, marks in rows("parts.tsv") if "!" in marks)
    words = {word for name in (*whole, *parts) for word in name.replace("-", " ").split() if word.istitle()}
    return frozenset(words) - {row[0] for row in rows("ordinary.txt")}


@cache
def arabic_words_of_names() -> dict[str, frozenset[str]]:
    """Return the folded Arabic words of the names that contain an English word, in the tables written by hand."""
    found: dict[str, set[str]] = {}
    for file in ("places.tsv", "persons.tsv", "bodies.tsv"):
        for arabic, english in rows(file):
            written = (spelling.rpartition(_AFTER_CUE)[2] for spelling in arabic.split(_ALTERNATIVE))
            words = {word for spelling in written for word in fold_text(spelling).split()}
            for word in english.replace("-", " ").split():
                found.setdefault(word, set()).update(words)
    return {word: frozenset(words) for word, words in found.items()}


def _spellings(arabic: str, english: str, kind: NameKind) -> Iterator[tuple[list[str], str, str]]:
    """Yield the Arabic spellings of a name: the words, their English, and the cue that must stand before them."""
    full: list[str] = []
    for spelling in _UNSPOKEN.sub("", fold_text(arabic)).replace("-", " ").split(_ALTERNATIVE):
        cue, _, written = spelling.rpartition(_AFTER_CUE)
        words = written.split()
        shorter = kind is NameKind.PERSON and len(words) < len(full)
        yield words, suffix_like("".join(words), english) if shorter else english, cue.removeprefix("@")
        full = full or words


def _cues() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in rows("cues.tsv"):
        for word in words.split():
            found.setdefault(fold_text(word), set()).update((name, "body") if name in _BODY_CUES else (name,))
    return {word: frozenset(names) for word, names in found.items()}


def rows(file: str) -> Iterator[list[str]]:
    """Yield the rows of one of the tables."""
    return read_table(_PACKAGE, file)
