"""MarianMT as two networks of fixed shapes, for torch and for the formats that torch exports."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from mujaz.catalogue.checkpoint import Checkpoint, Weights
from mujaz.catalogue.to_ctranslate2 import sinusoids


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The shape of a batch.

    Args:
        sentences: Sentences in the batch.
        source_pieces: Tokens of each sentence, including the end mark; no sentence is padded.
        target_pieces: Tokens of each hypothesis.
        beams: Hypotheses of each sentence.
    """

    sentences: int = 32
    source_pieces: int = 32
    target_pieces: int = 32
    beams: int = 4

    @property
    def rows(self) -> int:
        """The number of hypotheses in the batch."""
        return self.sentences * self.beams


class Encoder(nn.Module):
    """Turns token ids into the keys and values that the decoder attends to.

    Args:
        checkpoint: The model.
        shape: The shape of the batch.
    """

    def __init__(self, checkpoint: Checkpoint, shape: Shape) -> None:
        super().__init__()
        config, weights = checkpoint.config, checkpoint.weights
        self._embedding = _embedding(checkpoint.source_embedding, checkpoint)
        self.register_buffer("_positions", torch.from_numpy(sinusoids(shape.source_pieces, config.d_model)))
        self._layers = nn.ModuleList(
            _EncoderLayer(checkpoint, f"model.encoder.layers.{number}") for number in range(config.encoder_layers)
        )
        self._memories = nn.ModuleList(
            _linear(weights, *(f"model.decoder.layers.{number}.encoder_attn.{part}_proj" for part in "kv"))
            for number in range(config.decoder_layers)
        )
        self._heads = config.decoder_attention_heads

    def forward(self, sources: Tensor) -> tuple[Tensor, Tensor]:
        """Return keys and values `[layers, sentences, heads, source pieces, width]` of `[sentences, source pieces]`."""
        state = self._embedding(sources) + self.get_buffer("_positions")
        for layer in self._layers:
            state = layer(state)
        parts = [memory(state).chunk(2, dim=-1) for memory in self._memories]
        keys = torch.stack([_split(part[0], self._heads) for part in parts])
        return keys, torch.stack([_split(part[1], self._heads) for part in parts])


