"""Functions that several detectors share."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from mujaz.types import Finding, FindingKind, Severity, Span


class Mention(Protocol):
    """A place where a text mentions something that has a name."""

    @property
    def name(self) -> str:
        """The name, the same for both languages."""

    @property
    def span(self) -> Span:
        """Where the text mentions it."""


M = TypeVar("M", bound=Mention)


def first_mentions(mentions: Iterable[M]) -> dict[str, M]:
    """The first mention of each name, in order."""
    first: dict[str, M] = {}
    for mention in mentions:
        first.setdefault(mention.name, mention)
    return first


def number_finding(
    message: str, source: Span | None = None, target: Span | None = None, severity: Severity = Severity.WARNING
) -> Finding:
    """A finding of kind NUMBER.

    Args:
        message: What is wrong, in a sentence.
        source: Where in the source, if it is there.
        target: Where in the translation, if it is there.
        severity: How certain it is.
    """
    return Finding(kind=FindingKind.NUMBER, severity=severity, message=message, source=source, target=target)


def unrelated_finding(message: str, source: Span | None, target: Span | None) -> Finding:
    """A finding of kind UNRELATED and severity WARNING; arguments as of `number_finding`."""
    return Finding(kind=FindingKind.UNRELATED, severity=Severity.WARNING, message=message, source=source, target=target)


def name_finding(message: str, source: Span | None, target: Span | None, severity: Severity) -> Finding:
    """A finding of kind NAME; arguments as of `number_finding`."""
    return Finding(kind=FindingKind.NAME, severity=severity, message=message, source=source, target=target)
