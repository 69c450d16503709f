"""A short summary, and the segments that support each of its sentences."""

import enum
from dataclasses import dataclass

from mujaz.types.span import Span


class BriefMethod(enum.Enum):
    """How a brief was made; the values are those of `mujaz.v1.BriefMethod`."""

    EXTRACTIVE = 1
    ABSTRACTIVE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Links a sentence of a brief to the segments that support it.

    Args:
        brief: The sentence, as a span into the brief's text.
        segments: Positions of the segments, in order.
        doubtful: One of these segments has a fault, or cannot be relied on, or has a much lower confidence than the
            article's others, or the model all but guessed a word of the sentence.
        doubts: Those words, as spans into the brief's text, in order.
    """

    brief: Span
    segments: tuple[int, ...]
    doubtful: bool = False
    doubts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A short English summary in whole sentences, with a citation for each sentence."""

    text: str
    method: BriefMethod
    citations: tuple[Citation, ...]
