"""Writes a trained model in the MarianMT layout of Hugging Face, with separate vocabularies."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from starter.model import Shape, Translator
from starter.pieces import END, SOURCE, UNKNOWN, Vocabulary
from starter.train import ready, trained_model
from starter.workspace import Workspace

PAD = 2
"""Number of `<pad>` in both vocabularies. transformers knows one for a model: with two, its encoder takes the piece of
the target's number for padding, and decoding says `<pad>` aloud."""

_EMBEDDINGS = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight")
_NORMS = {
    "attention_norm": "self_attn_layer_norm",
    "cross_norm": "encoder_attn_layer_norm",
    "norm": "final_layer_norm",
}
_INNER = {"inner": "fc1", "outer": "fc2"}


def export(workspace: Workspace, shape: Shape, weights: Mapping[str, Tensor], to: str, folder: Path) -> None:
    """Writes the model.

    Args:
        workspace: Gives the tokenizers.
        shape: Sizes of the model.
        weights: By our names, of any float type.
        to: Target language.
        folder: Gets the files, weights in float16.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stored = {
        name: (_pad_third(tensor) if name in _EMBEDDINGS else tensor).half().contiguous().cpu()
        for name, tensor in marian_names(weights).items()
    }
    save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    files = {
        "config.json": _config(shape),
        "generation_config.json": _generation(shape),
        "tokenizer_config.json": _tokenizer(shape, to),
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    vocabulary = workspace.folder / "vocabulary"
    for ours, side, table in ((SOURCE, "source", "vocab"), (to, "target", "target_vocab")):
        shutil.copyfile(vocabulary / f"{ours}.spm", folder / f"{side}.spm")
        pieces = workspace.vocabulary(ours).pieces
        numbers = {piece: number for number, piece in enumerate([*pieces[:PAD], "<pad>", *pieces[PAD:]])}
        text = json.dumps(numbers, ensure_ascii=False, indent=0)
        (folder / f"{table}.json").write_text(text, encoding="utf-8")


def _pad_third(embedding: Tensor) -> Tensor:
    return torch.cat([embedding[:PAD], embedding[-1:], embedding[PAD:-1]])


def is_exported(folder: Path) -> bool:
    """Whether there is an exported model in a folder."""
    return (folder / "model.safetensors").exists()


def named_model(workspace: Workspace, base: Path, name: str, to: str, device: str = "cpu") -> Translator:
    """The exported model in a folder of that name, or else the run of that name.

    Args:
        workspace: Holds the runs.
        base: What the folder's path is relative to.
        name: Of either.
        to: Language that it translates into.
        device: Where it is to translate.
    """
    if is_exported(base / name):
        return ready(load_exported(workspace, to, base / name), device)
    return trained_model(workspace.run(name), device)


def load_exported(workspace: Workspace, to: str, folder: Path) -> Translator:
    """Reads a model that `export` wrote, to train it further; float16 is as near as it comes to what was trained.

    Rows of the embeddings go by their pieces. Pieces that the model lacks start as in a new model, so it may have other
    vocabularies, and even translate into the other language: then what its layers know is a start all the same.

    Args:
        workspace: Prepared.
        to: Target language.
        folder: Holds the model.

    Raises:
        ValueError: The model's encoder has another shape than that of the workspace.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    rows = {
        "source": _rows(workspace.vocabulary(SOURCE), folder / "vocab.json"),
        "target": _rows(workspace.vocabulary(to), folder / "target_vocab.json"),
    }
    if all(bool((known >= 0).all()) for known in rows.values()):
        model = Translator(_shape(config, len(rows["source"]), len(rows["target"])))
    else:
        model = workspace.starting_model(to, config["decoder_layers"])
    if (config["d_model"], config["encoder_layers"]) != (model.shape.width, model.shape.encoder_layers):
        raise ValueError(f"{folder} has another width or depth of the encoder than a new model of this workspace")
    stored = load_file(folder / "model.safetensors")
    with torch.no_grad():
        for name, weight in model.named_parameters():
            found = torch.cat([stored[part].float() for part in marian_names({name: weight})])
            known = rows.get(name.removesuffix(".weight"))
            if known is not None:
                weight[:-1][known >= 0] = found[known[known >= 0]]
            else:
                weight.copy_(found)
    return model


