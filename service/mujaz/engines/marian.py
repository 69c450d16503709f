"""What MarianMT engines have in common: everything but the decoding itself."""

import abc
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mujaz.catalogue.checkpoint import END
from mujaz.engines.marian_pieces import SPACE, MarianPieces
from mujaz.types import Chunk, DecodingOptions, Hypothesis, LoadedModel

LENGTH_CLASSES = (14, 30, 62, 99, 198, 297, 396)
"""The longest chunks, in pieces, of each class of lengths; a longer chunk is a class of its own."""
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
    """

    def __init__(self, model: LoadedModel, pieces: MarianPieces, limits: MarianLimits) -> None:
        self.model = model
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
        """See `TranslationEngine`. What a chunk becomes does not depend on its neighbours.

        Beside a longer chunk it is padded, which can change the last bits of attention's sums, and with them, once in
        some twenty sentences, a word. So only those chunks are decoded together that an engine decodes alike together
        and alone.
        """
        shapes: dict[tuple[int, int], list[int]] = {}
        for position, chunk in enumerate(batch):
            shape = self._padded_to(len(chunk.pieces)), self._prefix_class(chunk)
            shapes.setdefault(shape, []).append(position)
        shapes = dict(sorted(shapes.items(), reverse=True))  # the longest first: they must not be what others wait for
        groups = [[batch[position] for position in positions] for positions in shapes.values()]
        hypotheses: dict[int, Hypothesis] = {}
        for positions, decoded in zip(shapes.values(), self._decode(groups, options), strict=True):
            for position, candidates in zip(positions, decoded, strict=True):
                best, *others = map(self._hypothesis, candidates)
                hypotheses[position] = replace(best, alternatives=tuple(others))
        return [hypotheses[position] for position in range(len(batch))]

    def _padded_to(self, source_tokens: int) -> int:
        """How long a chunk may be made beside others without becoming something else; here, no longer than it is."""
        return source_tokens

    def _prefix_class(self, chunk: Chunk) -> int:
        """Chunks with prefixes of one class are decoded together; here, those that are equally long."""
        return len(chunk.prefix)

    def _target_limit(self, group: Sequence[Chunk]) -> int:
        """The most pieces of a group's hypotheses, the end-of-sentence mark included: at least twice the source's.

        By class of length, whether or not the engine decodes a class together, so that engines agree.
        """
        return min(max(2 * length_class(len(group[0].pieces)), _MIN_TARGET_TOKENS), self._limits.max_positions)

    def _hypothesis(self, found: Scored) -> Hypothesis:
        pieces = found.pieces
        text = self._pieces.decode(pieces)
        return Hypothesis(
            text=text,
            mean_log_prob=min(found.mean_log_prob, 0.0),
            token_count=max(len(pieces), 1),
            truncated=bool(pieces) and pieces[-1] != END,  # nothing at all comes only of nothing at all
            word_probabilities=_by_word(found, len(text.split())),
        )

    @abc.abstractmethod
    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        """Searches for the best hypotheses of each chunk.

        Args:
            groups: Each of chunks with the same `_padded_to` and prefixes of one class; none is empty.
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


def length_class(source_tokens: int) -> int:
    """The longest chunk in the class of a chunk with this many pieces."""
    return next((longest for longest in LENGTH_CLASSES if source_tokens <= longest), source_tokens)
