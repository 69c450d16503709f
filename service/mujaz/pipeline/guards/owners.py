"""Checks whether "her country" became "his country": whose a thing is, where both languages say it of the same word."""

import re
from collections.abc import Iterator
from functools import cache

from mujaz.pipeline.guards.finding import unrelated_finding
from mujaz.pipeline.guards.pair import PER_WORD, Pair
from mujaz.text.tables import read_table
from mujaz.types import Finding, Span

_ENDINGS = {"his": "ه", "her": "ها", "he": "ه", "she": "ها"}
_BEFORE_CLAUSE = {"but": "لكن", "because": "لان"}
_CLAUSE = re.compile(rf"\b({'|'.join(_BEFORE_CLAUSE)}) (he|she)\b")


def find(pair: Pair) -> Iterator[Finding]:
    """The first finding where "his" or "her" stands before a word that Arabic gives only to the other of the two.

    The same is asked of "but he" and لكنها. Of 40,014 pairs of the news corpus one has one, of the dev sets none.
    """
    if not pair.target.having(_is_owner):
        return
    for match in (*_owned().finditer(pair.target.lowered), *_CLAUSE.finditer(pair.target.lowered)):
        owner, word = (match[1], match[2]) if match[1] in _ENDINGS else (match[2], match[1])
        said = set(_said(word).findall(pair.source.folded))
        if len(said) == 1 and not said & {"", _ENDINGS[owner]}:
            other = "a woman or a thing" if owner in ("his", "he") else "a man or a thing"
            message = f'The translation says "{match[0]}"; the source says it of {other}.'
            yield unrelated_finding(message, None, Span(*match.span()))
            return


@PER_WORD.reader
def _is_owner(word: str) -> bool:
    return word in _ENDINGS


@cache
def _owned() -> re.Pattern[str]:
    """Finds "his" or "her" with a word of the table, and at most one word between them."""
    return re.compile(rf"(?<!\bor )\b(his|her) (?:(?!his\b|her\b|or\b)[a-z]+ )?({'|'.join(_arabic())})\b(?!-)")


@cache
def _said(word: str) -> re.Pattern[str]:
    """Finds what stands for an English word in folded Arabic, with the pronoun that is joined to it as its group."""
    if word in _BEFORE_CLAUSE:
        return re.compile(rf"(?<!\w)[وف]?{_BEFORE_CLAUSE[word]}(ه|ها|)(?!\w)")
    return re.compile(rf"(?<!\w)[وف]?[بلك]?(?:{_arabic()[word]})(ه|ها)(?!\w)")


@cache
def _arabic() -> dict[str, str]:
    """The Arabic words for each English one, as a regular expression."""
    rows = read_table(__package__, "owners.tsv")
    return {word: "|".join(arabic.split()) for english, arabic in rows for word in english.split()}
