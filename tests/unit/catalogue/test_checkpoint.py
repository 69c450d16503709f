import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from mujaz.catalogue.checkpoint import read_checkpoint
from mujaz.catalogue.marian_config import read_config, read_vocabularies
from mujaz.catalogue.to_ctranslate2 import sinusoids
from mujaz.errors import ModelError

PIECES = ["</s>", "<unk>", "▁a", "▁b", "<pad>"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The parts of a joint model that reading alone looks at."""
    write(tmp_path / "config.json", {"model_type": "marian", "d_model": 2})
    write(tmp_path / "vocab.json", {piece: number for number, piece in enumerate(PIECES)})
    write_weights(tmp_path)
    return tmp_path


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def write_weights(folder: Path, **changes: np.ndarray | None) -> None:
    table = np.arange(10, dtype=np.float32).reshape(5, 2)
    table[4] = 0
    weights = {"model.shared.weight": table, "final_logits_bias": np.arange(5, dtype=np.float32)[None], **changes}
    save_file({name: array for name, array in weights.items() if array is not None}, folder / "model.safetensors")


def test_a_joint_vocabulary_gives_one_table_three_uses_and_no_pad(folder: Path) -> None:
    checkpoint = read_checkpoint(folder)
    assert checkpoint.source_pieces == checkpoint.target_pieces == PIECES[:-1]
    assert checkpoint.source_embedding.shape == (4, 2)
    assert checkpoint.output_embedding is checkpoint.target_embedding
    assert checkpoint.output_bias.tolist() == [0, 1, 2, 3]


def test_separate_vocabularies_are_read_apart(folder: Path) -> None:
    write(folder / "target_vocab.json", {"</s>": 0, "<unk>": 1, "<pad>": 2})
    source, target = read_vocabularies(folder)
    assert source == PIECES
    assert target == ["</s>", "<unk>", "<pad>"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"model_type": "bart"}, "model_type = 'bart' is not supported"),
        ({"model_type": "marian", "activation_function": "tanh"}, "activation_function = 'tanh'"),
        ({"model_type": "marian", "normalize_before": True}, "normalize_before = True"),
        ({"model_type": "marian", "d_model": "wide"}, "d_model = 'wide'"),
        ({}, "model_type = None"),
    ],
)
def test_an_unsupported_configuration_is_one_line_that_names_it(
    change: dict[str, object], named: str, folder: Path
) -> None:
    write(folder / "config.json", change)
    with pytest.raises(ModelError, match=named) as caught:
        read_config(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{", "not valid JSON"),
        ("[1]", "holds a JSON list"),
        ('{"\\ud800": 1}', "model_type"),
        ("\x00", "not valid JSON"),
    ],
)
def test_a_configuration_that_is_not_an_object_is_one_line(text: str, named: str, folder: Path) -> None:
    (folder / "config.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=named):
        read_config(folder)


@pytest.mark.parametrize(
    ("vocabulary", "named"),
    [
        ({"</s>": 0, "<unk>": 1, "a": 3}, "ids are not 0 to 2"),
        ({"</s>": 0, "<unk>": 0}, "ids are not 0 to 1"),
        ({"</s>": 0, "<unk>": "1"}, "ids are not 0 to 1"),
        ({"a": 0, "b": 1}, "<unk> or </s> is missing"),
    ],
)
def test_a_wrong_vocabulary_is_refused(vocabulary: dict[str, object], named: str, folder: Path) -> None:
    write(folder / "vocab.json", vocabulary)
    with pytest.raises(ModelError, match=named):
        read_vocabularies(folder)


def test_a_missing_vocabulary_is_named(folder: Path) -> None:
    (folder / "vocab.json").unlink()
    with pytest.raises(ModelError, match=r"vocab\.json: No such file.*complete model folder"):
        read_checkpoint(folder)


def test_weights_that_do_not_fit_the_vocabulary_are_refused(folder: Path) -> None:
    write_weights(folder, **{"model.shared.weight": np.zeros((7, 2), np.float32)})
    with pytest.raises(ModelError, match="7 source rows for a vocabulary of 5"):
        read_checkpoint(folder)


def test_a_start_of_sentence_that_is_not_zero_is_refused(folder: Path) -> None:
    write_weights(folder, **{"model.shared.weight": np.ones((5, 2), np.float32)})
    with pytest.raises(ModelError, match="is not zero"):
        read_checkpoint(folder)


def test_a_checkpoint_without_embeddings_is_refused(folder: Path) -> None:
    write_weights(folder, **{"model.shared.weight": None})
    with pytest.raises(ModelError, match=r"lacks model\.encoder\.embed_tokens\.weight"):
        read_checkpoint(folder)


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x08\x00\x00\x00\x00\x00\x00\x00{}      "[:12]])
def test_damaged_safetensors_are_one_line(content: bytes, folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="not a valid safetensors file") as caught:
        read_checkpoint(folder)
    assert "\n" not in str(caught.value)


def test_integers_are_not_weights(folder: Path) -> None:
    write_weights(folder, **{"model.shared.weight": np.zeros((5, 2), np.int32)})
    with pytest.raises(ModelError, match="holds I32 numbers"):
        read_checkpoint(folder)


def test_positions_are_sines_left_and_cosines_right() -> None:
    table = sinusoids(3, 4)
    expected = [
        [0, 0, 1, 1],
        [np.sin(1), np.sin(0.01), np.cos(1), np.cos(0.01)],
        [np.sin(2), np.sin(0.02), np.cos(2), np.cos(0.02)],
    ]
    np.testing.assert_allclose(table, expected, atol=1e-7)


def test_an_odd_width_has_one_sine_more() -> None:
    assert sinusoids(2, 5).shape == (2, 5)
    assert sinusoids(2, 5)[0].tolist() == [0, 0, 0, 1, 1]
