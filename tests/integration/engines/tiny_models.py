"""Models with random weights in the layouts that Mujaz loads, small enough to be made by a test."""

import functools
import io
import json
from pathlib import Path

import numpy as np
import sentencepiece
from safetensors.numpy import save_file

_ENGLISH = (
    "The prime minister said on Tuesday that the government would hold early elections next year. "
    "The council met to discuss the budget and the security of the region. Ten people were killed in the attack. "
    "Oil prices rose by five percent as the two countries signed an agreement on trade and water. "
)


def write_marian(folder: Path, arabic: Path, *, joint: bool, seed: int = 0, **config) -> Path:
    """Writes a MarianMT model of two layers on each side.

    Args:
        folder: Where.
        arabic: A text to learn source pieces from.
        joint: One vocabulary for both sides, as opus-mt has, or two, as the embedded model has.
        seed: Of the weights.
        config: Differences from the usual configuration.
    """
    folder.mkdir(parents=True)
    source = _write_pieces(folder / "source", tuple(arabic.read_text(encoding="utf-8").splitlines()), size=200)
    target = _write_pieces(folder / "target", tuple(_ENGLISH.split(". ")), size=90)
    if joint:
        source = target = list(dict.fromkeys([*source, *target]))
    vocabularies = [["</s>", "<unk>", *source, "<pad>"], ["</s>", "<unk>", *target, "<pad>"]]
    _write_json(folder / "vocab.json", {piece: number for number, piece in enumerate(vocabularies[0])})
    if not joint:
        _write_json(folder / "target_vocab.json", {piece: number for number, piece in enumerate(vocabularies[1])})
    full = {
        "model_type": "marian",
        "architectures": ["MarianMTModel"],
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 2,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 48,
        "activation_function": "swish",
        "max_position_embeddings": 64,
        "vocab_size": len(vocabularies[0]),
        "decoder_vocab_size": len(vocabularies[1]),
        "pad_token_id": len(vocabularies[0]) - 1,
        "decoder_start_token_id": len(vocabularies[1]) - 1,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "scale_embedding": True,
        "static_position_embeddings": True,
        "share_encoder_decoder_embeddings": joint,
        "tie_word_embeddings": True,
        "is_encoder_decoder": True,
        **config,
    }
    if not joint:
        full["pad_token_id"] = full["decoder_start_token_id"]
    _write_json(folder / "config.json", full)
    save_file(_weights(full, joint, np.random.default_rng(seed)), folder / "model.safetensors", {"format": "pt"})
    return folder


def _write_pieces(prefix: Path, sentences: tuple[str, ...], *, size: int) -> list[str]:
    model = _trained(sentences, size)
    prefix.with_suffix(".spm").write_bytes(model)
    pieces = sentencepiece.SentencePieceProcessor(model_proto=model)
    return [pieces.id_to_piece(number) for number in range(3, len(pieces))]  # after <unk>, <s> and </s>


@functools.cache
def _trained(sentences: tuple[str, ...], size: int) -> bytes:
    """Pieces learnt from sentences; nearly every model has the same."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=size,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return model.getvalue()


def _weights(config: dict, joint: bool, random: np.random.Generator) -> dict[str, np.ndarray]:
    weights: dict[str, np.ndarray] = {}
    for side in ("encoder", "decoder"):
        for number in range(config[f"{side}_layers"]):
            weights |= _layer(f"model.{side}.layers.{number}", config["d_model"], config[f"{side}_ffn_dim"], random)
    tables = (
        {"model.shared": "decoder_vocab_size"}
        if joint
        else {
            "model.encoder.embed_tokens": "vocab_size",
            "model.decoder.embed_tokens": "decoder_vocab_size",
        }
    )
    if not config["tie_word_embeddings"]:
        tables["lm_head"] = "decoder_vocab_size"
    for name, size in tables.items():
        table = _normal(random, config[size], config["d_model"], scale=0.5)
        table[-1] = 0  # <pad>
        weights[f"{name}.weight"] = table
    if joint and not config["tie_word_embeddings"]:  # transformers ties all or nothing
        for side in ("encoder", "decoder"):
            weights[f"model.{side}.embed_tokens.weight"] = weights["model.shared.weight"].copy()
    weights["final_logits_bias"] = _normal(random, 1, config["decoder_vocab_size"], scale=0.5)
    return weights


def _layer(name: str, width: int, inner: int, random: np.random.Generator) -> dict[str, np.ndarray]:
    attentions = ("self_attn", "encoder_attn") if ".decoder." in name else ("self_attn",)
    parts = [f"{attention}.{part}_proj" for attention in attentions for part in ("q", "k", "v", "out")]
    shapes = {**dict.fromkeys(parts, (width, width)), "fc1": (inner, width), "fc2": (width, inner)}
    weights: dict[str, np.ndarray] = {}
    for part, (outputs, inputs) in shapes.items():
        weights[f"{name}.{part}.weight"] = _normal(random, outputs, inputs, scale=1.5 * inputs**-0.5)
        weights[f"{name}.{part}.bias"] = _normal(random, outputs, scale=0.3)
    for norm in (*(f"{attention}_layer_norm" for attention in attentions), "final_layer_norm"):
        weights[f"{name}.{norm}.weight"] = 1 + _normal(random, width, scale=0.2)
        weights[f"{name}.{norm}.bias"] = _normal(random, width, scale=0.2)
    return weights


def _normal(random: np.random.Generator, *shape: int, scale: float) -> np.ndarray:
    return (random.standard_normal(shape) * scale).astype(np.float32)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
