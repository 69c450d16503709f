"""Checks whether an event was told as its opposite: the wounded as killed, a rise as a fall, a sale as a purchase."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from mujaz.pipeline.guards.pair import PER_WORD, Pair, Source, Target
from mujaz.text.arabic import words_of
from mujaz.text.clitics import PROCLITIC
from mujaz.text.contains import contains_any
from mujaz.text.lazily import lazily_compiled
from mujaz.text.tables import read_table
from mujaz.types import Finding, FindingKind, Severity, Span

_NO_WORD = r"(?!)"
_ALIKE = ("ارتفاع", "طل", "تحرير", "قادم", "فقد ", "علي بعد", "هبوط", "رجال ")
_NO_EVENT = re.compile(
    r"\b(?:من|علي|الي|عن|ذات)\s+ارتفاع\b|\b[بو]?(?:ال)?ارتفاعه(?:ا|م)?\b"
    r"|\b\w{0,3}طلا?ق\w*\s+(?:\w+\s+)?(?:ال)?(?:نار|نيران|رصاص|صار|صوار|قذ|عيار|اعير|قنب|قناب|حمل|سهم|مباد|مشروع|"
    r"قمر|برنامج)\w*"
    r"|\bتحرير\s+الشام\b|\b(?:رئيس|رئيسه|هيئه|مدير|ميدان)\s+(?:ال)?تحرير\w*|\b\w*قادم\w*\s+(?:من|عن|الي|عبر)\b"
    r"|(?:^|[.،؛:]\s?)فقد(?=\s(?!ال))|\bعلي\s+بعد\b|\b(?:مراكز|منطقه|خطر|شبح|صراع)\s+(?:ال)?هبوط\b"
    r"|\bرجال\s+(?:ال)?(?:اطفاء|شرطه|امن|اعمال|دين|انقاذ|درك|صحافه|قانون)\b"
)
"""What only looks like an event: from a height, opening fire, an editor, coming from, ف with قد, at a distance,
relegation, firemen. `_ALIKE` has parts."""


_DENIALS = frozenset(
    joint + word
    for joint in ("", "و", "ف", "ب", "ل")
    for word in ("لم", "لن", "لا", "الا", "ليس", "ليست", "غير", "عدم", "دون", "بلا", "بدون")
)
_DENIED_WITHIN = 3
"""How many words before an event a denial of it may stand: لم يوافق is "refused"."""


_FRONT = rf"(?:{PROCLITIC})?س?[يتن]?"
_BEGINNING = re.compile(r"(?:\(\?<[!=].*?\))*([a-z]+?)(?:[a-z][?*]|(?![a-z]))")
"""The letters with which each match of an English word begins: of `deaths?` death."""
_LETTERS, _OPEN = re.compile("[\u0621-\u064a]+"), re.compile(r"\(\?.*?\)|\[.*?\][+*?]?|.[?*]")
"""Arabic letters, and the parts of the Arabic words that may be one thing or another."""


class _Event(NamedTuple):
    """One of two opposite events.

    Args:
        name: Its English name.
        arabic: Arabic words that mean the event and nothing else.
        maybe: Other Arabic words that may mean it.
        excuses: Arabic words that do not mean it, but may be translated by its English words: لم for "refused".
        english: English words of both kinds; those that mean nothing else are in the group "sure".
        stems: What the Arabic words of both kinds contain, one of them each: a quick test for the words themselves.
        beginnings: How English words that mean nothing else begin.
    """

    name: str
    arabic: re.Pattern[str]
    maybe: re.Pattern[str]
    excuses: re.Pattern[str]
    english: re.Pattern[str]
    stems: tuple[str, ...]
    beginnings: tuple[str, ...]


_Pairing = tuple[Severity, bool, tuple[_Event, _Event]]
"""The severity, whether the translation must not have the event beside its opposite, and the two events."""
_ALONE = "alone"
_Place = tuple[int, int]
"""The number of a pairing and which of its events."""


class _Count(NamedTuple):
    """How many words of a text may mean an event, can mean nothing else, excuse it, or are denials of its opposite."""

    all: int = 0
    sure: int = 0
    excuses: int = 0
    denied: int = 0


_Events = tuple[tuple[str, _Count], ...]
_NONE, _MAYBE, _SURE, _EXCUSE, _DENIED = (
    _Count(),
    _Count(all=1),
    _Count(all=1, sure=1),
    _Count(excuses=1),
    _Count(denied=1),
)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where an event of the source is missing from the translation, which has its opposite instead.

    If both texts have both events, their words are counted: one "wounded" too many and one "killed" too few is never
    more than a warning. `docs/findings.md` says how often these findings are right and wrong.
    """
    for number, side in sorted({place for _, places in pair.target.having(_sides_of) for place in places}):
        severity, alone, pairing = _table()[number]
        event, opposite = pairing[1 - side], pairing[side]
        if not contains_any(pair.source.folded, event.stems):
            continue
        if not _may_have(number, 1 - side).search(pair.source.read(_joined)):
            continue
        source_counts = _source_counts(pair.source, number)
        target_counts = _target_counts(pair.target, pairing)
        if not _is_reversed(source_counts, target_counts, event.name, opposite.name):
            continue
        if alone and target_counts.get(event.name, _NONE).all:
            continue
        message = f"The source tells of {event.name}, the translation of {opposite.name}."
        span = _first_sure(opposite, pair.target)
        in_both = opposite.name in source_counts or target_counts.get(event.name, _NONE).sure
        certain = source_counts[event.name].sure and not in_both
        least = severity if certain else Severity.WARNING
        yield Finding(kind=FindingKind.UNRELATED, severity=least, message=message, target=span)