class Step(nn.Module):
    """A step of the decoder. Its cache is static: it has the final length of the hypotheses, and the caller writes it.

    Args:
        checkpoint: The model.
        shape: The shape of the batch.
    """

    def __init__(self, checkpoint: Checkpoint, shape: Shape) -> None:
        super().__init__()
        config = checkpoint.config
        self._embedding = _embedding(checkpoint.target_embedding, checkpoint)
        self.register_buffer("_positions", torch.from_numpy(sinusoids(shape.target_pieces, config.d_model)))
        self._layers = nn.ModuleList(
            _DecoderLayer(checkpoint, f"model.decoder.layers.{number}") for number in range(config.decoder_layers)
        )
        self._projection = _given(checkpoint.output_embedding, checkpoint.output_bias.reshape(-1))
        self._length = shape.target_pieces

    def forward(
        self, tokens: Tensor, position: Tensor, keys: Tensor, values: Tensor, memory_keys: Tensor, memory_values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return scores `[rows, target vocabulary]` after the last token of each row, and new keys and values to cache.

        Args:
            tokens: `[rows]`, the last tokens; ignored at position 0, where the decoder starts from zeros.
            position: `[1]`, the number of tokens before the next one.
            keys: `[layers, rows, heads, length, width]`; ignored from `position` on.
            values: Cached values, as `keys`.
            memory_keys: The encoder's keys, shared by the beams of a sentence.
            memory_values: The encoder's values, likewise.
        """
        state = self._embedding(tokens) * (position > 0) + self.get_buffer("_positions")[position]
        unseen = torch.where(torch.arange(self._length) < position, 0.0, -1e9).to(state.dtype)
        new_keys, new_values = [], []
        for number, layer in enumerate(self._layers):
            state, key, value = layer(
                state, unseen, keys[number], values[number], memory_keys[number], memory_values[number]
            )
            new_keys.append(key)
            new_values.append(value)
        return self._projection(state), torch.stack(new_keys), torch.stack(new_values)


class _EncoderLayer(nn.Module):
    def __init__(self, checkpoint: Checkpoint, name: str) -> None:
        super().__init__()
        weights = checkpoint.weights
        self._heads = checkpoint.config.encoder_attention_heads
        self._inwards = _linear(weights, *(f"{name}.self_attn.{part}_proj" for part in "qkv"))
        self._outwards = _linear(weights, f"{name}.self_attn.out_proj")
        self._norm = _norm(weights, f"{name}.self_attn_layer_norm")
        self._feed = _Feed(checkpoint, name)

    def forward(self, state: Tensor) -> Tensor:
        query, key, value = (_split(part, self._heads) for part in self._inwards(state).chunk(3, dim=-1))
        attended = functional.scaled_dot_product_attention(query, key, value)
        fed: Tensor = self._feed(self._norm(state + self._outwards(attended.transpose(1, 2).flatten(2))))
        return fed


class _DecoderLayer(nn.Module):
    def __init__(self, checkpoint: Checkpoint, name: str) -> None:
        super().__init__()
        weights = checkpoint.weights
        self._heads = checkpoint.config.decoder_attention_heads
        self._inwards = _linear(weights, *(f"{name}.self_attn.{part}_proj" for part in "qkv"))
        self._outwards = _linear(weights, f"{name}.self_attn.out_proj")
        self._norm = _norm(weights, f"{name}.self_attn_layer_norm")
        self._query = _linear(weights, f"{name}.encoder_attn.q_proj")
        self._answer = _linear(weights, f"{name}.encoder_attn.out_proj")
        self._answer_norm = _norm(weights, f"{name}.encoder_attn_layer_norm")
        self._feed = _Feed(checkpoint, name)

    def forward(
        self, state: Tensor, unseen: Tensor, keys: Tensor, values: Tensor, memory_keys: Tensor, memory_values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        rows, width = state.shape
        parts = self._inwards(state).view(rows, 3, self._heads, 1, width // self._heads)
        query, key, value = parts[:, 0] * (width // self._heads) ** -0.5, parts[:, 1], parts[:, 2]
        before = query @ keys.transpose(-1, -2) + unseen
        now = (query * key).sum(-1, keepdim=True)  # separate, so that the cache need not be copied to append
        shares = torch.cat([before, now], dim=-1).softmax(-1)
        attended = shares[..., :-1] @ values + shares[..., -1:] * value
        state = self._norm(state + self._outwards(attended.reshape(rows, width)))
        query = _split(self._query(state).view(memory_keys.shape[0], -1, width), self._heads)
        attended = functional.scaled_dot_product_attention(query, memory_keys, memory_values)
        state = self._answer_norm(state + self._answer(attended.transpose(1, 2).reshape(rows, width)))
        return self._feed(state), key.squeeze(2), value.squeeze(2)


class _Feed(nn.Module):
    def __init__(self, checkpoint: Checkpoint, name: str) -> None:
        super().__init__()
        activations: dict[str, Callable[[Tensor], Tensor]] = {"gelu": functional.gelu, "swish": functional.silu}
        self._activation = activations[checkpoint.config.activation_function]
        self._up = _linear(checkpoint.weights, f"{name}.fc1")
        self._down = _linear(checkpoint.weights, f"{name}.fc2")
        self._norm = _norm(checkpoint.weights, f"{name}.final_layer_norm")

    def forward(self, state: Tensor) -> Tensor:
        fed: Tensor = self._norm(state + self._down(self._activation(self._up(state))))
        return fed


def _split(state: Tensor, heads: int) -> Tensor:
    """Turn `[sentences, pieces, heads * width]` into `[sentences, heads, pieces, width]`."""
    return state.view(*state.shape[:-1], heads, -1).transpose(1, 2)


def _embedding(rows: np.ndarray, checkpoint: Checkpoint) -> nn.Embedding:
    factor = checkpoint.config.d_model**0.5 if checkpoint.config.scale_embedding else 1.0
    scaled = torch.from_numpy(np.asarray(rows, np.float32) * np.float32(factor))
    return nn.Embedding(scaled.shape[0], scaled.shape[1], _weight=scaled, _freeze=True)


def _linear(weights: Weights, *names: str) -> nn.Linear:
    """Join several projections into one."""
    return _given(*(np.concatenate([weights[f"{name}.{kind}"] for name in names]) for kind in ("weight", "bias")))


def _given(weight: np.ndarray, bias: np.ndarray) -> nn.Linear:
    linear = nn.Linear(weight.shape[1], weight.shape[0], device="meta")
    linear.weight = nn.Parameter(torch.from_numpy(np.array(weight, np.float32)), requires_grad=False)
    linear.bias = nn.Parameter(torch.from_numpy(np.array(bias, np.float32)), requires_grad=False)
    return linear


def _norm(weights: Weights, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights[f"{name}.weight"].shape[0])
    norm.weight = nn.Parameter(torch.from_numpy(np.array(weights[f"{name}.weight"], np.float32)), requires_grad=False)
    norm.bias = nn.Parameter(torch.from_numpy(np.array(weights[f"{name}.bias"], np.float32)), requires_grad=False)
    return norm
