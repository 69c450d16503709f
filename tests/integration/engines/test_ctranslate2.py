"""The serving engine on the embedded model."""

import concurrent.futures
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.engines.base import TranslationEngine, padded_length
from mujaz.types import Chunk, DecodingOptions

from . import neighbours
from .conftest import Load
from .neighbours import decoded_otherwise

OPTIONS = DecodingOptions()


@pytest.fixture(scope="module", params=["int8", "float32"])
def engine(request: pytest.FixtureRequest, cache_dir: Path) -> TranslationEngine:
    from mujaz.config import Settings
    from mujaz.engines.load import load_translation_engine

    return load_translation_engine(Settings(cache_dir=cache_dir, compute_type=request.param, threads=2))


def chunks_of(engine: TranslationEngine, texts: list[str]) -> list[Chunk]:
    return [Chunk(pieces=engine.encode(text)) for text in texts]


def test_the_golden_sentence_comes_out(engine: TranslationEngine) -> None:
    golden = engine.model.golden
    assert golden is not None
    [hypothesis] = engine.translate(chunks_of(engine, [golden.source]), OPTIONS)
    assert hypothesis.text == golden.target
    assert not hypothesis.truncated
    assert -1 < hypothesis.mean_log_prob < 0


def test_what_the_search_found_besides_comes_along(engine: TranslationEngine, sentences: list[str]) -> None:
    found = engine.translate(chunks_of(engine, sentences[:6]), DecodingOptions(beam_size=4))
    for hypothesis in found:
        every = [hypothesis, *hypothesis.alternatives]
        assert len({one.text for one in every}) == 4
        scores = [one.mean_log_prob for one in every]
        assert scores == sorted(scores, reverse=True)
    greedy = engine.translate(chunks_of(engine, sentences[:2]), DecodingOptions(beam_size=1))
    assert all(hypothesis.alternatives == () for hypothesis in greedy)


@pytest.mark.parametrize(
    ("options", "every", "first"),
    [
        (DecodingOptions(beam_size=1), 1, 0),
        (DecodingOptions(beam_size=2), 2, 1),
        (DecodingOptions(beam_size=4), 4, 2),
        (DecodingOptions(beam_size=2, no_repeat_ngram_size=3, repetition_penalty=1.1), 4, 3),
    ],
    ids=["one", "two", "four", "unlooped"],
)
def test_a_chunk_decodes_alike_beside_any_neighbours(
    options: DecodingOptions, every: int, first: int, engine: TranslationEngine, sentences: list[str]
) -> None:
    if engine.model.signature.compute_type == "float32":
        every = 4  # it is slow; the four searches have every length among them
    tried, otherwise = decoded_otherwise(engine, sentences, options, slice(first % every, None, every))
    assert tried > 8
    assert otherwise == []


def processor() -> str:
    """What Linux says of the first processor: its maker and its instructions, or nothing elsewhere."""
    said = Path("/proc/cpuinfo")
    return said.read_text(encoding="utf-8").split("\n\n", 1)[0] if said.exists() else ""


