"""The tables of names, indexed for lookup.

A table is one dictionary of strings to strings, not of objects, as those take three times the memory. A row is read
from its string when a text has its word.

`bodies.tsv`, `places.tsv`, `persons.tsv`, `last_names.tsv` and `world.tsv` are written by hand. `models/recipes/names`
says how the others were made, and `LICENSES.md` beside them says where their data come from.
"""

import hashlib
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from mujaz.text.clitics import ARTICLE
from mujaz.text.folding import fold_text
from mujaz.text.proper_names.sounds import suffix_like
from mujaz.text.tables import read_table, read_text
from mujaz.types import NameKind

_PACKAGE = f"{__package__}.lexicon"
_FILES = (
    "bodies.tsv",
    "places.tsv",
    "persons.tsv",
    "last_names.tsv",
    "world.tsv",
    "cues.tsv",
    "namesakes.tsv",
    "parts.tsv",
    "whole.tsv",
    "common.txt",
    "letters.tsv",
    "looks_foreign.txt",
    "spellings.tsv",
)
_ALONE = "last_names.tsv"
"""Its names need no cue, though some of them are in `common.txt`, as the model has not learnt them as names."""
_ALTERNATIVE, _AFTER_CUE = "|", "+"
_UNSPOKEN = re.compile("[()]")
SONS = {"بن": "bin", "ابن": "ibn", "بنت": "bint", "ولد": "Ould"}
FATHERS = ("ابو", "ابي", "ابا")
SERVANT = "عبد"
WITH_NEXT = frozenset((*SONS, *FATHERS, SERVANT, ARTICLE))
"""Words that are part of a name only together with the next word."""
ANY_CUE = {NameKind.PLACE: "town", NameKind.BODY: "body", NameKind.PERSON: "title", NameKind.WORK: "work"}
"""The class of cue that must stand before a name that is also an ordinary word."""
_BODY_CUES = ("media", "club", "party", "company")
_ROW = re.compile("^([^#\t\n][^\t\n]*)\t(.*)$", re.MULTILINE)
_SAME_FIRST_WORD = re.compile(rb"((?:\n([^ \t\n]+)[ \t].*)(?:\n\2[ \t].*)*)")
"""Lines one below the other that begin with the same word, and that word."""
_SECOND_WORD = re.compile(rb"\n[^ \t\n]+ ([^ \t\n]+)")


class Entry(NamedTuple):
    """A whole name, looked up by its first word.

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
        whole: Whole names by their first words: for each a line, after a line feed, with its Arabic, English, kind and
            the cue that it needs, between tabs; ? is `ANY_CUE` of its kind. Both are bytes of UTF-8, as strings with
            Arabic in them take twice the memory for the English.
        parts: Rows of `parts.tsv`, by the part.
        cues: The classes of cues to which a word belongs.
        common: Words that are mostly no names, without the article. As a set they would take more memory.
        first_of_two: The first words of parts that are two words, and `WITH_NEXT`.
    """

    whole: dict[bytes, bytes]
    parts: dict[str, str]
    cues: dict[str, frozenset[str]]
    common: dict[str, None]
    first_of_two: frozenset[str]

    def may_begin(self, word: str) -> bool:
        """Return whether any name may begin with a folded word."""
        return word in self.parts or word in self.first_of_two or self.begins_name(word)

    def begins_name(self, word: str) -> bool:
        """Return whether a whole name begins with a folded word."""
        return word.encode() in self.whole

    def names_from(self, first: str, second: str) -> tuple[Entry, ...]:
        """Return the whole names that begin with two folded words, the longest first, then those of the first alone.

        Of alike long names those that need a cue come first.
        """
        lines = self.whole.get(first.encode(), b"")
        return _entries(lines, f"{first} {second}") + _entries(lines, first)

    def second_words(self, first: str) -> frozenset[str]:
        """Return the second words of the whole names that begin with a folded word."""
        return frozenset(map(bytes.decode, _SECOND_WORD.findall(self.whole.get(first.encode(), b""))))

    def names_alone(self, word: str) -> tuple[Entry, ...]:
        """Return the whole names that consist of a folded word."""
        return _entries(self.whole.get(word.encode(), b""), word)

    def part(self, word: str) -> Part | None:
        """Return the part of names that a folded word is, or None."""
        row = self.parts.get(word)
        return None if row is None else _part(row)

    def is_common(self, word: str) -> bool:
        """Return whether a folded word, with or without its article, is mostly no name."""
        return _is_common(word, self.common)


