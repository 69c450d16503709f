"""Converts a MarianMT model to ctranslate2. Run as a program.

The process that needs the result thus loads neither the original weights nor torch, which `ctranslate2.specs` imports
wherever it is installed.

    python -m mujaz.catalogue.to_ctranslate2 SOURCE TARGET {int8,float32}
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mujaz.catalogue.checkpoint import Checkpoint, Weights, read_checkpoint
from mujaz.catalogue.folders import weight_files
from mujaz.catalogue.marian_config import END, UNKNOWN
from mujaz.catalogue.trimming import trimmed
from mujaz.errors import ModelError

_ACTIVATIONS = {"relu": "RELU", "gelu": "GELU", "gelu_new": "GELUTanh", "swish": "SWISH", "silu": "SWISH"}


def sinusoids(positions: int, width: int) -> npt.NDArray[np.float32]:
    """Marian's position table: sines in the left half of each row, cosines in the right half.

    The frequencies are those of Vaswani et al. 2017, section 3.5, without interleaving.
    """
    exponents = np.arange((width + 1) // 2, dtype=np.float64) * 2 / width
    angles = np.arange(positions)[:, None] / np.power(10000.0, exponents)
    return np.concatenate([np.sin(angles), np.cos(angles[:, : width // 2])], axis=1).astype(np.float32)


def build_spec(checkpoint: Checkpoint) -> Any:
    """Builds the ctranslate2 specification of a checkpoint.

    Returns:
        A validated `ctranslate2.specs.TransformerSpec` in float32.
    """
    from ctranslate2 import specs  # noqa: PLC0415 - after `main` has decided about torch
    from ctranslate2.specs import common_spec  # noqa: PLC0415

    config = checkpoint.config
    activation = common_spec.Activation[_ACTIVATIONS[config.activation_function]]
    encoder = specs.TransformerEncoderSpec(
        config.encoder_layers, config.encoder_attention_heads, pre_norm=False, activation=activation
    )
    decoder = specs.TransformerDecoderSpec(
        config.decoder_layers, config.decoder_attention_heads, pre_norm=False, activation=activation
    )
    decoder.start_from_zero_embedding = True
    # One more than in transformers: scoring adds an end-of-sentence token even to the longest hypothesis.
    positions = sinusoids(config.max_position_embeddings + 1, config.d_model)
    for side in (encoder, decoder):
        side.scale_embeddings = config.d_model**0.5 if config.scale_embedding else 1.0
        side.position_encodings.encodings = positions
    encoder.embeddings[0].weight = checkpoint.source_embedding
    decoder.embeddings.weight = checkpoint.target_embedding
    decoder.projection.weight = checkpoint.output_embedding
    if checkpoint.output_bias.any():
        decoder.projection.bias = checkpoint.output_bias
    try:
        for number, layer in enumerate(encoder.layer):
            _set_layer(layer, checkpoint.weights, f"model.encoder.layers.{number}")
        for number, layer in enumerate(decoder.layer):
            _set_layer(layer, checkpoint.weights, f"model.decoder.layers.{number}")
    except KeyError as error:
        raise ModelError(f"the checkpoint lacks {error.args[0]}") from None
    spec = specs.TransformerSpec(encoder, decoder)
    spec.register_source_vocabulary(checkpoint.source_pieces)
    spec.register_target_vocabulary(checkpoint.target_pieces)
    spec.config.unk_token = UNKNOWN
    spec.config.eos_token = END
    spec.config.decoder_start_token = END  # any known piece would do, as the decoder starts from zeros
    spec.config.add_source_eos = True
    spec.validate()
    return spec


def convert(source: Path, target: Path, compute_type: str) -> None:
    """Converts one model.

    Args:
        source: A folder in the Hugging Face MarianMT layout, tokenizers included.
        target: An existing folder to write to.
        compute_type: `int8` (a scale for each output row) or `float32`.

    Raises:
        ModelError: The source cannot be converted.
    """
    spec = build_spec(trimmed(read_checkpoint(source), source))
    spec.optimize(quantization=compute_type)
    spec.save(str(target))


def _set_layer(spec: Any, weights: Weights, name: str) -> None:
    _set_attention(spec.self_attention, weights, f"{name}.self_attn", fused=("q_proj", "k_proj", "v_proj"))
    if hasattr(spec, "attention"):
        _set_attention(spec.attention, weights, f"{name}.encoder_attn", fused=("k_proj", "v_proj"))
        _set_linear(spec.attention.linear[0], weights, f"{name}.encoder_attn.q_proj")
    _set_linear(spec.ffn.linear_0, weights, f"{name}.fc1")
    _set_linear(spec.ffn.linear_1, weights, f"{name}.fc2")
    _set_norm(spec.ffn.layer_norm, weights, f"{name}.final_layer_norm")


def _set_attention(spec: Any, weights: Weights, name: str, *, fused: tuple[str, ...]) -> None:
    """Sets the projections that ctranslate2 computes as one, the output projection and the norm after it."""
    _set_linear(spec.linear[-2], weights, *(f"{name}.{part}" for part in fused))
    _set_linear(spec.linear[-1], weights, f"{name}.out_proj")
    _set_norm(spec.layer_norm, weights, f"{name}_layer_norm")


def _set_linear(spec: Any, weights: Weights, *names: str) -> None:
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _set_norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma = weights[f"{name}.weight"]
    spec.beta = weights[f"{name}.bias"]


def main(arguments: list[str]) -> int:
    """Converts a model. An error that a user can act on is one line on standard error and exit code 2."""
    source, target, compute_type = arguments
    try:
        if weight_files(Path(source))[0].suffix == ".safetensors":
            sys.modules["torch"] = None  # type: ignore[assignment] # not needed, and its import takes 2 s
        convert(Path(source), Path(target), compute_type)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
