"""`mujaz models`."""

import re
from pathlib import Path

import pytest

from mujaz.catalogue.entries import load_catalogue, models_root
from mujaz.cli.main import main


@pytest.fixture(autouse=True)
def _empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_CACHE_DIR", str(tmp_path / "cache"))


def test_the_list_has_every_model_of_the_catalogue_and_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "list"]) == 0
    header, *rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert header[:3] == ["NAME", "TASK", "WHERE"]
    assert {row[0]: row[2] for row in rows} == {
        name: "embedded" if entry.folder else "on the hub" for name, entry in load_catalogue().items()
    }


def test_a_terminal_of_80_columns_shows_every_word_of_the_list_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as on a terminal
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["models", "list"]) == 0
    shown = re.sub(r"\x1b\[[\d;]*m", "", capsys.readouterr().out)
    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    for name, entry in load_catalogue().items():
        assert f"{name} {entry.task.name.lower()}, " in words
        assert entry.description in words


def test_the_embedded_models_are_as_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "verify"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [name for name, entry in load_catalogue().items() if entry.folder]


def test_a_folder_without_records_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "verify", str(models_root() / "starter-ar-en")]) == 0
    assert "nothing recorded to compare with" in capsys.readouterr().out


def test_what_is_embedded_need_not_be_downloaded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "starter-ar-en", "--offline"]) == 0
    assert capsys.readouterr().out.strip() == str(models_root() / "starter-ar-en")


def test_a_copy_can_be_carried_elsewhere_and_nothing_is_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "carried" / "model"
    assert main(["models", "pull", "brief-en", "--output", str(copy)]) == 0
    assert capsys.readouterr().out.strip() == str(copy)
    original = models_root() / "brief-en"
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == {
        path.name: path.read_bytes() for path in original.iterdir()
    }
    assert main(["models", "pull", "brief-en", "--output", str(copy)]) == 2
    assert "already exists" in capsys.readouterr().err


def test_a_copy_that_cannot_be_written_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["models", "pull", "brief-en", "--output", str(tmp_path / "file" / "model")]) == 2
    error = capsys.readouterr().err
    assert "cannot be written" in error
    assert error.count("\n") == 1


def test_a_summary_model_cannot_be_converted_and_that_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "convert", "brief-en"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("mujaz: ")
    assert captured.err.count("\n") == 1
