"""Whether north became south."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import first_mentions, name_finding
from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.text.clitics import PROCLITIC
from mujaz.types import Finding, Severity, Span


class Direction(NamedTuple):
    """A mention of one of the eight points of the compass.

    Args:
        name: In English: north, northeast.
        span: The words.
    """

    name: str
    span: Span

    @property
    def points(self) -> frozenset[str]:
        """The one or two of the four main points that it is made of."""
        return frozenset(point for point in _POINTS.values() if point in self.name)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the points of the compass that the two texts name are not the same ones.

    A point that only one of them names says little: Westerners, the Middle East, a Westminster. Of 50 references of
    FLORES-101 dev with one another one is another one, by mistake.
    """
    if not any(map(pair.target.lowered.__contains__, _POINTS.values())):
        return
    told = first_mentions(english_directions(pair.target.text))
    if not told or any(name in pair.target.text for name in _NAMED):
        return
    said = pair.source.read(_said)
    lost = [direction for name, direction in said.items() if name not in told]
    new = [direction for name, direction in told.items() if name not in said]
    ours, theirs = (
        frozenset[str]().union(*(direction.points for direction in directions.values())) for directions in (said, told)
    )
    if lost and new and ours != theirs:
        names = (" and ".join(direction.name for direction in directions) for directions in (lost, new))
        message = "The source says {}, the translation says {}.".format(*names)
        yield name_finding(message, lost[0].span, new[0].span, Severity.ERROR)


def _said(source: Source) -> dict[str, Direction]:
    return first_mentions(arabic_directions(source))


def arabic_directions(source: Source) -> Iterator[Direction]:
    """Each in an Arabic text: شمال, الشمالية, جنوب غرب, الشمال الشرقي."""
    last: Direction | None = None
    for word in source.words:
        match = _ARABIC.fullmatch(word.form)
        if match is None:
            continue
        here = Direction(_POINTS[match["point"]], word.span)
        if (
            last
            and _may_join(last, here)
            and word.form[0] not in "وف"
            and source.text[last.span.end : here.span.start] in _JOINTS
        ):
            yield Direction(last.name + here.name, Span(last.span.start, here.span.end))
            last = None
            continue
        if last:
            yield last
        last = here
    if last:
        yield last


def english_directions(text: str) -> Iterator[Direction]:
    """Each in an English text: north, Southern, south-west, north-eastern, eastward."""
    for match in _ENGLISH.finditer(text):
        yield Direction((match["first"] or "").lower() + match["last"].lower(), Span(*match.span()))


def _may_join(first: Direction, second: Direction) -> bool:
    return first.name in ("north", "south") and second.name in ("east", "west")


_POINTS = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_NAMED = ("Sharq", "Gharb", "Janub", "Shamal")
"""Provinces and clubs whose Arabic names are points of the compass: شمال الشرقية is North Sharqiyah."""
_JOINTS = (" ", "-", " - ")
_ARABIC = re.compile(rf"{PROCLITIC}(?P<point>{'|'.join(_POINTS)})(?:ي|يه|يا|ا|يين|يون|يات)?")
_ENGLISH = re.compile(
    r"\b(?:(?P<first>north|south)[\s-]?(?=east|west))?(?P<last>north|south|east|west)"
    r"(?:ern(?:er|most)?|wards?|erly|bound)?s?\b",
    re.IGNORECASE,
)
