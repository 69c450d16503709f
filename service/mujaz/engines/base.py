"""What an engine must offer. The rest of Mujaz knows no more about models than this page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from mujaz.types import BriefMethod, BriefOptions, Chunk, DecodingOptions, Hypothesis, LoadedModel

Floats: TypeAlias = NDArray[np.float64]


_BORDER = 8
"""Lengths to which chunks are padded are one less than a multiple of this: the end-of-sentence mark fills them up."""


def padded_length(source_tokens: int) -> int:
    """The length to which a chunk of so many pieces is padded, the end-of-sentence mark not counted.

    It is the same whatever else is in a batch, so that a chunk becomes the same beside any neighbours; see
    docs/decisions/0006-same-output-beside-any-neighbours.md. Only chunks of one padded length are decoded together.
    """
    return source_tokens // _BORDER * _BORDER + _BORDER - 1


class TranslationEngine(Protocol):
    """A loaded Arabic-English model. Every method may be called from several threads at once."""

    @property
    def model(self) -> LoadedModel:
        """The model as it runs."""
        ...

    @property
    def max_source_tokens(self) -> int:
        """The most pieces of one chunk, the end-of-sentence mark not counted."""
        ...

    @property
    def workers(self) -> int:
        """Batches that it decodes at the same time; more wait for each other."""
        ...

    def encode(self, text: str) -> tuple[str, ...]:
        """Cuts a normalised source text into the model's pieces. Never cut off, never longer than it need be."""
        ...

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Cuts an English text into the model's target pieces, for `Chunk.prefix`."""
        ...

    def is_unknown(self, piece: str) -> bool:
        """Whether the model has no representation of its own for a piece that `encode` gave."""
        ...

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """Translates chunks together.

        Args:
            batch: Chunks of at most `max_source_tokens` pieces each, in any order of length.
            options: How to search.

        Returns:
            One hypothesis for each chunk, in the order of `batch`.

        Raises:
            EngineError: The model failed.
        """
        ...

    def close(self) -> None:
        """Gives the model's memory back. Nothing may be called afterwards."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One sentence of a summary.

    Args:
        text: The sentence.
        support: Positions of the input sentences that it was taken from. Empty where a model wrote it freely.
    """

    text: str
    support: tuple[int, ...] = ()


class SummaryEngine(Protocol):
    """A loaded summariser of English text. Every method may be called from several threads at once."""

    @property
    def model(self) -> LoadedModel:
        """The model as it runs."""
        ...

    @property
    def method(self) -> BriefMethod:
        """Whether it chooses sentences or writes them."""
        ...

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """Summarises one text.

        Args:
            title: Its headline; empty where there is none.
            sentences: Its sentences in order, at least one, none empty.
            options: Limits of the summary.

        Returns:
            At least one sentence, in the order in which they are to be read.

        Raises:
            EngineError: The model failed.
        """
        ...

    def close(self) -> None:
        """Gives the model's memory back. Nothing may be called afterwards."""
        ...


@runtime_checkable
class TextComparer(Protocol):
    """Tells which English texts are about the same. May be called from several threads at once."""

    def similarities(self, texts: Sequence[str]) -> Floats:
        """Compares all texts with each other.

        Args:
            texts: Articles or sentences, at least one.

        Returns:
            A symmetric matrix, a row for each text, from 0 (no word in common) to 1 (the same words as often).
        """
        ...
