"""Conversion for ctranslate2: once, whole or not at all."""

import json
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mujaz.catalogue import conversion
from mujaz.catalogue.conversion import converted
from mujaz.catalogue.folders import ModelFolder, fingerprint
from mujaz.errors import ModelError

from .conftest import SENTENCES
from .tiny_models import write_marian


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_marian(tmp_path_factory.mktemp("models") / "tiny", SENTENCES, joint=False)


@pytest.fixture
def model(tiny: Path, tmp_path: Path) -> ModelFolder:
    """A copy that a test may damage."""
    shutil.copytree(tiny, tmp_path / "tiny")
    return ModelFolder(name="tiny", path=tmp_path / "tiny")


def convert(model: ModelFolder, cache_dir: Path, compute_type: str = "int8") -> Path:
    return converted(model, fingerprint(model), compute_type, cache_dir)


def test_it_happens_once(model: ModelFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = convert(model, tmp_path / "cache")
    assert {"model.bin", "config.json", "conversion.json"} <= {path.name for path in first.iterdir()}
    monkeypatch.setattr(conversion, "_run_converter", lambda *_: pytest.fail("converted again"))
    assert convert(model, tmp_path / "cache") == first


def test_other_weights_or_another_compute_type_are_another_conversion(model: ModelFolder, tmp_path: Path) -> None:
    first = convert(model, tmp_path / "cache")
    assert convert(model, tmp_path / "cache", "float32") != first
    (model.path / "generation_config.json").write_text("{}")
    assert convert(model, tmp_path / "cache") != first


def test_int8_weights_take_a_quarter_of_the_room(model: ModelFolder, tmp_path: Path) -> None:
    sizes = [(convert(model, tmp_path / "cache", kind) / "model.bin").stat().st_size for kind in ("int8", "float32")]
    assert sizes[0] < 0.5 * sizes[1]


@pytest.mark.parametrize("damage", ["no record", "half the weights", "changed weights", "empty"])
def test_what_is_not_whole_is_made_again(damage: str, model: ModelFolder, tmp_path: Path) -> None:
    target = convert(model, tmp_path / "cache")
    weights = (target / "model.bin").read_bytes()
    if damage == "no record":
        (target / "conversion.json").unlink()
    elif damage == "half the weights":
        (target / "model.bin").write_bytes(weights[: len(weights) // 2])
    elif damage == "changed weights":
        (target / "model.bin").write_bytes(weights[:-1] + bytes([weights[-1] ^ 1]))
    else:
        shutil.rmtree(target)
        target.mkdir()
    assert convert(model, tmp_path / "cache") == target
    assert (target / "model.bin").read_bytes() == weights


def test_two_processes_at_once_both_succeed(model: ModelFolder, tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from mujaz.catalogue.conversion import converted
from mujaz.catalogue.folders import ModelFolder
print(converted(ModelFolder(name="tiny", path=Path(sys.argv[1])), "f" * 64, "int8", Path(sys.argv[2])))
"""
    command = [sys.executable, "-c", program, str(model.path), str(tmp_path / "cache")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    outputs = {run.communicate(timeout=120)[0] for run in runs}
    assert [run.returncode for run in runs] == [0, 0, 0]
    assert len(outputs) == 1
    assert [path.name for path in (tmp_path / "cache" / "converted").iterdir()] == [Path(outputs.pop().strip()).name]


def test_a_failed_conversion_leaves_nothing(model: ModelFolder, tmp_path: Path) -> None:
    (model.path / "model.safetensors").write_bytes(b"garbage")
    with pytest.raises(ModelError, match="not a valid safetensors file") as caught:
        convert(model, tmp_path / "cache")
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "cache" / "converted").iterdir()) == []


def test_a_full_disk_is_one_line_leaves_nothing_and_the_next_try_works(model: ModelFolder, tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # files that cannot grow, for the converter too
    try:
        with pytest.raises(ModelError, match=r"cannot (write|convert) .*File too large") as caught:
            convert(model, tmp_path / "cache")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "cache" / "converted").iterdir()) == []
    assert (convert(model, tmp_path / "cache") / "model.bin").exists()


def test_a_layer_that_is_missing_is_named(model: ModelFolder, tmp_path: Path) -> None:
    config = json.loads((model.path / "config.json").read_text())
    (model.path / "config.json").write_text(json.dumps({**config, "encoder_layers": 3}))
    with pytest.raises(ModelError, match=r"lacks model\.encoder\.layers\.2\."):
        convert(model, tmp_path / "cache")


def test_a_cache_that_cannot_be_written_says_which_setting_to_change(model: ModelFolder, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="MUJAZ_CACHE_DIR"):
        convert(model, tmp_path / "file" / "cache")