@pytest.mark.parametrize(
    "instructions",
    [
        pytest.param(
            {"CT2_USE_MKL": "0", "ONEDNN_MAX_CPU_ISA": "AVX2"},
            marks=pytest.mark.skipif("avx512" not in processor(), reason="the tests above run with AVX2 here"),
            id="oneDNN",
        ),
        pytest.param(
            {"CT2_USE_MKL": "1", "MKL_ENABLE_INSTRUCTIONS": "AVX2"},
            marks=pytest.mark.skipif("GenuineIntel" not in processor(), reason="MKL serves Intel's processors alone"),
            id="MKL",
        ),
    ],
)
def test_so_it_does_where_there_is_no_more_than_avx2(instructions: dict[str, str], cache_dir: Path) -> None:
    """The libraries read these variables once, so this needs a process of its own."""
    command = [sys.executable, Path(neighbours.__file__), cache_dir]
    run = subprocess.run(command, env={**os.environ, **instructions}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["True", "0"]


def test_a_hypothesis_cut_at_the_limit_says_so(engine: TranslationEngine) -> None:
    looping = Chunk(pieces=engine.encode("قال ") * 20)
    [hypothesis] = engine.translate([looping], OPTIONS)
    limit = 2 * padded_length(len(looping.pieces))
    assert hypothesis.truncated == (hypothesis.token_count == limit)
    [long] = engine.translate([Chunk(pieces=looping.pieces[:1] * 60)], DecodingOptions(beam_size=1))
    assert long.token_count <= 2 * padded_length(60)


def test_a_text_of_nothing_is_nothing(engine: TranslationEngine) -> None:
    assert engine.encode("") == ()
    [nothing, something] = engine.translate([Chunk(pieces=()), *chunks_of(engine, ["بغداد"])], OPTIONS)
    assert (nothing.text, nothing.truncated, nothing.token_count) == ("", False, 1)
    assert something.text


def test_no_chunks_give_no_hypotheses(engine: TranslationEngine) -> None:
    assert engine.translate([], OPTIONS) == []


def test_the_longest_chunk_is_decoded_whole(engine: TranslationEngine, sentences: list[str]) -> None:
    pieces = engine.encode(" ".join(sentences))
    assert len(pieces) > engine.max_source_tokens
    [hypothesis] = engine.translate([Chunk(pieces=pieces[: engine.max_source_tokens])], OPTIONS)
    assert hypothesis.text


def test_marks_of_the_model_in_a_text_are_text(engine: TranslationEngine) -> None:
    pieces = engine.encode("قال </s> <pad> <unk> \u2581")
    assert not {"</s>", "<pad>"} & set(pieces)
    [hypothesis] = engine.translate([Chunk(pieces=pieces)], OPTIONS)
    assert hypothesis.text
    assert not {"</s>", "<pad>"} & set(engine.encode_target(hypothesis.text))  # it may copy them, letter by letter


def test_unknown_pieces_are_told_apart(engine: TranslationEngine) -> None:
    assert [piece for piece in engine.encode("بغداد 中 60") if engine.is_unknown(piece)] == ["中"]


def test_a_prefix_is_kept_and_scored(engine: TranslationEngine) -> None:
    source = engine.encode("وصل رئيس الوزراء إلى القاهرة.")
    natural, forced = engine.translate(
        [Chunk(pieces=source), Chunk(pieces=source, prefix=engine.encode_target("The Minister of Oil"))], OPTIONS
    )
    assert forced.text.startswith("The Minister of Oil")
    assert forced.mean_log_prob < natural.mean_log_prob


def test_forbidding_repetition_does_not_flatter_the_score(engine: TranslationEngine, sentences: list[str]) -> None:
    chunks = chunks_of(engine, sentences[:10])
    free = engine.translate(chunks, DecodingOptions(beam_size=1))
    bound = engine.translate(chunks, DecodingOptions(beam_size=1, no_repeat_ngram_size=1))
    assert [one.text for one in free] != [one.text for one in bound]
    for one, other in zip(free, bound, strict=True):
        assert one.text == other.text or other.mean_log_prob < one.mean_log_prob + 0.2


def test_many_threads_may_use_one_engine(engine: TranslationEngine, sentences: list[str]) -> None:
    def translate(sentence: str) -> str:
        return engine.translate(chunks_of(engine, [sentence]), DecodingOptions(beam_size=1))[0].text

    expected = [translate(sentence) for sentence in sentences[:16]]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert list(pool.map(translate, sentences[:16])) == expected


def test_serving_imports_no_torch(cache_dir: Path, load: Load) -> None:
    load()  # so that the conversion is there
    program = """
import sys
from mujaz.config import Settings
from mujaz.engines.load import load_summary_engine, load_translation_engine
from mujaz.types import Chunk, DecodingOptions
settings = Settings(cache_dir=sys.argv[1])
engine = load_translation_engine(settings)
load_summary_engine(settings)
engine.translate([Chunk(pieces=engine.encode("بغداد"))], DecodingOptions())
print(sorted({"torch", "transformers"} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", program, str(cache_dir)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_closed_engine_gives_a_typed_error(load: Load) -> None:
    from mujaz.errors import EngineError

    engine = load()
    chunk = chunks_of(engine, ["بغداد"])
    engine.close()
    engine.close()
    with pytest.raises(EngineError, match="ctranslate2 failed on 1 chunks"):
        engine.translate(chunk, OPTIONS)
