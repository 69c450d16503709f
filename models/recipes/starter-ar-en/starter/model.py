"""A transformer of Marian's architecture, lean enough to train on a processor.

Post-norm layers, gelu, sinusoidal positions, embeddings scaled by the root of the width, output tied to the target
embedding. The last row of each embedding is `<pad>`; it stays zero, as Marian's first decoder input is a zero vector.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# cuDNN's attention makes a plan for every new shape, and every batch has one: 60 k target tokens a second on an H100,
# against more than 355 k with the other kernels.
torch.backends.cuda.enable_cudnn_sdp(False)

_HIDDEN = -1e4  # added to the attention score of what must not be seen; finite, so that an empty row stays a number


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Sizes of a model.

    Args:
        source_pieces: Rows of the source embedding, `<pad>` not counted.
        target_pieces: Rows of the target embedding, `<pad>` not counted.
    """

    source_pieces: int
    target_pieces: int
    width: int = 384
    heads: int = 12
    feed_forward: int = 1536
    encoder_layers: int = 13
    decoder_layers: int = 4
    max_positions: int = 256

    def as_dict(self) -> dict[str, int]:
        """Gives the sizes by name, as they go into a checkpoint."""
        return asdict(self)


def sinusoids(positions: int, width: int) -> Tensor:
    """Marian's position table [positions, width]: all sines first, then all cosines."""
    column = torch.arange(width)
    angle = torch.arange(positions)[:, None] / torch.pow(10000.0, 2 * (column // 2) / width)
    return torch.cat([angle[:, 0::2].sin(), angle[:, 1::2].cos()], dim=1).float()


class Attention(nn.Module):
    """Multi-head attention with the projections fused: one product for q, k and v, or q apart for cross-attention."""

    def __init__(self, width: int, heads: int, *, cross: bool) -> None:
        super().__init__()
        self.heads = heads
        self.cross = cross
        self.q = nn.Linear(width, width) if cross else None
        self.kv = nn.Linear(width, (2 if cross else 3) * width)
        self.out = nn.Linear(width, width)

    def split(self, x: Tensor) -> Tensor:
        """Turns [batch, length, width] into [batch, heads, length, width / heads]."""
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def forward(
        self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, *, causal: bool = False
    ) -> Tensor:
        """Attends. All of query, key and value are split; `mask` is added to the scores."""
        if query.is_cuda:
            mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=causal)
        else:  # on a processor the fused one takes 1.4 times as long for short sentences of bfloat16
            scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
            if causal:
                mask = torch.full(scores.shape[-2:], _HIDDEN, dtype=scores.dtype).triu_(1)
            mixed = (scores if mask is None else scores + mask).softmax(-1) @ value
        joined: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return joined


class Layer(nn.Module):
    """One encoder or decoder layer."""

    def __init__(self, shape: Shape, dropout: float, *, decoder: bool) -> None:
        super().__init__()
        self.dropout = dropout
        self.attention = Attention(shape.width, shape.heads, cross=False)
        self.attention_norm = nn.LayerNorm(shape.width)
        self.cross = Attention(shape.width, shape.heads, cross=True) if decoder else None
        self.cross_norm = nn.LayerNorm(shape.width) if decoder else None
        self.inner = nn.Linear(shape.width, shape.feed_forward)
        self.outer = nn.Linear(shape.feed_forward, shape.width)
        self.norm = nn.LayerNorm(shape.width)

    def forward(
        self,
        x: Tensor,
        mask: Tensor | None,
        memory: tuple[Tensor, Tensor] | None = None,
        memory_mask: Tensor | None = None,
        past: tuple[Tensor, Tensor] | None = None,
        position: int = 0,
    ) -> Tensor:
        """Runs the layer.

        Args:
            x: [batch, length, width].
            mask: Added to self-attention scores. None in a decoder: causal, or the one position after those of `past`.
            memory: Keys and values of the encoder, for a decoder layer.
            memory_mask: Added to cross-attention scores.
            past: Room for keys and values of all positions, filled up to `position`; the layer adds its own.
            position: Of the only state in `x`, where there is a past.

        Returns:
            New states.
        """
        query, key, value = (self.attention.split(part) for part in self.attention.kv(x).chunk(3, -1))
        if past is not None:
            past[0][:, :, position : position + 1] = key
            past[1][:, :, position : position + 1] = value
            key, value = past[0][:, :, : position + 1], past[1][:, :, : position + 1]
        causal = self.cross is not None and past is None
        x = self.attention_norm(x + self._drop(self.attention(query, key, value, mask, causal=causal)))
        if self.cross is not None and self.cross_norm is not None and self.cross.q is not None and memory is not None:
            query = self.cross.split(self.cross.q(x))
            x = self.cross_norm(x + self._drop(self.cross(query, *memory, memory_mask)))
        states: Tensor = self.norm(x + self._drop(self.outer(F.gelu(self.inner(x)))))
        return states

    def memory(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of encoder states, for a decoder layer."""
        if self.cross is None:
            raise TypeError("an encoder layer has no cross-attention")
        key, value = self.cross.kv(states).chunk(2, -1)
        return self.cross.split(key), self.cross.split(value)

    def _drop(self, x: Tensor) -> Tensor:
        if not self.dropout or not self.training:
            return x
        return F.dropout(x, self.dropout) if x.is_cuda else _dropped(x, self.dropout)


def _dropped(x: Tensor, share: float) -> Tensor:
    """Dropout from random bytes, to a 256th: on a processor PyTorch's own takes an eighth of the training time."""
    words = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    kept = words.view(torch.uint8)[: x.numel()].view(x.shape) >= round(256 * share)
    return x * kept.to(x.dtype).mul_(1 / (1 - share))


def run_layer(
    layer: Layer, x: Tensor, mask: Tensor | None, states: Tensor | None = None, memory_mask: Tensor | None = None
) -> Tensor:
    """Runs a layer over whole sentences; `states` are the encoder's, for a decoder layer."""
    result: Tensor = layer(x, mask, None if states is None else layer.memory(states), memory_mask)
    return result


class Layers(nn.ModuleList):
    """Layers in order, of a known type."""

    def __iter__(self) -> Iterator[Layer]:
        return cast("Iterator[Layer]", super().__iter__())


class Translator(nn.Module):
    """Encoder and decoder.

    Args:
        shape: Sizes.
        dropout: Of sub-layer outputs, while training.
    """

    positions: Tensor

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.scale = math.sqrt(shape.width)
        self.fused: Callable[..., Tensor] | None = None  # a compiled `run_layer`, for training
        self.source = nn.Embedding(shape.source_pieces + 1, shape.width)
        self.target = nn.Embedding(shape.target_pieces + 1, shape.width)
        self.encoder = Layers(Layer(shape, dropout, decoder=False) for _ in range(shape.encoder_layers))
        self.decoder = Layers(Layer(shape, dropout, decoder=True) for _ in range(shape.decoder_layers))
        self.register_buffer("positions", sinusoids(shape.max_positions, shape.width), persistent=False)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        with torch.no_grad():
            self.source.weight[-1].zero_()
            self.target.weight[-1].zero_()

    def embed(self, table: nn.Embedding, numbers: Tensor, start: int = 0) -> Tensor:
        """Scaled embeddings of [batch, length] numbers plus positions from `start` on."""
        positions = self.positions[start : start + numbers.shape[1]].to(table.weight.dtype)
        return F.embedding(numbers, table.weight) * self.scale + positions

    def source_mask(self, numbers: Tensor) -> Tensor:
        """What to add to scores so that `<pad>` is not seen, [batch, 1, 1, length]."""
        padded = (numbers == self.shape.source_pieces)[:, None, None]
        return torch.zeros(padded.shape, dtype=self.source.weight.dtype, device=numbers.device).masked_fill_(
            padded, _HIDDEN
        )

    def encode(self, numbers: Tensor, mask: Tensor, frozen: int = 0) -> Tensor:
        """Runs the encoder; its embedding and first `frozen` layers without gradient where `frozen` is not 0."""
        with torch.set_grad_enabled(frozen == 0 and torch.is_grad_enabled()):
            x = self.embed(self.source, numbers)
            layers = list(self.encoder)
            for layer in layers[:frozen]:
                x = self._run(layer, x, mask)
        for layer in layers[frozen:]:
            x = self._run(layer, x, mask)
        return x

    def decode(self, numbers: Tensor, states: Tensor, mask: Tensor) -> Tensor:
        """Decoder states [batch, length, width] of whole target sentences, of which `numbers` are the inputs."""
        x = self.embed(self.target, numbers)
        for layer in self.decoder:
            x = self._run(layer, x, None, states, mask)
        return x

    def _run(self, layer: Layer, *inputs: Tensor | None) -> Tensor:
        run = self.fused if self.fused is not None and torch.is_grad_enabled() else run_layer
        return run(layer, *inputs)

    @property
    def output(self) -> Tensor:
        """The output projection [pieces, width]: the target embedding without its last row."""
        return self.target.weight[:-1]
