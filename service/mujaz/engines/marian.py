"""What MarianMT engines have in common: everything but the decoding itself."""

import abc
import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from mujaz.catalogue.checkpoint import END
from mujaz.engines.base import padded_length
from mujaz.engines.marian_pieces import SPACE, MarianPieces
from mujaz.engines.tidy import tidy
from mujaz.types import Chunk, DecodingOptions, Hypothesis, LoadedModel

_MIN_TARGET_TOKENS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a search found.

    Args:
        pieces: Target pieces, prefix and end-of-sentence mark (if it was reached) included.
        mean_log_prob: Their mean log probability.
        log_probs: Of each piece; empty where it is not known.
    """

    pieces: Sequence[str]
    mean_log_prob: float
    log_probs: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarianLimits:
    """How long the texts of a model may be.

    Args:
        max_source_tokens: Pieces of a chunk, the end-of-sentence mark not counted.
        max_positions: Pieces of a hypothesis, the end-of-sentence mark included.
    """

    max_source_tokens: int
    max_positions: int


class MarianEngine(abc.ABC):
    """A translation engine on a MarianMT model.

    Args:
        model: The model as it runs.
        pieces: Its tokenizers.
        limits: How long its texts may be.
        workers: See `TranslationEngine`.
    """

    def __init__(self, model: LoadedModel, pieces: MarianPieces, limits: MarianLimits, *, workers: int = 1) -> None:
        self.model = model
        self.workers = workers
        self.max_source_tokens = limits.max_source_tokens
        self._limits = limits
        self._pieces = pieces

    def encode(self, text: str) -> tuple[str, ...]:
        """See `TranslationEngine`."""
        return self._pieces.encode(text)

    def encode_target(self, text: str) -> tuple[str, ...]:
        """See `TranslationEngine`."""
        return self._pieces.encode_target(text)

    def is_unknown(self, piece: str) -> bool:
        """See `TranslationEngine`."""
        return self._pieces.is_unknown(piece)

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """See `TranslationEngine`."""
        groups: dict[Hashable, list[int]] = {}
        for position, chunk in enumerate(batch):
            groups.setdefault(self._kind(chunk), []).append(position)
        hypotheses: dict[int, Hypothesis] = {}
        decoded = self._decode([[batch[position] for position in group] for group in groups.values()], options)
        for positions, found in zip(groups.values(), decoded, strict=True):
            for position, candidates in zip(positions, found, strict=True):
                best, *others = map(self._hypothesis, candidates)
                hypotheses[position] = replace(best, alternatives=tuple(others))
        return [hypotheses[position] for position in range(len(batch))]

    @abc.abstractmethod
    def _kind(self, chunk: Chunk) -> Hashable:
        """Chunks of one kind are decoded together."""

    def _padded_to(self, chunk: Chunk) -> int:
        """How long a chunk is made, the end-of-sentence mark not counted."""
        return min(padded_length(len(chunk.pieces)), self._limits.max_positions - 1)

    def _target_limit(self, group: Sequence[Chunk]) -> int:
        """The most pieces of a group's hypotheses, the end-of-sentence mark included: at least twice the source's."""
        longest = max(map(self._padded_to, group))
        return min(max(2 * longest, _MIN_TARGET_TOKENS), self._limits.max_positions)

    def _hypothesis(self, found: Scored) -> Hypothesis:
        pieces = found.pieces
        text = self._pieces.decode(pieces)
        text, word_probabilities = tidy(text, _by_word(found, len(text.split())))
        return Hypothesis(
            text=text,
            mean_log_prob=min(found.mean_log_prob, 0.0),
            token_count=max(len(pieces), 1),
            truncated=bool(pieces) and pieces[-1] != END,  # nothing at all comes only of nothing at all
            word_probabilities=word_probabilities,
        )

    @abc.abstractmethod
    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        """Searches for the best hypotheses of each chunk.

        Args:
            groups: Each of chunks of one kind; none is empty.
            options: How to search.

        Returns:
            For each chunk of each group what was found, at least one, best first.
        """

    @abc.abstractmethod
    def close(self) -> None:
        """See `TranslationEngine`."""


def _by_word(found: Scored, words: int) -> tuple[float, ...]:
    """The probability of each word's least likely piece; nothing where pieces and words do not tally."""
    lowest: list[float] = []
    for piece, log_prob in zip(found.pieces, found.log_probs, strict=False):
        if piece == END:
            break
        if piece.startswith(SPACE) or not lowest:
            lowest.append(0.0)
        lowest[-1] = min(lowest[-1], log_prob)
    return tuple(round(math.exp(log_prob), 3) for log_prob in lowest) if len(lowest) == words else ()
