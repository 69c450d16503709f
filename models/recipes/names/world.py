"""Sifts names that were written into `world.tsv`: `python models/recipes/names/world.py --mono TEXT.gz FILES`.

A name that other tables have or spell alike is left out, and so is one that two lines tell differently. Titles that are
ordinary words need an announcement (`?`): those marked by their writers, and those that newspapers mostly have without
quotation marks and without a word such as film before them. Names in small letters are no names: they are written to
`--words`, for the dictionary. `judged.txt` is what readers said who saw the names in newspapers: they refused some (-),
want some announced (?), and tell some in other words (=).
"""

import argparse
import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mujaz.text.arabic import stems_of, words_of
from mujaz.text.folding import fold_text
from mujaz.text.normalize import normalize
from mujaz.text.proper_names import names_in
from mujaz.text.proper_names.tables import rows as rows_of
from mujaz.text.proper_names.tables import tables
from mujaz.text.proper_names.titles import QUOTATION_MARKS
from mujaz.types import NameKind

_TABLE = Path(__file__).parents[3] / "service" / "mujaz" / "text" / "proper_names" / "lexicon" / "world.tsv"
_JUDGED = Path(__file__).with_name("judged.txt")
_OTHERS = ("bodies.tsv", "places.tsv", "persons.tsv", "whole.tsv")
_HEADER = (
    "# Names of the world: titles, persons of history and culture, landmarks, events. Written by hand for Mujaz,\n"
    "# Apache-2.0 as all of it, and sifted by models/recipes/names/world.py. Columns: Arabic, folded; English;\n"
    "# kind; ? where the name is an ordinary phrase, too, and needs quotation marks or a cue before it.\n"
)
_KEPT_FOR_JUDGING = 10, 7
"""Of so many lines of the text the one with this number is not looked at: readers judge the model by those."""
_LEAST_LETTERS = 4
_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "ð": "d", "đ": "d", "þ": "th", "ı": "i"}
)
"""Letters that agencies write otherwise and that are no letter with a mark."""
_BEGINNINGS = frozenset("في من علي الي عن مع".split())
_FREE = 0.7
"""The share of the places in newspapers that must be quoted or announced for a title to stand without a mark."""


class Row(NamedTuple):
    """A name that was written.

    Args:
        spellings: Its Arabic spellings, folded.
        english: Its English.
        kind: The name of its kind.
        doubtful: Whether it is an ordinary phrase, too.
    """

    spellings: tuple[str, ...]
    english: str
    kind: str
    doubtful: bool


def main() -> None:
    """Reads the command line, sifts and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+", help="lines written: Arabic|Arabic, English, kind and perhaps ?")
    parser.add_argument("--mono", type=Path, required=True, help="Arabic text of newspapers, a paragraph a line, gzip")
    parser.add_argument("--words", type=Path, required=True, help="where to write names in small letters, gzip")
    given = parser.parse_args()
    rows = [told for row in read_rows(given.files) for told in told_otherwise(row)]
    small = [row for row in rows if row.english.islower()]
    with gzip.open(given.words, "wt", encoding="utf-8") as out:
        out.writelines(f"{spelling}\t{row.english}\n" for row in small for spelling in row.spellings)
    _TABLE.write_text("", encoding="utf-8")  # what follows asks for names of the other tables
    kept = new_rows([row for row in rows if not row.english.islower()])
    plain, announced = occurrences({spelling for row in kept for spelling in row.spellings}, given.mono)
    lines = {line for row in kept for line in lines_of(mark(row, plain, announced))}
    _TABLE.write_text(_HEADER + "".join(sorted(lines)), encoding="utf-8")
    print(f"{len(rows)} lines, {len(small)} of them words; {len(kept)} names kept, {len(lines)} spellings")


def read_rows(files: Iterable[Path]) -> Iterator[Row]:
    """Read what was written; lines that are no names are left out."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            arabic, english, kind, *mark = [*line.split("\t"), "", ""][:4]
            spellings = dict.fromkeys(filter(None, (folded(spelling) for spelling in arabic.split("|"))))
            if spellings and english.strip() and kind in NameKind.__members__:
                yield Row(tuple(spellings), plain(english.strip()), kind, "?" in mark)


def plain(english: str) -> str:
    """Return an English name with letters of ASCII alone, as agencies write."""
    return unicodedata.normalize("NFKD", english.translate(_PLAIN)).encode("ascii", "ignore").decode()


def folded(arabic: str) -> str:
    """Return an Arabic spelling as texts are looked up, or nothing where it is no Arabic."""
    words = [word.form for word in words_of(normalize(arabic).text)]
    return " ".join(words) if all(re.fullmatch("[\u0621-\u064a0-9]+", word) for word in words) else ""


