"""What `load_translation_engine` refuses, each in one line."""

import importlib.metadata
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.catalogue import folders
from mujaz.catalogue.folders import find
from mujaz.config import Settings
from mujaz.engines.load import load_summary_engine, load_translation_engine
from mujaz.errors import ConfigError, ModelCorrupted, ModelError, MujazError, NotFound

from .conftest import SENTENCES, Load
from .tiny_models import write_marian


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_marian(tmp_path_factory.mktemp("models") / "tiny", SENTENCES, joint=True)


@pytest.fixture
def folder(tiny: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny, tmp_path / "tiny"))


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return damage


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (remove("config.json"), "config.json"),
        (remove("vocab.json"), "vocab.json"),
        (remove("source.spm"), "source.spm"),
        (remove("target.spm"), "target.spm"),
        (remove("model.safetensors"), "holds no weights"),
        (write("config.json", b"{"), "not valid JSON"),
        (write("config.json", b'{"model_type": "t5"}'), "model_type = 't5' is not supported"),
        (write("vocab.json", b"\xff\xfe"), "vocab.json is not valid JSON"),
        (write("source.spm", b"garbage"), "source.spm is not a SentencePiece model"),
        (write("model.safetensors", b"garbage"), "not a valid safetensors file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("engine", ["ctranslate2", "torch"])
def test_a_damaged_folder_is_one_line_that_names_the_file(
    engine: str, damage: Callable[[Path], None], named: str, folder: Path, load: Load
) -> None:
    if engine == "torch":
        pytest.importorskip("torch", reason="the reference engine needs the extra torch")
        named = named.replace("not a valid safetensors file", "transformers cannot load")
    damage(folder)
    with pytest.raises(ModelError) as caught:
        load(translation_model=str(folder), engine=engine, compute_type="float32")
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corrupted_embedded_file_is_refused(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = find("starter-ar-en", Settings(cache_dir=tmp_path)).path
    copy = Path(shutil.copytree(original, tmp_path / "models" / "starter-ar-en"))
    with (copy / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, 2)
        weights.write(b"\x7f")
    monkeypatch.setattr(folders, "models_root", lambda: tmp_path / "models")
    with pytest.raises(ModelCorrupted, match=r"model\.safetensors is damaged.*install Mujaz again"):
        load()


@pytest.mark.parametrize(
    ("settings", "error", "named"),
    [
        ({"translation_model": "/nowhere"}, ModelError, "/nowhere does not exist"),
        ({"translation_model": "nothing"}, NotFound, "no model is called 'nothing'"),
        ({"translation_model": "opus-mt-ar-en"}, NotFound, "mujaz models pull opus-mt-ar-en"),
        (
            {"translation_model": "brief-en"},
            ModelError,
            "translation_model = 'brief-en': this model is for summarization",
        ),
        ({"compute_type": "bfloat16"}, ConfigError, "ctranslate2 computes in int8 or float32"),
    ],
)
def test_settings_that_name_the_wrong_thing(
    settings: dict[str, str], error: type[MujazError], named: str, tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        load_translation_engine(Settings(cache_dir=tmp_path, **settings))
    assert named in str(caught.value)


def test_torch_does_not_compute_in_int8(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the reference engine needs the extra torch")
    with pytest.raises(ConfigError, match="torch computes in float32 or bfloat16; set compute_type to that"):
        load_translation_engine(Settings(cache_dir=tmp_path, engine="torch", compute_type="int8"))


@pytest.mark.parametrize("compute_type", ["int8", "float32"])
def test_where_torch_is_not_installed_the_engine_says_what_to_install(
    compute_type: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    for name in [name for name in sys.modules if name.startswith("mujaz.engines.") and "torch" in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setattr(importlib.metadata, "version", version)
    with pytest.raises(ConfigError, match=r"engine torch needs .*: `pip install '\.\[torch\]'`"):
        load_translation_engine(Settings(cache_dir=tmp_path, engine="torch", compute_type=compute_type))


def test_a_translation_model_does_not_summarise(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="this model is for translation"):
        load_summary_engine(Settings(cache_dir=tmp_path, summary_model="starter-ar-en"))


def test_weights_that_transformers_would_invent_are_refused(folder: Path, load: Load) -> None:
    pytest.importorskip("torch", reason="the reference engine needs the extra torch")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "encoder_layers": 3}))
    with pytest.raises(ModelError, match=r"lacks the weights model\.encoder\.layers\.2\."):
        load(translation_model=str(folder), engine="torch", compute_type="float32")


def test_the_signature_tells_models_apart(folder: Path, load: Load) -> None:
    first = load(translation_model=str(folder)).model.signature
    assert (first.model, first.compute_type) == ("tiny", "int8")
    assert first.engine.startswith("ctranslate2 ")
    (folder / "generation_config.json").write_text("{}")
    assert load(translation_model=str(folder)).model.signature.revision != first.revision


def test_a_source_leaves_room_for_the_end_mark(folder: Path, load: Load) -> None:
    assert load(translation_model=str(folder)).max_source_tokens == 63
    assert load().max_source_tokens == 100  # as the catalogue says of the embedded model


def test_threads_as_set_or_as_many_as_processors() -> None:
    import os

    assert Settings(threads=3).processor_threads == 3
    assert Settings(threads=0).processor_threads == len(os.sched_getaffinity(0))
