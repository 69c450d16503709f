"""Checks whether the zone of a time was lost."""

import re
from collections.abc import Iterator

from mujaz.pipeline.guards.finding import number_finding
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.contains import contains_any
from mujaz.types import Finding, Span

_MAY_BE_ZONE = ("غرين", "جرين", "بتوقيت", "تغ", "ت.غ", "ت غ")
_GREENWICH = re.compile(r"(?:غرين|جرين|غري|كرين)[وي]*ت?ش|(?<=\d )(?:تغ\b|ت\.?\s?غ\b)|\(تغ\)")
_LOCAL = re.compile(r"بالتوقيت المحلي|بتوقيت\s+\S+")
_ENGLISH_GREENWICH = ("gmt", "utc", "greenwich", "universal")
_ENGLISH = re.compile(r"\b(?:GMT|UTC|UT|Greenwich|[Ll]ocal|[A-Z]{2,4}T|[Tt]ime|[Hh]ours?)\b")


def find(pair: Pair) -> Iterator[Finding]:
    """A finding where the source gives the zone of a time, and the translation names no zone."""
    text = pair.source.text
    if not contains_any(text, _MAY_BE_ZONE):
        return
    zone = _GREENWICH.search(text) or _LOCAL.search(text)
    if zone is None or not any(character.isdigit() for character in pair.target.text):
        return
    greenwich = zone.re is _GREENWICH
    named = contains_any(pair.target.lowered, _ENGLISH_GREENWICH) if greenwich else _ENGLISH.search(pair.target.text)
    if not named:
        message = f"The source gives a time zone, {zone[0].strip('()')}; the translation does not."
        yield number_finding(message, Span(*zone.span()))
