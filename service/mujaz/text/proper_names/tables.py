"""The tables of names, as they are looked up.

`bodies.tsv`, `places.tsv` and `persons.tsv` are written by hand; `models/recipes/names` says how the others were
counted, and `LICENSES.md` beside them where their data come from.
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
_ALTERNATIVE, _BEHIND = "|", "+"
_UNSPOKEN = re.compile("[()]")
ANY_CUE = {NameKind.PLACE: "town", NameKind.BODY: "body", NameKind.PERSON: "title"}
"""What must stand before a name that is also an ordinary word."""
_BODY_CUES = ("media", "club", "party", "company")


class Entry(NamedTuple):
    """A name as it is looked up by its first word.

    Args:
        rest: Its other words.
        english: Its spelling.
        kind: What it names.
        cue: The class of words of which one must stand before it; empty where none need.
    """

    rest: tuple[str, ...]
    english: str
    kind: NameKind
    cue: str


class Part(NamedTuple):
    """A word of which names are made.

    Args:
        english: Its spelling, without an article.
        given: Whether it is mostly a first name.
        article: Whether al- is written before it.
        lone: Whether it is a name wherever it stands.
        share: How often of ten it is a name where it stands; None where that is not known.
    """

    english: str
    given: bool
    article: bool
    lone: bool
    share: int | None

    @property
    def spelled(self) -> str:
        """Its spelling within a name."""
        return f"al-{self.english}" if self.article else self.english


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables.

    Args:
        alone: Whole names of one word by that word.
        longer: Those of several words by the first two, the longest first; the first of some begins hundreds.
        first_words: The first words of both.
        parts: Parts of names, by their row.
        cues: For a word the classes of cues that it belongs to.
        common: Words that are mostly no names, without article.
        first_of_two: The first words of the parts that are two.
    """

    alone: dict[str, tuple[Entry, ...]]
    longer: dict[tuple[str, str], tuple[Entry, ...]]
    first_words: frozenset[str]
    parts: dict[str, str]
    cues: dict[str, frozenset[str]]
    common: frozenset[str]
    first_of_two: frozenset[str]

    def part(self, word: str) -> Part | None:
        """A word of names, folded; None where it is none that is known."""
        row = self.parts.get(word)
        return None if row is None else _part(row)

    def is_common(self, word: str) -> bool:
        """Whether a folded word, with or without its article, is mostly no name."""
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
    """Reads the tables, once; takes a third of a second."""
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
    """All whole names with their first words."""
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
    """Entries in the order that they are tried in: of those with as many words, the ones that need a cue."""
    if len(entries) > 1:
        entries.sort(key=lambda entry: (-len(entry.rest), not entry.cue))
    return tuple(entries)


@cache
def names_digest() -> str:
    """The first 8 digits of a hash of all tables: results of two versions must not pass for the same."""
    digest = hashlib.sha256()
    for file in _FILES:
        digest.update(resources.files(_PACKAGE).joinpath(file).read_bytes())
    return digest.hexdigest()[:8]


@cache
def english_words_of_names() -> frozenset[str]:
    """English words that are names wherever they stand: of places, of persons of the news, and what is a name alone."""
    whole = (english for file in ("places.tsv", "persons.tsv") for _, english in rows(file))
    parts = (english for _, english, marks in rows("parts.tsv") if "!" in marks)
    words = {word for name in (*whole, *parts) for word in name.replace("-", " ").split() if word.istitle()}
    return frozenset(words) - {row[0] for row in rows("ordinary.txt")}


@cache
def arabic_words_of_names() -> dict[str, frozenset[str]]:
    """For the English words of names in the tables that are written by hand the first Arabic words, folded."""
    found: dict[str, set[str]] = {}
    for file in ("places.tsv", "persons.tsv", "bodies.tsv"):
        for arabic, english in rows(file):
            written = (spelling.rpartition(_BEHIND)[2] for spelling in arabic.split(_ALTERNATIVE))
            words = {word for spelling in written for word in fold_text(spelling).split()}
            for word in english.replace("-", " ").split():
                found.setdefault(word, set()).update(words)
    return {word: frozenset(words) for word, words in found.items()}


def _spellings(arabic: str, english: str, kind: NameKind) -> Iterator[tuple[list[str], str, str]]:
    """The ways in which papers write one name: its words, the English for them, and the cue that must come before."""
    full: list[str] = []
    for spelling in _UNSPOKEN.sub("", fold_text(arabic)).replace("-", " ").split(_ALTERNATIVE):
        cue, _, written = spelling.rpartition(_BEHIND)
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
    """The rows of one of the tables."""
    return read_table(_PACKAGE, file)
