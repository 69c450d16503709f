from collections.abc import Sequence
from pathlib import Path

import pytest

from mujaz.catalogue.entries import models_root
from mujaz.catalogue.marian_config import END
from mujaz.engines.marian import MarianEngine, MarianLimits, Scored
from mujaz.engines.marian_pieces import MarianPieces
from mujaz.types import Chunk, DecodingOptions, LoadedModel, ModelSignature, Task

SIGNATURE = ModelSignature(model="echo", revision="0", engine="echo 0", compute_type="none")


class EchoEngine(MarianEngine):
    """Gives the source back, and remembers which chunks came together and with which limit."""

    def __init__(self, pieces: MarianPieces) -> None:
        limits = MarianLimits(max_source_tokens=100, max_positions=128)
        super().__init__(LoadedModel(signature=SIGNATURE, task=Task.TRANSLATION), pieces, limits)
        self.groups: list[list[tuple[int, int]]] = []
        self.limits: list[int] = []

    def _kind(self, chunk: Chunk) -> tuple[int, int]:
        return len(chunk.pieces), len(chunk.prefix)

    def _decode(self, groups: Sequence[Sequence[Chunk]], options: DecodingOptions) -> list[list[list[Scored]]]:
        self.groups = [[(len(chunk.pieces), len(chunk.prefix)) for chunk in group] for group in groups]
        self.limits = [self._target_limit(group) for group in groups]
        return [[[Scored(pieces=[*chunk.pieces, END], mean_log_prob=-0.5)] for chunk in group] for group in groups]

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def pieces() -> MarianPieces:
    return MarianPieces(models_root() / "starter-ar-en")


def test_answers_come_in_the_order_of_the_batch(pieces: MarianPieces) -> None:
    engine = EchoEngine(pieces)
    chunks = [Chunk(pieces=("▁a",) * length) for length in (3, 1, 3, 2, 1)]
    assert [hypothesis.token_count for hypothesis in engine.translate(chunks, DecodingOptions())] == [4, 2, 4, 3, 2]


def test_only_chunks_of_one_kind_come_together(pieces: MarianPieces) -> None:
    engine = EchoEngine(pieces)
    chunks = [Chunk(pieces=("▁a",) * length, prefix=("▁b",) * prefix) for length, prefix in ((3, 0), (1, 0), (3, 1))]
    engine.translate([*chunks, *chunks], DecodingOptions())
    assert all(len(set(group)) == 1 for group in engine.groups)
    assert sorted(len(group) for group in engine.groups) == [2, 2, 2]


@pytest.mark.parametrize(
    ("length", "limit"), [(0, 32), (1, 32), (15, 32), (16, 46), (31, 62), (32, 78), (63, 126), (64, 128)]
)
def test_a_target_may_be_twice_as_long_as_its_padded_source_within_the_models_positions(
    length: int, limit: int, pieces: MarianPieces
) -> None:
    engine = EchoEngine(pieces)
    engine.translate([Chunk(pieces=("▁a",) * length)], DecodingOptions())
    assert engine.limits == [limit]


def test_pieces_of_a_text_join_to_the_text(pieces: MarianPieces) -> None:
    text = "The 60% rise, in 2021, surprised markets."
    assert pieces.decode(pieces.encode_target(text)) == text


def test_digits_and_signs_are_normalised_by_the_model_itself(pieces: MarianPieces) -> None:
    assert pieces.encode("٦٠٪") == pieces.encode("60%")


def test_pieces_that_the_tokenizer_does_not_know_are_joined_too(pieces: MarianPieces) -> None:
    assert pieces.decode(["▁The", "▁中", "x", END]) == "The 中x"


def test_marks_never_come_out_of_a_text_or_into_one(pieces: MarianPieces) -> None:
    assert not {"</s>", "<pad>", "<unk>"} & set(pieces.encode("</s> <pad> <unk>"))
    assert pieces.decode(["<pad>", "▁a", "<unk>", "▁b", "</s>"]) == "a b"


def test_a_folder_without_tokenizers_is_named(tmp_path: Path) -> None:
    from mujaz.errors import ModelError

    with pytest.raises(ModelError, match=r"vocab\.json"):
        MarianPieces(tmp_path)
