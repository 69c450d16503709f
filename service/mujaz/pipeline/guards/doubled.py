"""Finds words that a translation says twice, as in "relief and relief", and takes out stutters."""

import re
from collections.abc import Collection, Iterator, Sequence

from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.text.clitics import ARTICLE, without_article
from mujaz.types import Finding, FindingKind, Severity, Span

_AND = "و"
_LEAST_LETTERS = 3
_BETWEEN = ("a", "an", "the", "its", "their", "his", "her")
_JOINED = re.compile(rf"\b([^\W\d_]{{4,}}) (?:and|or) (?:(?:{'|'.join(_BETWEEN)}) )?(\1)\b")
_OWNED = re.compile(r"\b([^\W\d_]{4,})['’]s (\1)\b")
_TWICE = re.compile(r"\b([^\W\d_]{3,})(?: \1\b)+", re.IGNORECASE)
_SAID_TWICE = frozenset(
    "again better bigger bye closer colder darker days deeper far farther faster fewer further greater had harder her "
    "higher hotter hours hundreds larger less longer louder lower millions months more nearer older over poorer richer "
    "shorter slower smaller stronger that thousands tighter times very weaker weeks wider worse years younger".split()
)
"""Words that English itself says twice."""


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where "and", "or" or "'s" joins a word to itself, and the source does nothing of the kind.

    How often that is in references and in translations of newspapers: docs/evidence.md.
    """
    if not _may_join(pair.target.words) or pair.source.read(_says_twice):
        return
    for match in (*_JOINED.finditer(pair.target.lowered), *_OWNED.finditer(pair.target.lowered)):
        if match[1] not in _SAID_TWICE:
            message = f'The translation joins "{match[1]}" to itself; the source says two different words.'
            yield Finding(
                kind=FindingKind.REPETITION, severity=Severity.WARNING, message=message, target=Span(*match.span(2))
            )


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
