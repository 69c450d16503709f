"""Ways to run the network: what each must offer, and torch's."""

from abc import ABC, abstractmethod
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch._inductor.config as inductor

from bench.beyond.network import Encoder, Shape, Step
from mujaz.catalogue.checkpoint import Checkpoint

Ids = npt.NDArray[np.int64]


class Way(ABC):
    """A library that runs `Encoder` and `Step`, one thread of it."""

    name: str

    @abstractmethod
    def encode(self, sources: Ids) -> None:
        """Takes `[sentences, source pieces]` and keeps what the decoder attends to."""

    @abstractmethod
    def step(self, tokens: Ids, position: int) -> Any:
        """Scores `[rows, target pieces]` of the piece at `position`, after `tokens`."""


class Torch(Way):
    """Torch, eager or compiled.

    Args:
        checkpoint: The model.
        shape: Of the batch.
        dtype: Of weights and sums.
        compiled: Whether inductor compiles both networks, weights packed as constants.
    """

    def __init__(self, checkpoint: Checkpoint, shape: Shape, *, dtype: torch.dtype, compiled: bool = False) -> None:
        self.name = f"torch {'compiled' if compiled else 'eager'}, {str(dtype).removeprefix('torch.')}"
        self._encoder: Any = Encoder(checkpoint, shape).to(dtype).eval()
        self._step: Any = Step(checkpoint, shape).to(dtype).eval()
        if compiled:
            inductor.freezing = True
            self._encoder = torch.compile(self._encoder, fullgraph=True, dynamic=False)
            self._step = torch.compile(self._step, fullgraph=True, dynamic=False)
        self._keys = torch.zeros(cache_shape(checkpoint, shape), dtype=dtype)
        self._values = torch.zeros_like(self._keys)

    def encode(self, sources: Ids) -> None:
        """See `Way`."""
        with torch.no_grad():
            self._memory = self._encoder(torch.from_numpy(sources))

    def step(self, tokens: Ids, position: int) -> torch.Tensor:
        """See `Way`."""
        with torch.no_grad():
            scores, keys, values = self._step(
                torch.from_numpy(tokens), torch.tensor([position]), self._keys, self._values, *self._memory
            )
            self._keys[:, :, :, position] = keys
            self._values[:, :, :, position] = values
        return scores  # type: ignore[no-any-return]


class Search:
    """What a beam search adds to a step of any way, in torch: the best of all scores, and caches in their new order.

    Args:
        checkpoint: The model.
        shape: Of the batch.
        dtype: Of the cache.
    """

    def __init__(self, checkpoint: Checkpoint, shape: Shape, *, dtype: torch.dtype) -> None:
        self._shape = shape
        self._scores = torch.randn(shape.rows, len(checkpoint.target_pieces), dtype=dtype)
        self._keys = torch.zeros(cache_shape(checkpoint, shape), dtype=dtype)
        self._values = torch.zeros_like(self._keys)

    def step(self, position: int) -> list[torch.Tensor]:
        """The search after a step: what the caches hold by then, in its new order, in fresh memory."""
        sentences, beams = self._shape.sentences, self._shape.beams
        totals = self._scores.float().logsumexp(-1, keepdim=True)
        best, _ = self._scores.topk(beams)
        _, chosen = (best - totals).view(sentences, -1).topk(beams)
        parents = (chosen // beams + torch.arange(sentences)[:, None] * beams).flatten()
        return [cache[:, :, :, : position + 1].index_select(1, parents) for cache in (self._keys, self._values)]


def cache_shape(checkpoint: Checkpoint, shape: Shape) -> tuple[int, int, int, int, int]:
    """Of the decoder's keys, and of its values."""
    config = checkpoint.config
    heads = config.decoder_attention_heads
    return config.decoder_layers, shape.rows, heads, shape.target_pieces, config.d_model // heads
