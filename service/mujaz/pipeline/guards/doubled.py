"""Finds words that a translation says twice, as in "relief and relief", and takes out stutters."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.text.clitics import ARTICLE, without_article
from mujaz.types import Finding, FindingKind, Severity, Span

_AND = "و"
_LEAST_LETTERS = 3
_BETWEEN = ("a", "an", "the", "its", "their", "his", "her")
_JOINED = re.compile(rf"\b([^\W\d_]{{4,}}) (?:and|or) (?:(?:{'|'.join(_BETWEEN)}) )?(\1)\b")
_OWNED = re.compile(r"\b([^\W\d_]{4,})['’]s (\1)\b")
_IN_LIST = re.compile(r"(?<![\w-])([^\W\d_]{4,}), (\1)\b(?!-)(?:, \1\b)*")
_IN_ANOTHER_FORM = re.compile(r"\b([a-z]{4,}?)(?:y (\1ies)|ies (\1y)|s['’]? (\1s?)| (\1s))\b(?!-)")
_SAME_BEGINNING = 4
"""The fewest letters with which two forms of one word begin alike."""
_TWICE = re.compile(r"\b([^\W\d_]{3,})(?: \1\b)+", re.IGNORECASE)
_MOST_TIMES = 2
_TITLES = frozenset("chief general king minister president prince princess staff".split())
"""Words that a title has again: the crown prince, Prince Hussein."""
_IN_NAME = re.compile(r"[A-Z]\w+ [A-Z]")
"""A word that begins a name of several, as in the Union of Kurdistan and the Kurdistan Democratic Party."""
_JOINS = (_JOINED, _OWNED, _IN_LIST, _IN_ANOTHER_FORM)
_SAID_TWICE = frozenset(
    "again better bigger bye closer colder darker days deeper far farther faster fewer further greater had harder her "
    "higher hotter hours hundreds larger less longer louder lower millions months more nearer older over poorer richer "
    "shorter slower smaller stronger that thousands tighter times very weaker weeks wider worse years younger".split()
)
"""Words that English itself says twice."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where "and", "or", "'s" or a comma joins a word to itself, and the source does nothing of the kind.

    "Emergency emergencies" is one as well: the second form mostly stands for another word that was lost.

    How often that is in references and in translations of newspapers: docs/evidence.md.
    """
    if not _may_join(pair.target.words) or pair.source.read(_says_twice):
        return
    for match in chain.from_iterable(joins.finditer(pair.target.lowered) for joins in _JOINS):
        span = Span(*match.span(match.lastindex or 0))
        word = span.of(pair.target.lowered)
        known = word in _SAID_TWICE or word in _TITLES or _IN_NAME.match(pair.target.text, span.start)
        if not known and match[0].count(word) <= _MOST_TIMES:  # `repetition` tells of more
            message = f'The translation joins "{word}" to itself; the source says two different words.'
            yield Finding(kind=FindingKind.REPETITION, severity=Severity.WARNING, message=message, target=span)


def drop_doubles(source: Source, target: str, names: Collection[str]) -> str:
    """Takes out the second of two equal words that stand side by side, unless the source says a word twice.

    In translations of newspapers this is a slip of the model (0.7 % of sentences), in references a name or "had had".

    Args:
        source: The segment.
        target: Its translation.
        names: The names that the model was shown in English. A capitalised word that is in none of them stays, as it
            may be a name itself.
    """
    if not _TWICE.search(target) or source.read(_says_twice):
        return target
    return _TWICE.sub(lambda match: match[1] if _is_slip(match, names) else match[0], target)


def _is_slip(match: re.Match[str], names: Collection[str]) -> bool:
    if match[1].lower() in _SAID_TWICE or any(match[0] in name for name in names):
        return False
    last = match[0].rpartition(" ")[2]
    return last.islower() or any(last in name.split() for name in names)


def _may_join(words: Sequence[str]) -> bool:
    """Whether a word is joined to itself; most texts have none, and the regular expression looks at every letter."""
    for at, word in enumerate(words[1:], 1):
        before = words[at - 1]
        if len(word) >= _SAME_BEGINNING and before[:_SAME_BEGINNING] == word[:_SAME_BEGINNING]:
            return True
        if before.endswith("s") and before[:-2] == word:
            return True
        if word in ("and", "or") and at + 1 < len(words):
            follows = at + 2 if words[at + 1] in _BETWEEN else at + 1
            if before == words[min(follows, len(words) - 1)]:
                return True
    return False


def _says_twice(source: Source) -> bool:
    """Whether an Arabic text joins a word to itself: آلاف وآلاف, or repeats it at once or with one word between."""
    forms = [without_article(form) for form in source.words.forms]
    return any(
        later in (_AND + form, _AND + ARTICLE + form) or (later == form and len(form) >= _LEAST_LETTERS)
        for at, form in enumerate(forms)
        for later in forms[at + 1 : at + 3]
    )
