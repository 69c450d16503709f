"""A name that was found in a text."""

from dataclasses import dataclass

from mujaz.types import NameKind, NameOrigin, Span

__all__ = ["Name", "NameKind", "NameOrigin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in an Arabic text.

    Args:
        span: Its position in the text, without what is joined to its front.
        arabic: The name as the text writes it.
        joined: What is joined to its front, without the article: `و`, `ول`; mostly empty.
        english: Its English spelling.
        kind: What it names.
        origin: Where its spelling comes from.
        certainty: How certain it is, from 0 to 1, that this is a name and is spelled so.
    """

    span: Span
    arabic: str
    joined: str
    english: str
    kind: NameKind
    origin: NameOrigin
    certainty: float
