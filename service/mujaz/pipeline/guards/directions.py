"""Checks whether north became south."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mujaz.pipeline.guards.finding import first_mentions, name_finding
from mujaz.pipeline.guards.pair import Pair, Source
from mujaz.text.clitics import PROCLITIC
from mujaz.text.contains import contains_any
from mujaz.types import Finding, Severity, Span


class Direction(NamedTuple):
    """A mention of one of the eight points of the compass.

    Args:
        name: Its English name: north, northeast.
        span: Where the text says it.
    """

    name: str
    span: Span

    @property
    def points(self) -> frozenset[str]:
        """The one or two main points of which it consists."""
        return frozenset(point for point in _POINTS.values() if point in self.name)


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the two texts name different points of the compass.

    A point that only one text names says little: Westerners, the Middle East, Westminster. Of 50 references of
    FLORES-101 dev that name a point, one names a different one, by mistake.
    """
    if not contains_any(pair.target.lowered, _POINTS.values()):
        return
    target_directions = first_mentions(english_directions(pair.target.text))
    if not target_directions or contains_any(pair.target.text, _NAMED):
        return
    source_directions = pair.source.read(_source_directions)
    missing = [direction for name, direction in source_directions.items() if name not in target_directions]
    added = [direction for name, direction in target_directions.items() if name not in source_directions]
    source_points, target_points = (
        frozenset[str]().union(*(direction.points for direction in directions.values()))
        for directions in (source_directions, target_directions)
    )
    if missing and added and source_points != target_points:
        names = (" and ".join(direction.name for direction in directions) for directions in (missing, added))
        message = "The source says {}, the translation says {}.".format(*names)
        yield name_finding(message, missing[0].span, added[0].span, Severity.ERROR)


def _source_directions(source: Source) -> dict[str, Direction]:
    return first_mentions(arabic_directions(source))


def arabic_directions(source: Source) -> Iterator[Direction]:
    """Each direction in an Arabic text: شمال, الشمالية, جنوب غرب, الشمال الشرقي."""
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
    """Each direction in an English text: north, Southern, south-west, north-eastern, eastward."""
    for match in _ENGLISH.finditer(text):
        yield Direction((match["first"] or "").lower() + match["last"].lower(), Span(*match.span()))


def _may_join(first: Direction, second: Direction) -> bool:
    return first.name in ("north", "south") and second.name in ("east", "west")


_POINTS = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_NAMED = ("Sharq", "Gharb", "Janub", "Shamal")
"""Provinces and clubs whose Arabic names are points of the compass: شمال الشرقية is North Sharqiyah."""
_JOINTS = (" ", "-", " - ")
_ARABIC = re.compile(rf"{PROCLITIC}(?P<point>{'|'.join(_POINTS)})(?:ي|يه|يا|ا|يين|يون|يات|ها|ه|هم|هما)?")
_ENGLISH = re.compile(
    r"\b(?:(?P<first>north|south)[\s-]?(?=east|west))?(?P<last>north|south|east|west)"
    r"(?:ern(?:er|most)?|wards?|erly|bound)?s?\b",
    re.IGNORECASE,
)
