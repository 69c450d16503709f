"""What a caller may ask for: quality, a brief, the terms of a glossary."""

import enum
import hashlib
from dataclasses import dataclass, field


class Priority(enum.Enum):
    """Which lane of the scheduler a request waits in."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


class Quality(enum.Enum):
    """How much processor time a translation may take; `mujaz.pipeline.quality` says what for."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class BriefStyle(enum.Enum):
    """How a brief is laid out."""

    PARAGRAPH = "paragraph"
    """Sentences one after another."""
    BULLETS = "bullets"
    """One sentence on a line, behind "- "."""
    HEADLINE = "headline"
    """One clause of at most 12 words, without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """What a brief is to be like; of its limits the tighter one wins.

    Args:
        max_sentences: The most sentences, at least 1.
        max_words: The most words. Sentences are shortened by whole clauses, to 28 words or fewer.
        style: How it is laid out.
    """

    max_sentences: int = 3
    max_words: int = 60
    style: BriefStyle = BriefStyle.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An Arabic word or name and the English that is wanted for it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms that translations are to use."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def digest(self) -> str:
        """The first 12 digits of a hash of the terms: the same for the same terms in the same order."""
        lines = (f"{term.source}\t{term.target}\n" for term in self.terms)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOptions:
    """How one article is to be treated. None means the configured default."""

    quality: Quality | None = None
    beam_size: int | None = None
    """Wins over what `quality` says of it."""
    brief: BriefOptions | None = field(default_factory=BriefOptions)
    """None leaves the brief out."""
    priority: Priority | None = None
    glossary: Glossary | None = None
    """Terms that win over those of the server."""
    skip_memory: bool = False
    """Have everything decoded, whatever the translation memory knows, and remember none of it."""
