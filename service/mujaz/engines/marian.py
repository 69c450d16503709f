"""What all MarianMT engines share: everything but the decoding itself."""

import abc
import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from mujaz.catalogue.marian_config import END
from mujaz.engines.base import padded_length
from mujaz.engines.marian_pieces import SPACE, MarianPieces
from mujaz.engines.tidy import tidy
from mujaz.types import Chunk, DecodingOptions, Hypothesis, LoadedModel

_MIN_TARGET_TOKENS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A hypothesis as a search found it.

    Args:
        pieces: Target tokens, with the prefix and, if it was reached, the end-of-sentence token.
        mean_log_prob: Their mean log probability.
        log_probs: The log probability of each; empty where they are not known.
    """

    pieces: Sequence[str]
    mean_log_prob: float
    log_probs: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarianLimits:
    """The longest texts of a model.

    Args:
        max_source_tokens: Most tokens of a chunk, the end-of-sentence token not counted.
        max_positions: Most tokens of a hypothesis, the end-of-sentence token included.
    """

    max_source_tokens: int
    max_positions: int


class MarianEngine(abc.ABC):
    """A translation engine on a MarianMT model.

    Args:
        model: The model and how it runs.
        pieces: Its tokenizers.
        limits: Its longest texts.
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
        """Returns a key; chunks with the same key are decoded together."""

    def _padded_to(self, chunk: Chunk) -> int:
        """The padded length of a chunk, the end-of-sentence token not counted."""
        return min(padded_length(len(chunk.pieces)), self._limits.max_positions - 1)

    def _target_limit(self, group: Sequence[Chunk]) -> int:
        """The most tokens of a group's hypotheses, with the end-of-sentence token: at least twice the source's."""
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
            truncated=bool(pieces) and pieces[-1] != END,  # no tokens: the chunk was empty
            word_probabilities=word_probabilities,
        )

    @abc.abstractmethod
    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        """Searches for the best hypotheses of each chunk.

        Args:
            groups: Chunks with the same `_kind`; no group is empty.
            options: How to search.

        Returns:
            For each chunk of each group its hypotheses, at least one, best first.
        """

    @abc.abstractmethod
    def close(self) -> None:
        """See `TranslationEngine`."""


def _by_word(found: Scored, words: int) -> tuple[float, ...]:
    """The probability of each word's least likely token; empty where tokens and words do not match."""
    lowest: list[float] = []
    for piece, log_prob in zip(found.pieces, found.log_probs, strict=False):
        if piece == END:
            break
        if piece.startswith(SPACE) or not lowest:
            lowest.append(0.0)
        lowest[-1] = min(lowest[-1], log_prob)
    return tuple(round(math.exp(log_prob), 3) for log_prob in lowest) if len(lowest) == words else ()
