"""Reads a whole MarianMT model in the Hugging Face layout, without torch unless its weights are pickled."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import safetensors

from mujaz.catalogue.folders import weight_files
from mujaz.catalogue.marian_config import PAD, MarianConfig, read_config, read_vocabularies
from mujaz.errors import ModelError, first_line

Weights = dict[str, npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A MarianMT model as arrays.

    Args:
        config: The model's configuration.
        weights: The layers' weights by their names in transformers, without embeddings.
        source_pieces: The source vocabulary in the order of its ids, without `<pad>`.
        target_pieces: The target vocabulary, likewise; the same list where the vocabulary is joint.
        source_embedding: A row for each source piece.
        target_embedding: A row for each target piece.
        output_embedding: A row for each target piece; the same array as `target_embedding` where they are tied.
        output_bias: A number for each target piece.
    """

    config: MarianConfig
    weights: Weights
    source_pieces: list[str]
    target_pieces: list[str]
    source_embedding: npt.NDArray[np.float32]
    target_embedding: npt.NDArray[np.float32]
    output_embedding: npt.NDArray[np.float32]
    output_bias: npt.NDArray[np.float32]


def read_checkpoint(folder: Path) -> Checkpoint:
    """Reads a whole model.

    The row of `<pad>` is removed. It is a vector of zeros with which transformers starts the decoder, as Marian starts
    without a token.

    Args:
        folder: The folder of `config.json`, `vocab.json`, the weights and, where there is one, `target_vocab.json`.

    Raises:
        ModelError: A file is missing or damaged, or does not fit the others.
    """
    config = read_config(folder)
    source, target = read_vocabularies(folder)
    weights = _read_weights(folder)
    shared = ("model.shared.weight", "lm_head.weight") if source is target else ()
    decoder_name = "model.decoder.embed_tokens.weight"
    tables = {
        "source": _first(weights, "model.encoder.embed_tokens.weight", *shared, *([decoder_name] if shared else [])),
        "target": _first(weights, decoder_name, "model.shared.weight", "lm_head.weight"),
    }
    output = tables["target"] if config.tie_word_embeddings else _first(weights, "lm_head.weight")
    bias = weights.get("final_logits_bias", np.zeros((1, len(target)), np.float32)).reshape(-1)
    for side, table, pieces in (
        ("source", tables["source"], source),
        ("target", tables["target"], target),
        ("output", output, target),
        ("final_logits_bias", bias, target),
    ):
        if len(table) != len(pieces):
            raise ModelError(f"{folder}: {len(table)} {side} rows for a vocabulary of {len(pieces)} pieces")
    if PAD in target and np.abs(tables["target"][target.index(PAD)]).max() > 0:
        raise ModelError(f"{folder}: the target embedding of {PAD} is not zero, as Marian's start of sentence must be")
    target_rows = _without_pad(tables["target"], target)
    return Checkpoint(
        config=config,
        weights=weights,
        source_pieces=[piece for piece in source if piece != PAD],
        target_pieces=[piece for piece in target if piece != PAD],
        source_embedding=_without_pad(tables["source"], source),
        target_embedding=target_rows,
        output_embedding=target_rows if output is tables["target"] else _without_pad(output, target),
        output_bias=_without_pad(bias, target),
    )


def _without_pad(table: npt.NDArray[np.float32], pieces: list[str]) -> npt.NDArray[np.float32]:
    if PAD not in pieces:
        return table
    row = pieces.index(PAD)
    return table[:row] if row == len(pieces) - 1 else np.delete(table, row, axis=0)


def _first(weights: Mapping[str, npt.NDArray[np.float32]], *names: str) -> npt.NDArray[np.float32]:
    for name in names:
        if name in weights:
            return weights[name]
    raise ModelError(f"the checkpoint lacks {names[0]}")


def _read_weights(folder: Path) -> Weights:
    weights: Weights = {}
    for path in weight_files(folder):
        weights |= _read_safetensors(path) if path.suffix == ".safetensors" else _read_pickled(path)
    return weights


def _read_safetensors(path: Path) -> Weights:
    """Reads one file, byte by byte rather than with safetensors' numpy reader, which refuses bfloat16."""
    try:
        tensors = safetensors.deserialize(path.read_bytes())  # type: ignore[no-untyped-call]
    except safetensors.SafetensorError as error:
        raise ModelError(f"{path} is not a valid safetensors file: {error}") from None
    return {
        name: _to_float32(path, tensor["dtype"], tensor["data"]).reshape(tensor["shape"]) for name, tensor in tensors
    }


def _to_float32(path: Path, dtype: str, data: bytes) -> npt.NDArray[np.float32]:
    if dtype == "BF16":  # the upper half of a float32
        return (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).view(np.float32)
    if dtype not in ("F16", "F32", "F64"):
        raise ModelError(f"{path} holds {dtype} numbers; Mujaz reads F16, BF16, F32 and F64")
    return np.frombuffer(data, f"<f{int(dtype[1:]) // 8}").astype(np.float32)


def _read_pickled(path: Path) -> Weights:
    try:
        import torch  # noqa: PLC0415 - only a pickled checkpoint needs it
    except ImportError:
        raise ModelError(
            f"{path} can be read only with torch: `pip install '.[torch]'` in the folder of Mujaz, "
            "or save the model as safetensors"
        ) from None
    try:
        tensors = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        raise ModelError(f"{path} is not a valid checkpoint: {first_line(error)}") from None
    return {name: tensor.float().numpy() for name, tensor in tensors.items()}
