"""A short summary, and which segments support each of its sentences."""

import enum
from dataclasses import dataclass

from mujaz.types.span import Span


class BriefMethod(enum.Enum):
    """How a brief was made; the values are those of `mujaz.v1.BriefMethod`."""

    EXTRACTIVE = 1
    ABSTRACTIVE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Ties a sentence of a brief (a span into its text) to positions of the segments that support it.

    Args:
        brief: The sentence.
        segments: Positions, in order.
        doubtful: One of these segments has a fault, or is trusted far less than the article's others, or the model was
            unsure of a word that is in the sentence.
        doubts: Those words, as spans into the brief's text, in order.
    """

    brief: Span
    segments: tuple[int, ...]
    doubtful: bool = False
    doubts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A short English summary in whole sentences, with a citation for each of them."""

    text: str
    method: BriefMethod
    citations: tuple[Citation, ...]