@lru_cache(maxsize=8192)
def _entries(lines: bytes, words: str) -> tuple[Entry, ...]:
    """Return names of lines of `Tables.whole` in the order in which they are tried.

    Args:
        lines: The lines.
        words: The first word, for the names that consist of it, or the first two, for all names that begin with them.
    """
    beginnings = (f"\n{words}\t", f"\n{words} ") if " " in words else (f"\n{words}\t",)
    found = [entry for beginning in beginnings for entry in _read(lines, beginning.encode())]
    return tuple(sorted(found, key=lambda entry: (-len(entry.rest), not entry.cue)))


def _read(lines: bytes, beginning: bytes) -> Iterator[Entry]:
    """Yield the names of lines of `Tables.whole` that begin so."""
    at = lines.find(beginning)
    while at >= 0:
        end = lines.find(b"\n", at + 1)
        arabic, english, named, *cue = lines[at + 1 : end if end > 0 else None].decode().split("\t")
        kind = NameKind[named]
        yield Entry(tuple(arabic.split()[1:]), english, kind, ANY_CUE[kind] if cue == ["?"] else "".join(cue))
        at = lines.find(beginning, at + 1)


@lru_cache(maxsize=4096)
def _part(row: str) -> Part:
    english, marks = row.split("\t")
    share = None if marks[-1] == "?" else int(marks[-1])
    return Part(english, marks[0] == "G", "a" in marks, "!" in marks, share)


def _is_common(word: str, common: Container[str]) -> bool:
    return word in common or (word.startswith(ARTICLE) and word[2:] in common)


@cache
def tables() -> Tables:
    """Read the tables, once."""
    common = dict.fromkeys(read_text(_PACKAGE, "common.txt").splitlines())
    by_hand = sorted(_written_by_hand(common), key=_arabic)  # of one name, the lines stay in the order of the tables
    whole = _by_first_word(b"\n".join(sorted(_as_written("world.tsv") + _as_written("whole.tsv"))))
    for word, lines in _by_first_word("\n".join(by_hand).encode()).items():
        whole[word] = lines + whole.get(word, b"")
    parts = dict(_ROW.findall(read_text(_PACKAGE, "parts.tsv")))
    return Tables(
        whole=whole,
        parts=parts,
        cues=_cues(),
        common=common,
        first_of_two=WITH_NEXT.union(word.split()[0] for word in parts if " " in word),
    )


def _by_first_word(lines: bytes) -> dict[bytes, bytes]:
    """Return sorted lines by the first word of each, as in `Tables.whole`."""
    return {match[2]: match[1] for match in _SAME_FIRST_WORD.finditer(b"\n" + lines)}


def _written_by_hand(common: Container[str]) -> Iterator[str]:
    """Yield lines of `Tables.whole` for the tables that stand as they were written."""
    for file, kind in (
        ("persons.tsv", NameKind.PERSON),
        (_ALONE, NameKind.PERSON),
        ("bodies.tsv", NameKind.BODY),
        ("places.tsv", NameKind.PLACE),
    ):
        names, end = list(rows(file)), f"\t{kind.name}\t"
        folded = fold_text("\n".join(arabic for arabic, _ in names))  # together, as a call for each takes long
        for (_, english), spellings in zip(names, _UNSPOKEN.sub("", folded).replace("-", " ").split("\n"), strict=True):
            for arabic, spelled, cue in _spellings(spellings, english, person=kind is NameKind.PERSON):
                ordinary = " " not in arabic and file != _ALONE and _is_common(arabic, common)
                needed = cue or ("?" if ordinary else "")
                yield f"{arabic}\t{spelled}{end}{needed}"


def _as_written(file: str) -> list[bytes]:
    """Return the lines of a table that is folded already, which are lines of `Tables.whole`."""
    lines = resources.files(_PACKAGE).joinpath(file).read_bytes().splitlines()
    return [line for line in lines if not line.startswith(b"#")]


def _arabic(line: str) -> str:
    return line[: line.index("\t")]


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


def _spellings(folded: str, english: str, *, person: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the Arabic spellings of a name, each with its English and the cue that must stand before it."""
    full = -1
    for spelling in folded.split(_ALTERNATIVE):
        cue, _, arabic = spelling.rpartition(_AFTER_CUE)
        words = arabic.count(" ")
        shorter = person and words < full
        yield arabic, suffix_like(arabic.replace(" ", ""), english) if shorter else english, cue.removeprefix("@")
        full = words if full < 0 else full


def _cues() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in rows("cues.tsv"):
        for word in words.split():
            found.setdefault(fold_text(word), set()).update((name, "body") if name in _BODY_CUES else (name,))
    return {word: frozenset(names) for word, names in found.items()}


def rows(file: str) -> Iterator[list[str]]:
    """Yield the rows of one of the tables."""
    return read_table(_PACKAGE, file)
