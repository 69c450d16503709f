"""What a caller may ask for: quality, a brief, the terms of a glossary."""

import enum
import hashlib
from dataclasses import dataclass, field


class Priority(enum.Enum):
    """The lane of the scheduler that a request waits in."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


class Quality(enum.Enum):
    """How much processor time a translation may take; `mujaz.pipeline.quality` says what it is spent on."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class BriefStyle(enum.Enum):
    """How a brief is laid out."""

    PARAGRAPH = "paragraph"
    """Sentences one after another."""
    BULLETS = "bullets"
    """One sentence on each line, after "- "."""
    HEADLINE = "headline"
    """One clause of at most 12 words, without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """How long a brief may be and how it is laid out. Of the two limits, the tighter one applies.

    Args:
        max_sentences: The most sentences, at least 1.
        max_words: The most words. Sentences are shortened by whole clauses, to 28 words or fewer.
        style: The layout.
    """

    max_sentences: int = 3
    max_words: int = 60
    style: BriefStyle = BriefStyle.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An Arabic word or name and the English to use for it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms that translations should use."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def digest(self) -> str:
        """The first 12 hexadecimal digits of a hash of the terms and their order."""
        lines = (f"{term.source}\t{term.target}\n" for term in self.terms)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOptions:
    """How to process one article. None means the configured default."""

    quality: Quality | None = None
    beam_size: int | None = None
    """Overrides the beam size of `quality`."""
    brief: BriefOptions | None = field(default_factory=BriefOptions)
    """None leaves the brief out."""
    priority: Priority | None = None
    glossary: Glossary | None = None
    """Terms that take precedence over those of the server."""
    skip_memory: bool = False
    """Neither read the translation memory nor add to it."""
