"""Whether the wounded became the killed, or a rise a fall."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import words_of
from mujaz.text.clitics import PROCLITIC
from mujaz.text.tables import read_table
from mujaz.types import Finding, FindingKind, Severity, Span

_HEIGHT = "ارتفاع"
_FROM_HEIGHT = re.compile(r"\b(?:من|علي|الي|عن|ذات)\s+ارتفاع\b|\b[بو]?(?:ال)?ارتفاعه(?:ا|م)?\b")


class _Event(NamedTuple):
    """One of two opposite events: its name, and the words for it in both languages."""

    name: str
    arabic: re.Pattern[str]
    english: re.Pattern[str]


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the source has one of two opposite events alone, and the translation the other one alone.

    Where either text has both nothing is said, as it is not plain which is whose. Of 15,694 right pairs (our news,
    FLORES-101 and TICO-19 dev) 13 have one.
    """
    told = pair.target.read(_told)
    if not told:
        return
    said = pair.source.read(_said)
    for severity, pairing in _table():
        for event, opposite in (pairing, pairing[::-1]):
            if event.name in said and opposite.name not in said and event.name not in told and opposite.name in told:
                message = f"The source tells of {event.name}, the translation of {opposite.name}."
                span = told[opposite.name]
                yield Finding(kind=FindingKind.UNRELATED, severity=severity, message=message, target=span)


def _said(source: Source) -> frozenset[str]:
    """The events that a source tells of; من ارتفاع is from a height."""
    if _HEIGHT in source.folded:
        forms = frozenset(word.form for word in words_of(_FROM_HEIGHT.sub("", source.folded)))
    else:
        forms = source.forms
    return frozenset().union(*map(_events_of_form, forms))


def _told(target: Target) -> dict[str, Span]:
    """The first words for each event that a translation tells of."""
    text = target.lowered
    if not _any_told().search(text):
        return {}
    found = ((event.name, event.english.search(text)) for _, pairing in _table() for event in pairing)
    return {name: Span(*match.span()) for name, match in found if match}


@lru_cache(maxsize=16_384)
def _events_of_form(form: str) -> frozenset[str]:
    """The events that an Arabic word tells of."""
    if not _any_event().fullmatch(form):
        return frozenset()
    return frozenset(event.name for _, pairing in _table() for event in pairing if event.arabic.fullmatch(form))


@cache
def _any_event() -> re.Pattern[str]:
    """What any of the Arabic words is, as most words are none."""
    return re.compile("|".join(event.arabic.pattern for _, pairing in _table() for event in pairing))


@cache
def _any_told() -> re.Pattern[str]:
    """What any of the English words is, as most texts have none."""
    return re.compile("|".join(event.english.pattern for _, pairing in _table() for event in pairing))


@cache
def _table() -> tuple[tuple[Severity, tuple[_Event, _Event]], ...]:
    return tuple(
        (Severity[severity], (_event(*cells[:3]), _event(*cells[3:])))
        for severity, *cells in read_table(__package__, "opposites.tsv")
    )


def _event(name: str, arabic: str, english: str) -> _Event:
    beginnings = "|".join(english.split())
    return _Event(name, re.compile(rf"(?:{PROCLITIC})?س?[يت]?(?:{arabic})"), re.compile(rf"\b(?:{beginnings})\w*"))
