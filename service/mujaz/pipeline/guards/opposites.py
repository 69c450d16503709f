"""Whether the wounded became the killed, or a rise a fall."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mujaz.pipeline.guards.pair import Pair, Source, Target
from mujaz.text.arabic import words_of
from mujaz.text.clitics import PROCLITIC
from mujaz.text.tables import read_table
from mujaz.types import Finding, FindingKind, Severity, Span

_ALIKE = ("ارتفاع", "طل", "تحرير", "قادم")
_NO_EVENT = re.compile(
    r"\b(?:من|علي|الي|عن|ذات)\s+ارتفاع\b|\b[بو]?(?:ال)?ارتفاعه(?:ا|م)?\b"
    r"|\b\w{0,3}طلا?ق\w*\s+(?:\w+\s+)?(?:ال)?(?:نار|نيران|رصاص|صار|صوار|قذ|عيار|اعير|قنب|قناب|حمل|سهم|مباد|مشروع|قمر|"
    r"برنامج)\w*|\bتحرير\s+الشام\b|\b(?:رئيس|رئيسه|هيئه|مدير|ميدان)\s+(?:ال)?تحرير\w*|\b\w*قادم\w*\s+من\b"
)
"""What only looks like an event: from a height, opening fire, an editor, coming from; and a letter or two of each."""


class _Event(NamedTuple):
    """One of two opposite events.

    Args:
        name: What it is called.
        arabic: Words that are it and nothing else.
        maybe: Other words that may be it.
        english: Words of both sorts, those that can be nothing else as the group "sure".
    """

    name: str
    arabic: re.Pattern[str]
    maybe: re.Pattern[str]
    english: re.Pattern[str]


class _Count(NamedTuple):
    """How many words of a text may be an event, and how many of them can be nothing else."""

    all: int = 0
    sure: int = 0


_NONE = _Count()


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where an event of the source is missing in the translation, which tells of its opposite instead.

    Where both texts have both, their words are counted: one "wounded" too many, and one "killed" too few; that is never
    more than a warning. How often it is right, and wrong, stands in `docs/findings.md`.
    """
    told = pair.target.read(_told)
    if not told:
        return
    said = pair.source.read(_said)
    for severity, pairing in _table():
        for event, opposite in (pairing, pairing[::-1]):
            if opposite.name not in told or not _is_turned(said, told, event.name, opposite.name):
                continue
            message = f"The source tells of {event.name}, the translation of {opposite.name}."
            span = _first_sure(opposite, pair.target)
            plain = opposite.name not in said and not told.get(event.name, _NONE).sure and said[event.name].sure
            least = severity if plain else Severity.WARNING
            yield Finding(kind=FindingKind.UNRELATED, severity=least, message=message, target=span)


def _is_turned(said: dict[str, _Count], told: dict[str, _Count], event: str, opposite: str) -> bool:
    ours, theirs = said.get(event, _NONE), told.get(event, _NONE)
    ours_opposite, theirs_opposite = said.get(opposite, _NONE), told[opposite]
    if not theirs_opposite.sure:
        return False
    if not ours_opposite.all:
        return ours.all > 0
    return theirs_opposite.all > (ours_opposite.sure or ours_opposite.all) and ours.all > theirs.all


def _said(source: Source) -> dict[str, _Count]:
    """How often a source tells of each event."""
    words = source.words
    if any(map(source.folded.__contains__, _ALIKE)):
        words = words_of(_NO_EVENT.sub("", source.folded))
    return _counted(event for word in words for event in _events_of_form(word.form))


def _told(target: Target) -> dict[str, _Count]:
    """How often a translation tells of each event of which, or of whose opposite, it tells surely."""
    text = target.lowered
    if not _any_told().search(text):
        return {}
    return _counted(
        (event.name, match.lastgroup == "sure")
        for _, pairing in _table()
        for event in pairing
        for match in event.english.finditer(text)
    )


def _counted(events: Iterable[tuple[str, bool]]) -> dict[str, _Count]:
    counts: dict[str, _Count] = {}
    for name, sure in events:
        count = counts.get(name, _NONE)
        counts[name] = _Count(count.all + 1, count.sure + sure)
    return counts


def _first_sure(event: _Event, target: Target) -> Span:
    matches = event.english.finditer(target.lowered)
    return next(Span(*match.span()) for match in matches if match.lastgroup == "sure")


@lru_cache(maxsize=16_384)
def _events_of_form(form: str) -> tuple[tuple[str, bool], ...]:
    """The events that an Arabic word may tell of, and whether it can be nothing else."""
    if not _any_event().fullmatch(form):
        return ()
    return tuple(
        (event.name, sure is not None)
        for _, pairing in _table()
        for event in pairing
        if (sure := event.arabic.fullmatch(form)) or event.maybe.fullmatch(form)
    )


@cache
def _any_event() -> re.Pattern[str]:
    """What any of the Arabic words is, as most words are none."""
    events = [event for _, pairing in _table() for event in pairing]
    return re.compile("|".join(each.pattern for event in events for each in (event.arabic, event.maybe)))


@cache
def _any_told() -> re.Pattern[str]:
    """What any of the English words is that can be nothing else, as most texts have none."""
    return re.compile(rf"\b(?=\w)(?:{'|'.join(_english(row[4]) for row in _rows())})\b")


@cache
def _rows() -> tuple[list[str], ...]:
    return tuple(read_table(__package__, "opposites.tsv"))


@cache
def _table() -> tuple[tuple[Severity, tuple[_Event, _Event]], ...]:
    rows = iter(_rows())
    return tuple(
        (Severity[severity], (_event(*cells), _event(*others)))
        for (severity, *cells), (_, *others) in zip(rows, rows, strict=True)
    )


def _event(name: str, arabic: str, maybe: str, english: str, english_maybe: str) -> _Event:
    sure, other = (re.compile(rf"(?:{PROCLITIC})?س?[يتن]?(?:{words})") for words in (arabic, maybe))
    words = re.compile(rf"\b(?:(?P<sure>{_english(english)})|{_english(english_maybe)})\b")
    return _Event(name, sure, other, words)


def _english(words: str) -> str:
    """The words of a cell as a regular expression: what ends in + goes on."""
    return "|".join(re.sub(r"(?<=\w)\+$", r"\\w*", word) for word in words.split())
