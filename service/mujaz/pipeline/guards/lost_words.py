"""Checks whether a former president became the president or a suspicion a fact: words that only few others can say."""

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair
from mujaz.text.arabic import PER_FORM
from mujaz.text.clitics import PROCLITIC
from mujaz.text.lazily import lazily_compiled
from mujaz.text.tables import read_table
from mujaz.types import Finding, Span

_ALL_OF_FIRST = "*"
"""In a cell it stands for the words of the first row, which are the ways to deny."""
_NOT, _NT = "not", r"|n['’]t\b"


class _Row(NamedTuple):
    """Words of Arabic that a translation must say.

    Args:
        name: What they say.
        arabic: The words.
        following: What the next word must be; None for anything.
        english: Finds the English words that can say it.
    """

    name: str
    arabic: re.Pattern[str]
    following: re.Pattern[str] | None
    english: re.Pattern[str]


def find(pair: Pair) -> Iterator[Finding]:
    """The first finding for what the source says in words of the table and nothing in the translation can say.

    If nothing is lost, the first for what the translation says in words of the other table and the source cannot say.
    `docs/findings.md` says how often these findings are right and wrong.
    """
    yield from itertools.islice(itertools.chain(_lost(pair), _added(pair)), 1)


def _lost(pair: Pair) -> Iterator[Finding]:
    words = pair.source.words
    for at, rows in words.having(_rows_of):
        following = words[at + 1].form if at + 1 < len(words) else ""
        for row in rows:
            if row.following and not row.following.fullmatch(following):
                continue
            if not row.english.search(pair.target.lowered):
                message = f"The source says {words[at].of(pair.source.text)}, {row.name}; the translation does not."
                yield unrelated_finding(message, words[at].span, None)


def _added(pair: Pair) -> Iterator[Finding]:
    for at, (name, arabic) in pair.target.having(_addition_of):
        if not arabic.search(pair.source.folded):
            word = pair.target.words[at]
            found = re.search(rf"\b{word}\b", pair.target.lowered)
            message = f"The translation says {word}; nothing in the source says {name}."
            yield unrelated_finding(message, None, Span(*found.span()) if found else None)


@PER_FORM.reader
def _rows_of(form: str) -> list[_Row]:
    """The rows to which an Arabic word belongs."""
    return [row for row in _rows() if row.arabic.fullmatch(form)] if _any().fullmatch(form) else []


@PER_WORD.reader
def _addition_of(word: str) -> tuple[str, re.Pattern[str]] | None:
    """What an English word adds, and the Arabic words that can say it."""
    return _additions().get(word)


@cache
def _additions() -> dict[str, tuple[str, re.Pattern[str]]]:
    found: dict[str, tuple[str, re.Pattern[str]]] = {}
    for name, english, arabic in read_table(__package__, "added_words.tsv"):
        pattern = lazily_compiled(rf"(?<!\w)(?:{PROCLITIC})?س?[يتنم]?(?:{'|'.join(arabic.split())})")
        found |= dict.fromkeys(english.split(), (name, pattern))
    return found


@cache
def _any() -> re.Pattern[str]:
    """Matches the words of all rows. Hardly any other word has to be asked of each."""
    return re.compile("|".join(row.arabic.pattern for row in _rows()))


@cache
def _rows() -> tuple[_Row, ...]:
    (_, _, _, denying), *rows = read_table(__package__, "lost_words.tsv")
    return tuple(
        _Row(
            name, lazily_compiled(arabic), lazily_compiled(following) if following else None, _english(english, denying)
        )
        for name, arabic, following, english in rows
    )


def _english(beginnings: str, denying: str) -> re.Pattern[str]:
    words = beginnings.replace(_ALL_OF_FIRST, denying).split()
    return lazily_compiled(rf"(?<![a-z])(?:{'|'.join(words)}){_NT if _NOT in words else ''}")