def new_rows(rows: Iterable[Row]) -> list[Row]:
    """Return rows with the spellings that no other table has and that all lines tell alike."""
    taken = {*_taken(), *_judged("-")}
    told: dict[str, Counter[str]] = {}
    for row in rows:
        for spelling in row.spellings:
            told.setdefault(spelling, Counter())[row.english] += 1
    kept: dict[tuple[str, str, bool], dict[str, None]] = {}
    for row in rows:
        fresh = [one for one in row.spellings if one not in taken and len(told[one]) == 1 and _is_usable(one, row)]
        kept.setdefault((row.english, row.kind, row.doubtful), {}).update(dict.fromkeys(fresh))
    return [Row(tuple(ones), *key) for key, ones in kept.items() if ones]


def _is_usable(spelling: str, row: Row) -> bool:
    """Return whether a name is not told alike without its line, and long enough, and no first name or word."""
    alone = names_in(spelling, words_of(spelling))
    if len(alone) == 1 and alone[0].arabic == spelling and alone[0].english == row.english:
        return False
    part = tables().part(spelling)
    if row.kind == NameKind.WORK.name or " " in spelling:
        long = len(spelling) > _LEAST_LETTERS and spelling.split()[0] not in _BEGINNINGS
        return (row.kind == NameKind.WORK.name or long) and not (part and part.lone)
    words = any(tables().is_common(stem) for _, stem in stems_of(spelling))
    return len(spelling) >= _LEAST_LETTERS and not (part and (part.given or part.lone)) and not words


def told_otherwise(row: Row) -> Iterator[Row]:
    """Yield a row, without the spellings to which readers gave another English, and these."""
    other = dict(line.split("\t") for line in _judged("="))
    if kept := tuple(one for one in row.spellings if one not in other):
        yield row._replace(spellings=kept)
    for spelling in row.spellings:
        if spelling in other:
            yield row._replace(spellings=(spelling,), english=plain(other[spelling]))


@cache
def _judged(mark: str) -> frozenset[str]:
    """Return what readers judged so."""
    lines = _JUDGED.read_text(encoding="utf-8").splitlines()
    return frozenset(line[1:] for line in lines if line.startswith(mark))


def _taken() -> Iterator[str]:
    for file in _OTHERS:
        for arabic, *_ in rows_of(file):
            yield from fold_text(arabic).replace("-", " ").split("|")


def occurrences(spellings: Iterable[str], mono: Path) -> tuple[Counter[str], Counter[str]]:
    """Count the places of names in newspapers: those without, and those with quotation marks or a cue."""
    by_first: dict[str, list[list[str]]] = {}
    for spelling in spellings:
        first, *rest = spelling.split()
        by_first.setdefault(first, []).append(rest)
    plain: Counter[str] = Counter()
    announced: Counter[str] = Counter()
    every, left = _KEPT_FOR_JUDGING
    with gzip.open(mono, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every != left:
                for spelling, is_announced in _places(line, by_first):
                    (announced if is_announced else plain)[spelling] += 1
    return plain, announced


def _places(line: str, by_first: Mapping[str, Sequence[list[str]]]) -> Iterator[tuple[str, bool]]:
    """Yield the names of a line, each with whether quotation marks or a cue stand there."""
    words = words_of(line)
    for position, word in enumerate(words):
        for rest in by_first.get(word.form, ()):
            following = words[position + 1 : position + 1 + len(rest)]
            if [one.form for one in following] == rest:
                around = line[word.start - 1 : word.start], line[(end := (following or [word])[-1].end) : end + 1]
                quoted = all(mark in QUOTATION_MARKS for mark in around)
                cued = position > 0 and word.follows and "work" in tables().cues.get(words[position - 1].form, ())
                yield " ".join((word.form, *rest)), quoted or cued


def mark(row: Row, plain: Counter[str], announced: Counter[str]) -> Row:
    """Return a row, marked where its name is an ordinary phrase as well."""
    if row.doubtful or not set(row.spellings).isdisjoint(_judged("?")):
        return row._replace(doubtful=True)
    if row.kind != NameKind.WORK.name:
        return row
    seen = sum(plain[one] + announced[one] for one in row.spellings)
    mostly_plain = bool(seen) and sum(announced[one] for one in row.spellings) < _FREE * seen
    words = [word for one in row.spellings for word in one.split()]
    ordinary = all(tables().is_common(word) for word in words) and min(one.count(" ") for one in row.spellings) < 3
    return row._replace(doubtful=mostly_plain or ordinary)


def lines_of(row: Row) -> Iterator[str]:
    """Yield a row as lines of the table, one for each spelling."""
    for spelling in row.spellings:
        yield "\t".join((spelling, row.english, row.kind, *("?" * row.doubtful))) + "\n"


if __name__ == "__main__":
    main()
