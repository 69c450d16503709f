"""Whether Italy became Ireland, or north south."""

import re
from collections.abc import Iterator

from mujaz.text.places import Country, arabic_countries, arabic_directions, english_countries, english_directions
from mujaz.types import Finding, FindingKind, Severity, Span

_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


def check_countries(source: str, target: str) -> Iterator[Finding]:
    """Findings for countries, their peoples, languages and capitals, that only one of the two texts names.

    Of 415 references of FLORES-101 and TICO-19 dev with a country three name one that the source does not, and none
    lacks one; of 2,575 pairs of UN documents 31 and 14. Those that we read are so, by choice or by mistake.

    Args:
        source: The Arabic segment.
        target: Its translation.
    """
    said = {country.name: country for country in reversed(list(arabic_countries(source)))}
    told = {country.name: country for country in reversed(list(english_countries(target)))}
    in_latin = {country.name for country in english_countries(source)}
    lost = [country for name, country in said.items() if country.certain and name not in told]
    new = [country for name, country in told.items() if country.certain and name not in said.keys() | in_latin]
    if lost and new:
        message = f"The source names {_names(lost)}, the translation says {_words(new, target)}."
        yield _finding(message, lost[0].span, new[0].span, Severity.ERROR)
    elif new:
        message = f"The translation says {_words(new, target)}; the source does not."
        yield _finding(message, None, new[0].span, Severity.ERROR)
    elif lost and not _has_new_acronym(source, target):
        message = f"The source names {_names(lost)}; the translation does not."
        yield _finding(message, lost[0].span, None, Severity.WARNING)


def check_directions(source: str, target: str) -> Iterator[Finding]:
    """A finding where the points of the compass that the two texts name are not the same ones.

    A point that only one of them names says little: Westerners, the Middle East, a Westminster. Of 50 references of
    FLORES-101 dev with one another one is another one, by mistake.

    Args:
        source: The Arabic segment.
        target: Its translation.
    """
    told = {direction.name: direction for direction in reversed(list(english_directions(target)))}
    if not told:
        return
    said = {direction.name: direction for direction in reversed(list(arabic_directions(source)))}
    lost = [direction for name, direction in said.items() if name not in told]
    new = [direction for name, direction in told.items() if name not in said]
    ours, theirs = (
        frozenset[str]().union(*(direction.points for direction in directions.values())) for directions in (said, told)
    )
    if lost and new and ours != theirs:
        names = (" and ".join(direction.name for direction in directions) for directions in (lost, new))
        message = "The source says {}, the translation says {}.".format(*names)
        yield _finding(message, lost[0].span, new[0].span, Severity.ERROR)


def _has_new_acronym(source: str, target: str) -> bool:
    """Whether the country may be in an acronym: UNOCI of كوت ديفوار."""
    return not set(_ACRONYM.findall(target)) <= set(_ACRONYM.findall(source))


def _names(countries: list[Country]) -> str:
    return " and ".join(country.name for country in countries)


def _words(countries: list[Country], text: str) -> str:
    return " and ".join(country.span.of(text) for country in countries)


def _finding(message: str, source: Span | None, target: Span | None, severity: Severity) -> Finding:
    return Finding(kind=FindingKind.PLACE, severity=severity, message=message, source=source, target=target)
