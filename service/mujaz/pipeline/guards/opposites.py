"""Checks whether an event was told as its opposite: the wounded as killed, a rise as a fall, a sale as a purchase."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, Target
from mujaz.text.arabic import Word, words_of
from mujaz.text.clitics import PROCLITIC
from mujaz.text.contains import contains_any
from mujaz.text.tables import read_table
from mujaz.types import Finding, FindingKind, Severity, Span

_NO_WORD = r"(?!)"
_ALIKE = ("ارتفاع", "طل", "تحرير", "قادم", "فقد ")
_NO_EVENT = re.compile(
    r"\b(?:من|علي|الي|عن|ذات)\s+ارتفاع\b|\b[بو]?(?:ال)?ارتفاعه(?:ا|م)?\b"
    r"|\b\w{0,3}طلا?ق\w*\s+(?:\w+\s+)?(?:ال)?(?:نار|نيران|رصاص|صار|صوار|قذ|عيار|اعير|قنب|قناب|حمل|سهم|مباد|مشروع|قمر|"
    r"برنامج)\w*|\bتحرير\s+الشام\b|\b(?:رئيس|رئيسه|هيئه|مدير|ميدان)\s+(?:ال)?تحرير\w*|\b\w*قادم\w*\s+(?:من|عن|الي|عبر)\b"
    r"|(?:^|[.،؛:]\s?)فقد(?=\s(?!ال))"
)
"""What only looks like an event: from a height, opening fire, an editor, coming from, ف with قد. `_ALIKE` has parts."""


_DENIALS = frozenset(
    joint + word
    for joint in ("", "و", "ف", "ب", "ل")
    for word in ("لم", "لن", "لا", "الا", "ليس", "ليست", "غير", "عدم", "دون", "بلا", "بدون")
)
_DENIED_WITHIN = 3
"""How many words before an event a denial of it may stand: لم يوافق is "refused"."""


_APOSTROPHE = re.compile("['’]")
_BEGINNING = re.compile(r"(?:\(\?<!.*?\))*([a-z]+?)(?:[a-z][?*]|(?![a-z]))")
"""The letters with which each match of an English word begins: of `deaths?` death."""


class _Event(NamedTuple):
    """One of two opposite events.

    Args:
        name: Its English name.
        arabic: Arabic words that mean the event and nothing else.
        maybe: Other Arabic words that may mean it.
        excuses: Arabic words that do not mean it, but may be translated by its English words: لم for "refused".
        english: English words of both kinds; those that mean nothing else are in the group "sure".
        beginnings: How English words that mean nothing else begin.
    """

    name: str
    arabic: re.Pattern[str]
    maybe: re.Pattern[str]
    excuses: re.Pattern[str]
    english: re.Pattern[str]
    beginnings: tuple[str, ...]


_Pairing = tuple[Severity, tuple[_Event, _Event]]


class _Count(NamedTuple):
    """How many words of a text may mean an event, how many of them can mean nothing else, and how many excuse it."""

    all: int = 0
    sure: int = 0
    excuses: int = 0


_Events = tuple[tuple[str, _Count], ...]
_NONE, _MAYBE, _SURE, _EXCUSE = _Count(), _Count(all=1), _Count(all=1, sure=1), _Count(excuses=1)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where an event of the source is missing from the translation, which has its opposite instead.

    If both texts have both events, their words are counted: one "wounded" too many and one "killed" too few is never
    more than a warning. `docs/findings.md` says how often these findings are right and wrong.
    """
    for number in sorted({number for _, numbers in pair.target.having(_pairings_of) for number in numbers}):
        severity, pairing = _table()[number]
        target_counts = _target_counts(pair.target, pairing)
        if not any(count.sure for count in target_counts.values()):
            continue
        source_counts = _source_counts(pair.source.read(_words), number)
        for event, opposite in (pairing, pairing[::-1]):
            if not _is_reversed(source_counts, target_counts, event.name, opposite.name):
                continue
            message = f"The source tells of {event.name}, the translation of {opposite.name}."
            span = _first_sure(opposite, pair.target)
            in_both = opposite.name in source_counts or target_counts.get(event.name, _NONE).sure
            certain = source_counts[event.name].sure and not in_both
            least = severity if certain else Severity.WARNING
            yield Finding(kind=FindingKind.UNRELATED, severity=least, message=message, target=span)


