"""A joint vocabulary without the other side's pieces: smaller, and the same translations."""

from pathlib import Path

import ctranslate2
import numpy as np
import pytest

from mujaz.catalogue.checkpoint import Checkpoint, read_checkpoint
from mujaz.catalogue.folders import models_root
from mujaz.catalogue.to_ctranslate2 import build_spec
from mujaz.catalogue.tokenizers import load_tokenizer, producible
from mujaz.catalogue.trimming import trimmed
from mujaz.types import Chunk, DecodingOptions

from .conftest import SENTENCES, Load
from .tiny_models import write_marian

BEAMS = [1, 4]
COMPUTE_TYPES = ["int8", "float32"]


@pytest.fixture(scope="module", params=[True, False], ids=["tied", "untied"])
def joint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    return write_marian(folder, SENTENCES, joint=True, tie_word_embeddings=request.param)


def translator(checkpoint: Checkpoint, folder: Path, compute_type: str) -> ctranslate2.Translator:
    folder.mkdir()
    spec = build_spec(checkpoint)
    spec.optimize(quantization=compute_type)
    spec.save(str(folder))
    return ctranslate2.Translator(str(folder), compute_type=compute_type, intra_threads=1)


def decode(model: ctranslate2.Translator, sources: list[list[str]], **options) -> list[ctranslate2.TranslationResult]:
    return [
        model.translate_batch(
            [source], disable_unk=True, max_decoding_length=40, return_scores=True, num_hypotheses=1, **options
        )[0]
        for source in sources
    ]


def sources_of(folder: Path, sentences: list[str]) -> list[list[str]]:
    tokenizer = load_tokenizer(folder / "source.spm")
    return [tokenizer.encode(sentence, out_type=str)[:40] for sentence in sentences[::8]]


@pytest.mark.parametrize("compute_type", COMPUTE_TYPES)
@pytest.mark.parametrize("beam_size", BEAMS)
def test_a_trimmed_model_says_what_the_whole_one_says_of_its_own_pieces(
    joint: Path, sentences: list[str], tmp_path: Path, beam_size: int, compute_type: str
) -> None:
    """The whole model is forbidden what the trimmed one lacks, since random weights would say it."""
    whole = read_checkpoint(joint)
    small = trimmed(whole, joint)
    dropped = set(whole.target_pieces) - set(small.target_pieces)
    assert len(dropped) > 50
    sources = sources_of(joint, sentences)
    bound = decode(
        translator(whole, tmp_path / "whole", compute_type),
        sources,
        beam_size=beam_size,
        suppress_sequences=[[piece] for piece in dropped],
    )
    free = decode(translator(small, tmp_path / "small", compute_type), sources, beam_size=beam_size)
    assert [one.hypotheses for one in free] == [one.hypotheses for one in bound]
    assert [one.scores[0] for one in free] == pytest.approx([one.scores[0] for one in bound], abs=1e-4)
    assert len({tuple(one.hypotheses[0]) for one in free}) > 5, "random weights that always say the same test nothing"


@pytest.mark.parametrize("compute_type", COMPUTE_TYPES)
def test_a_model_that_never_says_the_other_side_s_pieces_says_the_same_without_them(
    joint: Path, sentences: list[str], tmp_path: Path, compute_type: str
) -> None:
    """As training leaves it: no target text had those pieces, so their probability is next to nothing."""
    whole = read_checkpoint(joint)
    own = producible(load_tokenizer(joint / "target.spm"), whole.target_pieces)
    whole.output_bias[~np.array(own)] -= 60
    sources = sources_of(joint, sentences)
    models = [
        translator(checkpoint, tmp_path / name, compute_type)
        for name, checkpoint in (("whole", whole), ("small", trimmed(whole, joint)))
    ]
    for beam_size in BEAMS:
        before, after = (decode(model, sources, beam_size=beam_size) for model in models)
        assert [one.hypotheses for one in after] == [one.hypotheses for one in before]
        assert [one.scores[0] for one in after] == pytest.approx([one.scores[0] for one in before], abs=1e-4)


def test_what_a_tokenizer_gives_is_kept(joint: Path, sentences: list[str]) -> None:
    whole = read_checkpoint(joint)
    small = trimmed(whole, joint)
    source, target = (load_tokenizer(joint / name) for name in ("source.spm", "target.spm"))
    english = ["The prime minister said it cost 5 percent.", "Oil", "بغداد and the council", "</s> <unk> x@y 中文"]
    for tokenizer, texts, before, after in (
        (source, sentences + english, whole.source_pieces, small.source_pieces),
        (target, sentences + english, whole.target_pieces, small.target_pieces),
    ):
        given = {piece for pieces in tokenizer.encode(texts, out_type=str) for piece in pieces}
        assert given & set(before) <= set(after)
        assert [piece for piece in before if piece in set(after)] == after, "the order of the ids is kept"
        assert {"</s>", "<unk>"} <= set(after)


def test_runs_of_characters_that_a_tokenizer_lacks_are_kept(joint: Path) -> None:
    target = load_tokenizer(joint / "target.spm")
    assert producible(target, ["قال", "\u2581قال", "<s>", "</s>", "中文"]) == [True, False, False, True, True]


def test_an_engine_keeps_forced_beginnings_that_only_the_target_has(
    joint: Path, load: Load, sentences: list[str]
) -> None:
    engine = load(translation_model=str(joint))
    prefix = engine.encode_target("The council met")
    assert engine._pieces.decode(prefix) == "The council met"
    chunks = [Chunk(pieces=engine.encode(sentence)[:40], prefix=prefix) for sentence in sentences[:4]]
    for hypothesis in engine.translate(chunks, DecodingOptions(beam_size=4)):
        assert hypothesis.text.startswith("The council met")


def test_rows_go_with_their_pieces(joint: Path) -> None:
    whole = read_checkpoint(joint)
    small = trimmed(whole, joint)
    rows = [whole.target_pieces.index(piece) for piece in small.target_pieces]
    assert np.array_equal(small.target_embedding, whole.target_embedding[rows])
    assert np.array_equal(small.output_embedding, whole.output_embedding[rows])
    assert np.array_equal(small.output_bias, whole.output_bias[rows])
    sources = [whole.source_pieces.index(piece) for piece in small.source_pieces]
    assert np.array_equal(small.source_embedding, whole.source_embedding[sources])


def test_the_embedded_model_has_nothing_to_trim() -> None:
    folder = models_root() / "starter-ar-en"
    whole = read_checkpoint(folder)
    small = trimmed(whole, folder)
    assert (small.source_pieces, small.target_pieces) == (whole.source_pieces, whole.target_pieces)