def _rows(vocabulary: Vocabulary, table: Path) -> Tensor:
    """For each piece of a vocabulary its row in a model that was written with that table, -1 where it has none."""
    numbers = json.loads(table.read_text(encoding="utf-8"))
    return torch.tensor([numbers.get(piece, -1) for piece in vocabulary.pieces])


def _shape(config: Mapping[str, Any], source_pieces: int, target_pieces: int) -> Shape:
    return Shape(
        source_pieces=source_pieces,
        target_pieces=target_pieces,
        width=config["d_model"],
        heads=config["encoder_attention_heads"],
        feed_forward=config["encoder_ffn_dim"],
        encoder_layers=config["encoder_layers"],
        decoder_layers=config["decoder_layers"],
        max_positions=config["max_position_embeddings"],
    )


def marian_names(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Renames weights as MarianMT has them, fused projections apart again."""
    renamed = {}
    for name, tensor in weights.items():
        if name in ("source.weight", "target.weight"):
            side = "encoder" if name.startswith("source") else "decoder"
            renamed[f"model.{side}.embed_tokens.weight"] = tensor
            continue
        side, number, part, *rest = name.split(".")
        prefix = f"model.{side}.layers.{number}"
        if part in _NORMS:
            renamed[f"{prefix}.{_NORMS[part]}.{rest[0]}"] = tensor
        elif part in _INNER:
            renamed[f"{prefix}.{_INNER[part]}.{rest[0]}"] = tensor
        else:
            block = "self_attn" if part == "attention" else "encoder_attn"
            renamed |= {f"{prefix}.{block}.{p}.{rest[1]}": t for p, t in _projections(part, rest[0], tensor)}
    return renamed


def _projections(part: str, name: str, tensor: Tensor) -> list[tuple[str, Tensor]]:
    if name == "out":
        return [("out_proj", tensor)]
    if name == "q":
        return [("q_proj", tensor)]
    names = ("q_proj", "k_proj", "v_proj") if part == "attention" else ("k_proj", "v_proj")
    return list(zip(names, torch.chunk(tensor, len(names)), strict=True))


def _config(shape: Shape) -> dict[str, Any]:
    common = {"attention_heads": shape.heads, "ffn_dim": shape.feed_forward, "layerdrop": 0.0}
    return {
        **{f"{side}_{key}": value for side in ("encoder", "decoder") for key, value in common.items()},
        "activation_dropout": 0.0,
        "activation_function": "gelu",
        "architectures": ["MarianMTModel"],
        "attention_dropout": 0.0,
        "bos_token_id": END,
        "d_model": shape.width,
        "decoder_layers": shape.decoder_layers,
        "decoder_start_token_id": PAD,
        "decoder_vocab_size": shape.target_pieces + 1,
        "dropout": 0.1,
        "dtype": "float16",
        "encoder_layers": shape.encoder_layers,
        "eos_token_id": END,
        "forced_eos_token_id": END,
        "init_std": 0.02,
        "is_encoder_decoder": True,
        "max_position_embeddings": shape.max_positions,
        "model_type": "marian",
        "pad_token_id": PAD,
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": False,
        "static_position_embeddings": True,
        "tie_word_embeddings": True,
        "use_cache": True,
        "vocab_size": shape.source_pieces + 1,
    }


def _generation(shape: Shape) -> dict[str, Any]:
    return {
        "bad_words_ids": [[UNKNOWN], [PAD]],  # no training text has either, so nothing taught the model not to say them
        "bos_token_id": END,
        "decoder_start_token_id": PAD,
        "early_stopping": True,
        "eos_token_id": END,
        "forced_eos_token_id": END,
        "max_length": shape.max_positions,
        "num_beams": 3,
        "pad_token_id": PAD,
    }


def _tokenizer(shape: Shape, to: str) -> dict[str, Any]:
    return {
        "eos_token": "</s>",
        "model_max_length": shape.max_positions,
        "pad_token": "<pad>",
        "separate_vocabs": True,
        "source_lang": "en" if to == "ar" else "ar",
        "sp_model_kwargs": {},
        "target_lang": to,
        "tokenizer_class": "MarianTokenizer",
        "unk_token": "<unk>",
    }
