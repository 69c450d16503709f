"""Quotations that are none in the translation, as their marks are lost, and with them who said what."""

import re

from mujaz.pipeline.guards.pair import Pair
from mujaz.types import Finding, FindingKind, Severity, Span

_SPEECH_WORDS = 4
"""A quotation of so many words, or behind a colon, is speech; a shorter one may be a name, which Arabic puts in
quotation marks and English does not. Of 1,967 references (FLORES-101 and TICO-19 dev) 167 translate quotations: three
have no marks where it is speech, two of them names after all and one of another line, and 46 where it is none."""
_MARK = re.compile(r"[\"“”„‟«»]|(?<!\w)['‘’‚‛‹›]|['’‹›](?!\w)")
_DOUBLE_MARK = re.compile(r"[\"“”„‟«»]")


def find(pair: Pair) -> list[Finding]:
    """Findings where quotation marks are missing from the translation, or are there by halves."""
    quotations, source, target = pair.source.quotations, pair.source.text, pair.target.text
    if not quotations or pair.target.is_blank or not pair.source.has_arabic:
        return []
    marks = count_marks(target)
    if not marks:
        return [_without_marks(source, quotation) for quotation in quotations]
    speech = [quotation for quotation in quotations if _is_speech(source, quotation)]
    if (marks + 1) // 2 < len(speech):
        message = f"The source quotes {len(speech)} times, the translation only {_times((marks + 1) // 2)}."
        return [_finding(Severity.WARNING, message, Span(speech[0].start, speech[-1].end))]
    if _is_odd(target) and not _is_odd(source):
        message = "The translation does not say where a quotation begins or ends: one of its marks is missing."
        return [_finding(Severity.INFO, message, Span(quotations[0].start, quotations[-1].end))]
    return []


def count_marks(target: str) -> int:
    """How many quotation marks an English text has."""
    return len(_MARK.findall(target))


def _without_marks(source: str, quotation: Span) -> Finding:
    severity = Severity.WARNING if _is_speech(source, quotation) else Severity.INFO
    words = len(quotation.of(source).split())
    message = f"The source has quotation marks around {words} word{'s' if words > 1 else ''}; the translation has none."
    return _finding(severity, message, quotation)


def _is_speech(source: str, quotation: Span) -> bool:
    return len(quotation.of(source).split()) >= _SPEECH_WORDS or source[: quotation.start].rstrip().endswith(":")


def _is_odd(text: str) -> bool:
    return len(_DOUBLE_MARK.findall(text)) % 2 == 1


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _finding(severity: Severity, message: str, source: Span) -> Finding:
    return Finding(kind=FindingKind.VERBATIM, severity=severity, message=message, source=source)
