"""`mujaz config show`."""

import json
from pathlib import Path

import pytest

from mujaz.cli.main import main
from mujaz.config import Settings


@pytest.fixture(autouse=True)
def _three_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MUJAZ_{name.upper()}", raising=False)
    file = tmp_path / "a {curly} name.toml"
    file.write_text("threads = 1\nbeam_size = 2\nmax_retries = 0\n", encoding="utf-8")
    monkeypatch.setenv("MUJAZ_CONFIG", str(file))
    monkeypatch.setenv("MUJAZ_BEAM_SIZE", "3")
    monkeypatch.setenv("MUJAZ_MAX_RETRIES", "1")


def test_each_setting_is_shown_with_its_origin(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["config", "show", "--max-retries", "2"]) == 0
    rows = dict(line.split("\t", 1) for line in capsys.readouterr().out.splitlines())
    assert list(rows) == ["SETTING", *Settings.model_fields]
    assert rows["threads"] == f"1\t{tmp_path}/a {{curly}} name.toml"
    assert rows["beam_size"] == "3\tMUJAZ_BEAM_SIZE"
    assert rows["max_retries"] == "2\t--max-retries"
    assert rows["engine"] == "ctranslate2\tdefault"


def test_json_has_values_of_their_own_types(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "show", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["beam_size"] == {"value": 3, "origin": "MUJAZ_BEAM_SIZE"}
    assert shown["offline"] == {"value": False, "origin": "default"}


def test_an_unknown_setting_is_an_error_with_a_suggestion(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_BEAM_SISE", "3")
    assert main(["config", "show"]) == 2
    assert (
        "unknown setting MUJAZ_BEAM_SISE in the environment; did you mean MUJAZ_BEAM_SIZE?" in capsys.readouterr().err
    )
