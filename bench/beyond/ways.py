"""Ways to run the network: their interface, and torch's implementation."""

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
    """A library that runs `Encoder` and `Step` on one thread."""

    name: str

    @abstractmethod
    def encode(self, sources: Ids) -> None:
        """Encode `[sentences, source pieces]`, and keep the keys and values that the decoder attends to."""

    @abstractmethod
    def step(self, tokens: Ids, position: int) -> Any:
        """Return scores `[rows, target vocabulary]` of the token at `position`, after `tokens`."""


class Torch(Way):
    """Torch, eager or compiled.

    Args:
        checkpoint: The model.
        shape: The shape of the batch.
        dtype: The type of weights and sums.
        compiled: Whether inductor compiles both networks, with weights packed as constants.
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
    """The part of a step that a beam search adds, in torch: choosing the best scores, and reordering the caches.

    Args:
        checkpoint: The model.
        shape: The shape of the batch.
        dtype: The type of the cache.
    """

    def __init__(self, checkpoint: Checkpoint, shape: Shape, *, dtype: torch.dtype) -> None:
        self._shape = shape
        self._scores = torch.randn(shape.rows, len(checkpoint.target_pieces), dtype=dtype)
        self._keys = torch.zeros(cache_shape(checkpoint, shape), dtype=dtype)
        self._values = torch.zeros_like(self._keys)

    def step(self, position: int) -> list[torch.Tensor]:
        """Search after a step, and return the filled part of the caches in its new order, copied."""
        sentences, beams = self._shape.sentences, self._shape.beams
        totals = self._scores.float().logsumexp(-1, keepdim=True)
        best, _ = self._scores.topk(beams)
        _, chosen = (best - totals).view(sentences, -1).topk(beams)
        parents = (chosen // beams + torch.arange(sentences)[:, None] * beams).flatten()
        return [cache[:, :, :, : position + 1].index_select(1, parents) for cache in (self._keys, self._values)]


def cache_shape(checkpoint: Checkpoint, shape: Shape) -> tuple[int, int, int, int, int]:
    """Return the shape of the decoder's keys, and of its values."""
    config = checkpoint.config
    heads = config.decoder_attention_heads
    return config.decoder_layers, shape.rows, heads, shape.target_pieces, config.d_model // heads
