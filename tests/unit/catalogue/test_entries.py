from pathlib import Path

import pytest

from mujaz.catalogue.entries import load_catalogue, models_root
from mujaz.catalogue.folders import HUB_ID, ModelFolder, verify
from mujaz.config import Settings
from mujaz.errors import ModelError
from mujaz.types import Task

ENTRY = """
[[model]]
id = "one"
task = "translation"
folder = "one"
license = "MIT"
origin = "here"
description = "small"
"""


def test_the_default_models_are_embedded() -> None:
    catalogue = load_catalogue()
    assert catalogue[Settings().translation_model].task is Task.TRANSLATION
    assert catalogue[Settings().summary_model].task is Task.SUMMARIZATION
    assert catalogue[Settings().translation_model].folder
    assert catalogue[Settings().summary_model].folder


def test_every_hub_model_names_a_commit() -> None:
    for entry in load_catalogue().values():
        if entry.hub:
            assert HUB_ID.fullmatch(entry.hub)
            assert entry.revision


def test_every_embedded_file_is_what_the_catalogue_says() -> None:
    for entry in load_catalogue().values():
        if entry.folder:
            path = models_root() / entry.folder
            verify(ModelFolder(name=entry.id, path=path, entry=entry, recorded=entry.files))
            for name, record in entry.files.items():
                assert (path / name).stat().st_size == record.size
            shipped = {path.name for path in path.iterdir()} - {"CARD.md"}
            assert not entry.files or set(entry.files) == shipped


def test_the_default_translation_model_has_a_golden_sentence() -> None:
    assert load_catalogue()[Settings().translation_model].golden is not None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (ENTRY.replace('"translation"', '"juggling"'), "JUGGLING"),
        (ENTRY.replace('license = "MIT"\n', ""), "license"),
        (ENTRY + 'hub = "org/name"\n', "either a folder or a hub id"),
        (ENTRY.replace('folder = "one"', 'hub = "org/name"\nrevision = "main"'), "revision"),
        (ENTRY + '[model.files]\n"a.json" = { sha256 = "12", size = 1 }\n', "sha256"),
        ("[[model]\n", "catalogue.toml"),
        ("", "model"),
    ],
    ids=["task", "missing field", "two places", "revision that moves", "short hash", "not TOML", "empty"],
)
def test_a_damaged_catalogue_is_one_line_that_names_the_place(text: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=named) as caught:
        load_catalogue(tmp_path)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_catalogue_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot read the catalogue"):
        load_catalogue(tmp_path)
