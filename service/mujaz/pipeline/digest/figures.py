"""Compares the figures of several reports on one event, such as the number of dead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mujaz.text.dates import is_day, publication_time
from mujaz.text.quantities import Kind, Quantity, english_quantities
from mujaz.text.quantities.quantity import Number
from mujaz.types import FigureRelation, Segment, Span, Translation

SAME_TIME = timedelta(hours=1)
"""Reports that are at most this far apart are simultaneous: neither corrects the other."""
MOST_OTHERS = 4
"""At most this many figures of other reports are noted after a sentence."""
MOST_WORDS_BETWEEN = 5
"""The most words between a number and the word for what it counts: "37 people are known to have died"."""

_COUNTED = {
    word: subject
    for subject, forms in {
        "dead": "dead died dies die deaths death fatalities killed killing kills toll martyred martyrs bodies",
        "injured": "injured injuring injures injuries wounded wounding hurt",
        "missing": "missing unaccounted",
        "displaced": "displaced displacing evacuated evacuating homeless fled",
        "arrested": "arrested arresting arrests detained detaining",
        "rescued": "rescued rescuing saved",
        "infected": "infected infections cases",
    }.items()
    for word in forms.split()
}
_LABELS = {
    FigureRelation.LATER: "later reports",
    FigureRelation.EARLIER: "earlier reports",
    FigureRelation.DIFFERING: "other reports",
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BORDER = re.compile(r"[.;:!?()–—]|,\s+(?:while|but|whereas)\b")
_VAGUE = re.compile(
    r"\b(?:more than|over|less than|fewer than|under|up to|about|around|some|nearly|almost|approximately|roughly"
    r"|another|further|additional|of the|out of)\s*$",
    re.IGNORECASE,
)
"""Matches words before a number that is inexact or counts only a part. Another number does not contradict it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a report, and what it counts.

    Args:
        subject: What is counted: "dead", "injured" and so on.
        value: The number.
        written: The number as the report writes it.
        segment: The position of the segment that has it.
        in_title: Whether that segment is in the title.
        source: The span of that segment in the Arabic.
    """

    subject: str
    value: Number
    written: str
    segment: int
    in_title: bool
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A different figure in another report.

    Args:
        report: The position of that report in the story.
        figure: Its figure.
        relation: Whether that report is older, newer or of the same time.
    """

    report: int
    figure: Figure
    relation: FigureRelation


def counted(text: str) -> Iterator[tuple[str, Quantity]]:
    """Yields the exact numbers of an English text that count the dead, the injured and so on, with what they count."""
    numbers = [
        quantity
        for quantity in english_quantities(text)
        if quantity.kind is Kind.CARDINAL and quantity.certain and quantity.value.denominator == 1
    ]
    starts = [0, *(number.span.end for number in numbers)]
    ends = [*(number.span.start for number in numbers), len(text)]
    for place, number in enumerate(numbers):
        lead = text[starts[place] : number.span.start]
        if _VAGUE.search(lead):
            continue
        before = _nearest(_BORDER.split(lead)[-1], backwards=True)
        after = _nearest(_BORDER.split(text[number.span.end : ends[place + 1]])[0], backwards=False)
        found = min((each for each in (before, after) if each is not None), default=None)
        if found is not None:
            yield found[1], number


@dataclass(frozen=True, slots=True)
class _Published:
    """When a report was published.

    Args:
        time: The time, or None where it is not known.
        is_day: Whether only the day is known.
    """

    time: datetime | None
    is_day: bool


class Counts:
    """The figures of the reports of one story.

    Args:
        reports: The English title and body of each report, the newest first.
        dates: When each was published, in ISO 8601; empty where that is not known.
    """

    def __init__(self, reports: Sequence[tuple[Translation, Translation]], dates: Sequence[str]) -> None:
        self._figures = [_first_figures(title, body) for title, body in reports]
        self._times = [_Published(publication_time(date), is_day=is_day(date)) for date in dates]

    def differing(self, sentence: str, report: int) -> tuple[Differing, ...]:
        """Finds the figures in other reports that differ from those of a sentence.

        Args:
            sentence: A sentence of the report.
            report: The position of the report. Only its first figure for each subject is compared, as later ones may
                be about other events.

        Returns:
            Each figure once, the newest report first.
        """
        own = self._figures[report]
        found: dict[tuple[str, Number], Differing] = {}
        for subject, number in counted(sentence):
            if subject not in own or own[subject].value != number.value:
                continue
            for other, figures in enumerate(self._figures):
                figure = figures.get(subject)
                if figure is not None and figure.value != number.value and len(found) < MOST_OTHERS:
                    relation = _relation(self._times[report], self._times[other])
                    found.setdefault((subject, figure.value), Differing(report=other, figure=figure, relation=relation))
        return tuple(found.values())


def is_outdated(others: Sequence[Differing]) -> bool:
    """Tells whether a newer report has another figure."""
    return any(other.relation is FigureRelation.LATER for other in others)


def note(others: Sequence[Differing]) -> str:
    """Returns the note on the figures of other reports, in brackets; empty where there are none."""
    parts = [
        f"{label}: {', '.join(figures)}"
        for relation, label in _LABELS.items()
        if (figures := [f"{one.figure.written} {one.figure.subject}" for one in others if one.relation is relation])
    ]
    return f"[{'; '.join(parts)}]" if parts else ""


def with_note(sentence: str, note_: str) -> str:
    """Appends a note to a finished sentence."""
    return f"{sentence} {note_}" if note_ else sentence


def _first_figures(title: Translation, body: Translation) -> dict[str, Figure]:
    """Returns the first figure of a report for each subject."""
    found: dict[str, Figure] = {}
    for translation in (title, body):
        for position, segment in enumerate(translation.segments):
            for figure in _figures(translation, segment, position, in_title=translation is title):
                found.setdefault(figure.subject, figure)
    return found


def _figures(translation: Translation, segment: Segment, position: int, *, in_title: bool) -> Iterator[Figure]:
    for subject, number in counted(segment.target.of(translation.text)):
        yield Figure(
            subject=subject,
            value=number.value,
            written=number.surface,
            segment=position,
            in_title=in_title,
            source=segment.source,
        )


def _nearest(text: str, *, backwards: bool) -> tuple[int, str] | None:
    """Returns how far the nearest word for something counted is from a number, and what is counted."""
    words = _WORD.findall(text.lower())
    near = words[::-1] if backwards else words
    return next(
        ((far, _COUNTED[word]) for far, word in enumerate(near[: MOST_WORDS_BETWEEN + 1]) if word in _COUNTED), None
    )


def _relation(own: _Published, other: _Published) -> FigureRelation:
    if own.time is None or other.time is None or abs(own.time - other.time) <= SAME_TIME:
        return FigureRelation.DIFFERING
    # Where the hour of a report is not known, it is not known which of two reports of one day is newer.
    uncertainty = timedelta(days=1) if own.is_day or other.is_day else timedelta()
    if abs(own.time - other.time) < uncertainty:
        return FigureRelation.DIFFERING
    return FigureRelation.EARLIER if other.time < own.time else FigureRelation.LATER
