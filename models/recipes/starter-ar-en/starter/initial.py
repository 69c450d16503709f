"""The first weights: E5's encoder behind an adapter layer, and a decoder that starts from E5's layers.

Marian has no normalisation after its embeddings and other positions than E5. So its first layer is trained to turn
"embedding + sinusoid" into E5's own normalised embedding, and E5's layers follow unchanged.
"""

import time
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from starter.e5 import E5
from starter.model import Layer, Shape, Translator

_FIRST_POSITION = 1  # E5's own positions start behind <s>, which we do not have
_HEAD_WIDTH = 32
_TARGET_NORM = 0.9  # with the last norm's states of norm sqrt(width), logits then span about +-17


def initial_model(e5: E5, target_rows: NDArray[np.int64], decoder_layers: int) -> Translator:
    """Builds a model whose encoder still lacks its adapter.

    Args:
        e5: The pretrained encoder, cut to the source pieces and to the layers that are wanted.
        target_rows: For each target piece, the number of the source piece that it starts from.
        decoder_layers: How many decoder layers to make.
    """
    torch.manual_seed(0)
    shape = Shape(
        source_pieces=len(e5.tensor("emb.word")),
        target_pieces=len(target_rows),
        width=e5.width,
        heads=e5.width // _HEAD_WIDTH,
        feed_forward=e5.feed_forward,
        encoder_layers=e5.layers + 1,
        decoder_layers=decoder_layers,
    )
    model = Translator(shape)
    words = e5.tensor("emb.word")
    with torch.no_grad():
        model.source.weight[:-1] = words / (model.scale * words.pow(2).mean().sqrt())
        target = words[torch.from_numpy(target_rows)]
        model.target.weight[:-1] = F.normalize(target - target.mean(0), dim=-1) * _TARGET_NORM
        layers = list(model.encoder)
        for number in range(e5.layers):
            _take(layers[number + 1], e5, number)
        for number, layer in enumerate(model.decoder):
            _take(layer, e5, max(0, round((number + 1) * e5.layers / decoder_layers) - 1))
        layer.norm.weight.fill_(1.0)
        layer.norm.bias.zero_()
        first = layers[0]
        first.attention.out.weight.zero_()
        first.outer.weight.zero_()
        first.norm.weight.copy_(e5.tensor("emb.ln.w"))
        first.norm.bias.copy_(e5.tensor("emb.ln.b"))
    return model


def with_decoder_layers(model: Translator, numbers: Sequence[int]) -> Translator:
    """A model with some of another's decoder layers, for a student that is faster.

    Args:
        model: Gives the weights.
        numbers: Of the layers to keep, from 0, in the order that they are to have.
    """
    student = Translator(Shape(**(model.shape.as_dict() | {"decoder_layers": len(numbers)})))
    layers = list(model.decoder)
    with torch.no_grad():
        for new, old in (
            (student.source, model.source),
            (student.target, model.target),
            (student.encoder, model.encoder),
        ):
            new.load_state_dict(old.state_dict())
        for layer, number in zip(student.decoder, numbers, strict=True):
            layer.load_state_dict(layers[number].state_dict())
    return student


def train_adapter(model: Translator, e5: E5, texts: Sequence[NDArray[np.uint16]], steps: int, seed: int = 0) -> float:
    """Trains the first layer in place.

    Args:
        model: From `initial_model`.
        e5: Gives what the layer is to reach.
        texts: Source texts as numbers, in both languages.
        steps: Of 32 texts each; 300 bring the relative error under 1%.
        seed: Of the choice of texts.

    Returns:
        Relative squared error of the last steps.
    """
    chance = np.random.default_rng(seed)
    words = e5.tensor("emb.word")
    layer = next(iter(model.encoder))
    optimiser = torch.optim.Adam(layer.parameters(), lr=2e-3)
    error = 1.0
    started = time.monotonic()
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 2e-3 * min(1.0, (step + 1) / 30) * (1 - step / steps)
        longest = int(chance.choice([24, 48, 48, 96, 192]))
        count = 32 if longest < 100 else 10
        numbers = _padded([texts[i] for i in chance.integers(0, len(texts), count)], longest, model.shape.source_pieces)
        kept = numbers != model.shape.source_pieces
        wanted = _normalised_embedding(e5, words, numbers.clamp(max=len(words) - 1))[kept]
        got = layer(model.embed(model.source, numbers).detach(), model.source_mask(numbers))
        loss = F.mse_loss(got[kept], wanted) / wanted.pow(2).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        error = 0.9 * error + 0.1 * loss.item()
        if step % 50 == 49:
            print(f"adapter {step + 1}/{steps} error {error:.4f} {time.monotonic() - started:.0f} s", flush=True)
    return error


def _normalised_embedding(e5: E5, words: Tensor, numbers: Tensor) -> Tensor:
    positions = e5.tensor("emb.pos")[_FIRST_POSITION : _FIRST_POSITION + numbers.shape[1]]
    summed = words[numbers] + positions + e5.tensor("emb.type")[0]
    return F.layer_norm(summed, (e5.width,), e5.tensor("emb.ln.w"), e5.tensor("emb.ln.b"), 1e-12)


def _padded(texts: Sequence[NDArray[np.uint16]], longest: int, pad: int) -> Tensor:
    length = min(longest, max(map(len, texts)))
    numbers = torch.full((len(texts), length), pad)
    for row, text in enumerate(texts):
        numbers[row, : len(text)] = torch.from_numpy(text[:length].astype(np.int64))
    return numbers


def _take(layer: Layer, e5: E5, number: int) -> None:
    def tensor(name: str) -> Tensor:
        return e5.tensor(f"l{number}.{name}")

    layer.attention.kv.weight.copy_(torch.cat([tensor(f"{part}.w") for part in "qkv"]))
    layer.attention.kv.bias.copy_(torch.cat([tensor(f"{part}.b") for part in "qkv"]))
    for ours, theirs in ((layer.attention.out, "ao"), (layer.inner, "fi"), (layer.outer, "fo")):
        ours.weight.copy_(tensor(f"{theirs}.w"))
        ours.bias.copy_(tensor(f"{theirs}.b"))
    for norm, theirs in ((layer.attention_norm, "aln"), (layer.norm, "oln")):
        norm.weight.copy_(tensor(f"{theirs}.w"))
        norm.bias.copy_(tensor(f"{theirs}.b"))