def _is_reversed(source_counts: dict[str, _Count], target_counts: dict[str, _Count], event: str, opposite: str) -> bool:
    """Whether the translation says the opposite of an event of the source.

    It does for certain if the source surely has the event and hardly its opposite, and nothing of the event is left.
    """
    source, target = source_counts.get(event, _NONE), target_counts.get(event, _NONE)
    source_opposite, target_opposite = source_counts.get(opposite, _NONE), target_counts.get(opposite, _NONE)
    if not target_opposite.sure:
        return False
    if source.sure and not (target.all or source_opposite.sure or source_opposite.denied):
        return True
    if source_opposite.excuses or source_opposite.denied:
        return False
    if not source_opposite.all:
        return source.all > 0
    return target_opposite.all > (source_opposite.sure or source_opposite.all) and source.all > target.all


def _forms(source: Source) -> list[str]:
    """The words of a source, folded, without those that only look like events."""
    text, alike = _NO_EVENT.subn("", source.folded) if contains_any(source.folded, _ALIKE) else ("", 0)
    return (words_of(text) if alike else source.words).forms


def _joined(source: Source) -> str:
    return " ".join(source.read(_forms))


def _source_counts(source: Source, number: int) -> dict[str, _Count]:
    """The counts of each event of a pairing in a source."""
    forms, text = source.read(_forms), source.read(_joined)
    found = ((text.count(" ", 0, match.start()), match[0]) for match in _any_of(number).finditer(text))
    return _counted(event for at, form in found for event in _events_at(forms, at, _events_of_form(form, number)))


def _events_at(forms: list[str], at: int, events: _Events) -> Iterator[tuple[str, _Count]]:
    """The events that a word may mean; one that is denied may be told as its opposite."""
    yield from events
    if not _DENIALS.isdisjoint(forms[max(0, at - _DENIED_WITHIN) : at]):
        yield from ((_contradictories()[name], _DENIED) for name, _ in events if name in _contradictories())


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
        known = counts.get(name, _NONE)
        counts[name] = _Count(
            known.all + more.all, known.sure + more.sure, known.excuses + more.excuses, known.denied + more.denied
        )
    return counts


def _first_sure(event: _Event, target: Target) -> Span:
    matches = event.english.finditer(target.lowered)
    return next(Span(*match.span()) for match in matches if match.lastgroup == "sure")


