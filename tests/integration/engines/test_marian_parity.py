"""The serving engine against the reference: the same tokens from the same weights, greedily and in float32."""

import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from mujaz.types import Chunk, DecodingOptions, Hypothesis

from .conftest import SENTENCES, Load
from .tiny_models import write_marian

pytest.importorskip("torch", reason="the reference engine needs the extra torch")

GREEDY = DecodingOptions(beam_size=1)
VARIED = DecodingOptions(beam_size=1, no_repeat_ngram_size=2)
"""Greedy too, but random weights cannot say one piece for ever."""
LAYOUTS = {
    "joint": {"joint": True},
    "joint, gelu, unscaled": {"joint": True, "activation_function": "gelu", "scale_embedding": False},
    "joint, untied": {"joint": True, "tie_word_embeddings": False},
    "separate, relu": {"joint": False, "activation_function": "relu"},
    "separate, untied": {"joint": False, "tie_word_embeddings": False},
}


def both(
    load: Load, folder: Path | str, texts: list[str], options: DecodingOptions, *, longest: int = 60, lengths: int = 1
) -> list[list[Hypothesis]]:
    """Both engines' translations of texts, each cut to `longest` pieces, and to a multiple of `lengths` that it has.

    The reference decodes only chunks of one length together, and larger groups take less time.
    """
    outputs = []
    for engine in ("ctranslate2", "torch"):
        loaded = load(translation_model=str(folder), engine=engine, compute_type="float32")
        pieces = [loaded.encode(text)[:longest] for text in texts]
        chunks = [Chunk(pieces=each[: max(lengths, len(each) - len(each) % lengths)]) for each in pieces]
        outputs.append(loaded.translate(chunks, options))
        loaded.close()
    return outputs


def assert_same(serving: list[Hypothesis], reference: list[Hypothesis]) -> None:
    for ours, theirs in zip(serving, reference, strict=True):
        assert (ours.text, ours.token_count, ours.truncated) == (theirs.text, theirs.token_count, theirs.truncated)
        assert ours.mean_log_prob == pytest.approx(theirs.mean_log_prob, abs=0.1)  # one leaves <unk> out of the sum


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_decodes_to_the_same_tokens_on_both_engines(
    layout: str, load: Load, sentences: list[str], tmp_path: Path
) -> None:
    folder = write_marian(tmp_path / "tiny", SENTENCES, **LAYOUTS[layout])
    serving, reference = both(load, folder, sentences[::10], VARIED)
    assert_same(serving, reference)
    assert len({hypothesis.text for hypothesis in serving}) > 5, "random weights that always say the same test nothing"


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_weights_are_read(dtype: str, load: Load, sentences: list[str], tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file as save_torch

    folder = write_marian(tmp_path / "tiny", SENTENCES, joint=True)
    weights = load_file(folder / "model.safetensors")
    half = {name: torch.from_numpy(array).to(getattr(torch, dtype)) for name, array in weights.items()}
    save_torch(half, folder / "model.safetensors", {"format": "pt"})
    serving, reference = both(load, folder, sentences[:5], VARIED)
    assert_same(serving, reference)


def test_a_pickled_checkpoint_gives_the_same_model(load: Load, sentences: list[str], tmp_path: Path) -> None:
    import torch

    folder = write_marian(tmp_path / "tiny", SENTENCES, joint=True)
    engine = load(translation_model=str(folder), compute_type="float32")
    chunks = [Chunk(pieces=engine.encode(sentence)[:60]) for sentence in sentences[:5]]
    expected = engine.translate(chunks, VARIED)
    weights = load_file(folder / "model.safetensors")
    torch.save({name: torch.from_numpy(array) for name, array in weights.items()}, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    serving, reference = both(load, folder, sentences[:5], VARIED)
    assert serving == expected
    assert_same(serving, reference)


def test_a_checkpoint_as_the_hub_has_the_big_one_is_served(load: Load, sentences: list[str], tmp_path: Path) -> None:
    """opus-mt-tc-big-ar-en: a pickle of half precision alone, one vocabulary, 16 heads on both sides."""
    import torch

    heads = {"d_model": 64, "encoder_attention_heads": 16, "decoder_attention_heads": 16}
    folder = write_marian(tmp_path / "big", SENTENCES, joint=True, **heads)
    weights = load_file(folder / "model.safetensors")
    half = {name: torch.from_numpy(array).half() for name, array in weights.items()}
    torch.save(half, folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    serving, reference = both(load, folder, sentences[:5], VARIED)
    assert_same(serving, reference)


def test_a_pad_row_that_is_not_the_last_is_dropped(load: Load, sentences: list[str], tmp_path: Path) -> None:
    import json

    folder = write_marian(tmp_path / "tiny", SENTENCES, joint=True)
    ids = json.loads((folder / "vocab.json").read_text())
    last, row = len(ids) - 1, 7
    moved = {piece: {last: row, row: last}.get(number, number) for piece, number in ids.items()}
    (folder / "vocab.json").write_text(json.dumps(moved))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "pad_token_id": row, "decoder_start_token_id": row}))
    weights = load_file(folder / "model.safetensors")
    for name, axis in (("model.shared.weight", 0), ("final_logits_bias", 1)):
        order = np.arange(last + 1)
        order[[row, last]] = [last, row]
        weights[name] = np.ascontiguousarray(np.take(weights[name], order, axis=axis))
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    serving, reference = both(load, folder, sentences[:10], VARIED)
    assert_same(serving, reference)


@pytest.mark.slow
def test_the_embedded_model_decodes_200_sentences_to_the_same_tokens(load: Load, sentences: list[str]) -> None:
    serving, reference = both(load, "starter-ar-en", sentences, GREEDY, lengths=10)
    assert_same(serving, reference)


@pytest.mark.slow
def test_the_real_opus_mt_tokenizers_and_geometry_convert(load: Load, sentences: list[str], tmp_path: Path) -> None:
    import shutil

    import torch
    import transformers

    layout = Path(os.environ.get("MUJAZ_OPUS_LAYOUT", Path(__file__).parents[4] / "shared" / "opus-mt-ar-en-layout"))
    if not layout.is_dir():
        pytest.skip(f"{layout} is absent; MUJAZ_OPUS_LAYOUT names a folder with opus-mt's tokenizers and configuration")
    folder = tmp_path / "opus"
    shutil.copytree(layout, folder, copy_function=shutil.copyfile)
    folder.chmod(0o755)
    torch.manual_seed(0)
    network = transformers.MarianMTModel(transformers.MarianConfig.from_pretrained(folder))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(3.0)  # at their usual size random weights say the same to everything
    network.save_pretrained(folder)
    serving, reference = both(load, folder, sentences[:10], VARIED, longest=12)
    assert_same(serving, reference)
