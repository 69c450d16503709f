"""Whether Italy became Ireland, influenza COVID, or north south."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from mujaz.text.names import Direction, KnownName, arabic_directions, arabic_names, english_directions, english_names
from mujaz.types import Finding, FindingKind, Severity, Span

_Mention = TypeVar("_Mention", KnownName, Direction)
_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


def check_names(source: str, target: str) -> Iterator[Finding]:
    """A finding where the translation names what the source does not, or lacks a country that the source names.

    Countries are compared with their peoples, languages and capitals; prime ministers, too. Bodies, people and
    illnesses are only where the translation has them. Of 791 references of FLORES-101 and TICO-19 dev with any of
    these, four name one that the source does not, and none lacks a country; of 3,912 pairs of UN documents 70 and 12.
    Most are so indeed.

    Args:
        source: The Arabic segment.
        target: Its translation.
    """
    said = _firsts(arabic_names(source))
    told = _firsts(english_names(target))
    known = said.keys() | {mention.name for mention in english_names(source)}
    lost = [mention for name, mention in said.items() if mention.certain and name not in told]
    new = [mention for name, mention in told.items() if mention.certain and name not in known]
    if lost and new:
        message = f"The source says {_names(lost)}, the translation says {_words(new, target)}."
        yield _finding(message, lost[0].span, new[0].span, Severity.ERROR)
    elif new:
        message = f"The translation says {_words(new, target)}; the source does not."
        yield _finding(message, None, new[0].span, Severity.ERROR)
    elif lost and not _has_new_acronym(source, target):
        message = f"The source says {_names(lost)}; the translation does not."
        yield _finding(message, lost[0].span, None, Severity.WARNING)


def check_directions(source: str, target: str) -> Iterator[Finding]:
    """A finding where the points of the compass that the two texts name are not the same ones.

    A point that only one of them names says little: Westerners, the Middle East, a Westminster. Of 50 references of
    FLORES-101 dev with one another one is another one, by mistake.

    Args:
        source: The Arabic segment.
        target: Its translation.
    """
    told = _firsts(english_directions(target))
    if not told:
        return
    said = _firsts(arabic_directions(source))
    lost = [direction for name, direction in said.items() if name not in told]
    new = [direction for name, direction in told.items() if name not in said]
    ours, theirs = (
        frozenset[str]().union(*(direction.points for direction in directions.values())) for directions in (said, told)
    )
    if lost and new and ours != theirs:
        names = (" and ".join(direction.name for direction in directions) for directions in (lost, new))
        message = "The source says {}, the translation says {}.".format(*names)
        yield _finding(message, lost[0].span, new[0].span, Severity.ERROR)


def _firsts(mentions: Iterable[_Mention]) -> dict[str, _Mention]:
    """The first mention of each name, in order."""
    first: dict[str, _Mention] = {}
    for mention in mentions:
        first.setdefault(mention.name, mention)
    return first


def _has_new_acronym(source: str, target: str) -> bool:
    """Whether the country may be in an acronym: UNOCI of كوت ديفوار."""
    return not set(_ACRONYM.findall(target)) <= set(_ACRONYM.findall(source))


def _names(mentions: list[KnownName]) -> str:
    return " and ".join(mention.name for mention in mentions)


def _words(mentions: list[KnownName], text: str) -> str:
    return " and ".join(mention.span.of(text) for mention in mentions)


def _finding(message: str, source: Span | None, target: Span | None, severity: Severity) -> Finding:
    return Finding(kind=FindingKind.NAME, severity=severity, message=message, source=source, target=target)