def _is_reversed(source_counts: dict[str, _Count], target_counts: dict[str, _Count], event: str, opposite: str) -> bool:
    """Whether the translation says the opposite of an event of the source."""
    source, target = source_counts.get(event, _NONE), target_counts.get(event, _NONE)
    source_opposite, target_opposite = source_counts.get(opposite, _NONE), target_counts.get(opposite, _NONE)
    if not target_opposite.sure:
        return False
    if source_opposite.excuses:
        return False
    if not source_opposite.all:
        return source.all > 0
    return target_opposite.all > (source_opposite.sure or source_opposite.all) and source.all > target.all


def _words(source: Source) -> list[Word]:
    """The words of a source without those that only look like events."""
    if contains_any(source.folded, _ALIKE):
        return words_of(_NO_EVENT.sub("", source.folded))
    return source.words


def _source_counts(words: list[Word], number: int) -> dict[str, _Count]:
    """The counts of each event of a pairing in a source."""
    found = ((at, events) for at, word in enumerate(words) if (events := _events_of_form(word.form, number)))
    return _counted(event for at, events in found for event in _events_at(words, at, events))


def _events_at(words: list[Word], at: int, events: _Events) -> Iterator[tuple[str, _Count]]:
    """The events that a word may mean; one that is denied may be told as its opposite."""
    yield from events
    if any(word.form in _DENIALS for word in words[max(0, at - _DENIED_WITHIN) : at]):
        yield from ((_contradictories()[name], _EXCUSE) for name, _ in events if name in _contradictories())


def _target_counts(target: Target, pairing: tuple[_Event, _Event]) -> dict[str, _Count]:
    """The counts of each event of a pairing in a translation."""
    return _counted(
        (event.name, _SURE if match.lastgroup == "sure" else _MAYBE)
        for event in pairing
        for match in event.english.finditer(target.lowered)
    )


def _counted(events: Iterable[tuple[str, _Count]]) -> dict[str, _Count]:
    counts: dict[str, _Count] = {}
    for name, more in events:
        counts[name] = _Count(*map(add, counts.get(name, _NONE), more))
    return counts


def _first_sure(event: _Event, target: Target) -> Span:
    matches = event.english.finditer(target.lowered)
    return next(Span(*match.span()) for match in matches if match.lastgroup == "sure")


@lru_cache(maxsize=16_384)
def _events_of_form(form: str, number: int) -> _Events:
    """The events of a pairing that an Arabic word may mean or excuse."""
    events = ((event.name, _meaning(event, form)) for event in _table()[number][1])
    return tuple((name, count) for name, count in events if count is not _NONE)


def _meaning(event: _Event, form: str) -> _Count:
    if event.arabic.fullmatch(form):
        return _SURE
    if event.maybe.fullmatch(form):
        return _MAYBE
    return _EXCUSE if event.excuses.fullmatch(form) else _NONE


@cache
def _contradictories() -> dict[str, str]:
    """The opposites of events that deny each other: not to permit is to ban. They are those with excuses."""
    pairings = [pairing for _, pairing in _table() if pairing[0].excuses.pattern.count(_NO_WORD) == 0]
    return {event.name: other.name for pairing in pairings for event, other in (pairing, pairing[::-1])}


@PER_WORD.reader
def _pairings_of(word: str) -> list[int]:
    """The positions in the table of pairings with an event that an English word may be, and nothing else."""
    parts = [part for part in _APOSTROPHE.split(word) if part.startswith(_beginnings())]
    return [
        number
        for number, (_, pairing) in enumerate(_table())
        if any(part.startswith(event.beginnings) for part in parts for event in pairing)
    ]


@cache
def _beginnings() -> tuple[str, ...]:
    return tuple(beginning for _, pairing in _table() for event in pairing for beginning in event.beginnings)


@cache
def _table() -> tuple[_Pairing, ...]:
    rows = iter(read_table(__package__, "opposites.tsv"))
    return tuple(
        (Severity[severity], (_event(*cells), _event(*others)))
        for (severity, *cells), (_, *others) in zip(rows, rows, strict=True)
    )


def _event(name: str, arabic: str, maybe: str, english: str, english_maybe: str, excuses: str = _NO_WORD) -> _Event:
    sure, other, excuse = (re.compile(rf"(?:{PROCLITIC})?س?[يتن]?(?:{words})") for words in (arabic, maybe, excuses))
    words = re.compile(rf"\b(?:(?P<sure>{_english(english)})|{_english(english_maybe)})\b")
    beginnings = tuple(_BEGINNING.match(word)[1] for word in english.split())  # type: ignore[index]  # each has letters
    return _Event(name, sure, other, excuse, words, beginnings)


def _english(words: str) -> str:
    """The words of a cell as a regular expression; a + at the end of a word stands for any letters."""
    return "|".join(re.sub(r"(?<=\w)\+$", r"\\w*", word) for word in words.split())
