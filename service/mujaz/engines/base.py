"""The interfaces of engines. The rest of Mujaz knows models only through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from mujaz.types import BriefMethod, BriefOptions, Chunk, DecodingOptions, Hypothesis, LoadedModel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Floats: TypeAlias = "NDArray[np.float64]"

_PAD_MULTIPLE = 8
"""Chunks are padded to a multiple of this, the end-of-sentence token included."""


def padded_length(source_tokens: int) -> int:
    """Returns the length to which a chunk is padded, the end-of-sentence token not counted.

    It does not depend on the rest of the batch, so that a chunk gets the same translation beside any neighbours; see
    docs/decisions/0006-same-output-beside-any-neighbours.md. Only chunks of one padded length are decoded together.

    Args:
        source_tokens: Tokens of the chunk, the end-of-sentence token not counted.
    """
    return source_tokens // _PAD_MULTIPLE * _PAD_MULTIPLE + _PAD_MULTIPLE - 1


class TranslationEngine(Protocol):
    """A loaded Arabic-English model. Every method may be called from several threads at once."""

    @property
    def model(self) -> LoadedModel:
        """The model and how it runs."""
        ...

    @property
    def max_source_tokens(self) -> int:
        """The most tokens of one chunk, the end-of-sentence token not counted."""
        ...

    @property
    def workers(self) -> int:
        """The number of batches that it decodes at the same time; further ones wait."""
        ...

    def encode(self, text: str) -> tuple[str, ...]:
        """Cuts a normalised source text into the model's tokens. All of the text is kept, and nothing is padded."""
        ...

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Cuts an English text into the model's target tokens, for `Chunk.prefix`."""
        ...

    def is_unknown(self, piece: str) -> bool:
        """Whether the model has no embedding of its own for a token that `encode` returned."""
        ...

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """Translates chunks together.

        Args:
            batch: Chunks of at most `max_source_tokens` tokens each, in any order.
            options: How to search.

        Returns:
            One hypothesis for each chunk, in the order of `batch`.

        Raises:
            EngineError: The model failed.
        """
        ...

    def close(self) -> None:
        """Frees the model's memory. The engine cannot be used afterwards."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """One sentence of a summary.

    Args:
        text: The sentence.
        support: Positions of the input sentences that it was taken from. Empty where a model wrote it in its own words.
    """

    text: str
    support: tuple[int, ...] = ()


class SummaryEngine(Protocol):
    """A loaded summariser of English text. Every method may be called from several threads at once."""

    @property
    def model(self) -> LoadedModel:
        """The model and how it runs."""
        ...

    @property
    def method(self) -> BriefMethod:
        """Whether it chooses sentences or writes them."""
        ...

    def summarize(self, title: str, sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
        """Summarises one text.

        Args:
            title: Its headline; empty where there is none.
            sentences: Its sentences in order: at least one, and none empty.
            options: Limits of the summary.

        Returns:
            At least one sentence, in reading order.

        Raises:
            EngineError: The model failed.
        """
        ...

    def close(self) -> None:
        """Frees the model's memory. The engine cannot be used afterwards."""
        ...


@runtime_checkable
class TextComparer(Protocol):
    """Measures how similar English texts are. May be called from several threads at once."""

    def similarities(self, texts: Sequence[str]) -> Floats:
        """Compares all texts with each other.

        Args:
            texts: Articles or sentences, at least one.

        Returns:
            A symmetric matrix with a row for each text, from 0 (no word in common) to 1 (the same words as often).
        """
        ...