@lru_cache(maxsize=16_384)
def _events_of_form(form: str, number: int) -> _Events:
    """The events of a pairing that an Arabic word may mean or excuse."""
    events = ((event.name, _meaning(event, form)) for event in _table()[number][2])
    return tuple((name, count) for name, count in events if count is not _NONE)


@cache
def _any_of(number: int) -> re.Pattern[str]:
    """Finds the words that may mean or excuse an event of a pairing in folded words with a space between them."""
    return _finder(words for event in _table()[number][2] for words in (event.arabic, event.maybe, event.excuses))


@cache
def _may_have(number: int, side: int) -> re.Pattern[str]:
    """Finds the words that may mean one of the events."""
    event = _table()[number][2][side]
    return _finder((event.arabic, event.maybe))


def _finder(words: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    patterns = "|".join(each.pattern.removeprefix(_FRONT) for each in words)
    return re.compile(rf"(?<!\S){_FRONT}(?:{patterns})(?!\S)")


def _meaning(event: _Event, form: str) -> _Count:
    if event.arabic.fullmatch(form):
        return _SURE
    if event.maybe.fullmatch(form):
        return _MAYBE
    return _EXCUSE if event.excuses.fullmatch(form) else _NONE


@cache
def _contradictories() -> dict[str, str]:
    """The opposites of events that deny each other: not to permit is to ban. They are those with excuses."""
    pairings = [pairing for *_, pairing in _table() if pairing[0].excuses.pattern.count(_NO_WORD) == 0]
    return {event.name: other.name for pairing in pairings for event, other in (pairing, pairing[::-1])}


@PER_WORD.reader
def _sides_of(word: str) -> list[_Place]:
    """The places in the table of events that an English word may be, and nothing else."""
    table = _by_beginning()
    starts = [part[:length] for part in word.replace("’", "'").split("'") for length in _lengths()]
    return [place for start in starts if start in table for place in table[start]]


@cache
def _by_beginning() -> dict[str, set[_Place]]:
    """The places of events in the table by how their English words begin."""
    found: dict[str, set[_Place]] = {}
    for number, (*_, pairing) in enumerate(_table()):
        for side, event in enumerate(pairing):
            for beginning in event.beginnings:
                found.setdefault(beginning, set()).add((number, side))
    return found


@cache
def _lengths() -> frozenset[int]:
    return frozenset(map(len, _by_beginning()))


@cache
def _table() -> tuple[_Pairing, ...]:
    rows = iter(read_table(__package__, "opposites.tsv"))
    return tuple(
        (Severity[severity.split()[0]], severity.endswith(_ALONE), (_event(*cells), _event(*others)))
        for (severity, *cells), (_, *others) in zip(rows, rows, strict=True)
    )


def _event(name: str, arabic: str, maybe: str, english: str, english_maybe: str, excuses: str = _NO_WORD) -> _Event:
    sure, other, excuse = (lazily_compiled(rf"{_FRONT}(?:{words})") for words in (arabic, maybe, excuses))
    words = lazily_compiled(rf"\b(?:(?P<sure>{_english(english)})|{_english(english_maybe)})\b")
    beginnings = tuple(_BEGINNING.match(word)[1] for word in english.split())  # type: ignore[index]  # each has letters
    stems = _stems("|".join(cell for cell in (arabic, maybe) if cell != _NO_WORD))
    return _Event(name, sure, other, excuse, words, stems, beginnings)


def _stems(words: str) -> tuple[str, ...]:
    """The longest letters that each of some regular expressions requires: of `[يت]قبلت?` قبل."""
    stems = {max(_LETTERS.findall(word), key=len, default="") for word in _OPEN.sub(" ", words).split("|")}
    return tuple(stem for stem in stems if not any(other in stem for other in stems - {stem}))


def _english(words: str) -> str:
    """The words of a cell as a regular expression; a + at the end of a word stands for any letters."""
    return "|".join(re.sub(r"(?<=\w)\+$", r"\\w*", word) for word in words.split())
