"""What may be wrong with a text or its translation."""

import enum
from dataclasses import dataclass

from mujaz.types.span import Span


class FindingKind(enum.Enum):
    """What a finding is about; the values are those of `mujaz.v1.FindingKind`."""

    UNSPECIFIED = 0
    """A kind that only a newer server knows. Only clients make it."""
    UNTRANSLATED = 1
    NUMBER = 2
    REPETITION = 3
    LENGTH = 4
    TRUNCATED = 5
    NOT_ARABIC = 6
    LOW_PROBABILITY = 7
    SPLIT = 8
    UNKNOWN_CHARACTERS = 9
    UNRELATED = 10
    GLOSSARY = 12
    DIALECT = 11
    VERBATIM = 13
    NAME = 14
    SOURCE_ENCODING = 15
    SOURCE_IN_PART = 16
    SOURCE_DAMAGED = 17


class Severity(enum.Enum):
    """How much a finding matters; the values are those of `mujaz.v1.Severity`."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a segment or an article that a reader should know.

    Args:
        kind: What it is about.
        severity: How much it matters.
        message: One English sentence for the reader.
        source: The words in question in the source text, where there are any.
        target: The words in question in the target text, where there are any.
    """

    kind: FindingKind
    severity: Severity
    message: str
    source: Span | None = None
    target: Span | None = None
