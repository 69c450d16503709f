"""What is known of a name in a text."""

from dataclasses import dataclass

from mujaz.types import NameKind, NameOrigin, Span

__all__ = ["Name", "NameKind", "NameOrigin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in an Arabic text.

    Args:
        span: Where it stands, without what is joined to its front.
        arabic: The same as written.
        joined: What is joined to its front, the article not counted: `و`, `ول`; mostly empty.
        english: Its English spelling.
        kind: What it names.
        origin: Where its spelling comes from.
        certainty: How sure it is that this is a name and that it is spelled so, from 0 to 1.
    """

    span: Span
    arabic: str
    joined: str
    english: str
    kind: NameKind
    origin: NameOrigin
    certainty: float
