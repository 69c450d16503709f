"""Settings as flags."""

from pathlib import Path

import pytest

import mujaz.server
from mujaz.cli.main import main
from mujaz.cli.settings_flags import SettingsFlags
from mujaz.config import Settings
from mujaz.errors import ConfigError


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """The settings that `mujaz serve` would have served with."""
    seen: list[Settings] = []
    monkeypatch.setattr(mujaz.server, "run_server", lambda settings, **_: seen.append(settings))
    return seen


def test_serve_has_a_flag_for_every_setting_with_its_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, field in Settings.model_fields.items():
        if name.startswith("call_"):
            assert f"--{name.replace('_', '-')}" not in shown  # of clients
            continue
        assert f"--{name.replace('_', '-')} " in shown
        assert field.description in shown
    assert "[default: 127.0.0.1:50051]" in shown
    assert "[default: 0]" in shown


def test_flags_win_over_the_environment_and_that_over_the_file(
    served: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "mujaz.toml"
    config.write_text("threads = 1\nbeam_size = 2\nmax_retries = 0\noffline = true\n", encoding="utf-8")
    monkeypatch.setenv("MUJAZ_BEAM_SIZE", "3")
    monkeypatch.setenv("MUJAZ_MAX_RETRIES", "1")
    assert (
        main(["serve", "--config", str(config), "--max-retries", "2", "--no-offline", "--drain-timeout-s", "0.5"]) == 0
    )
    (settings,) = served
    assert (settings.threads, settings.beam_size, settings.max_retries) == (1, 3, 2)
    assert settings.offline is False
    assert settings.drain_timeout_s == 0.5


def test_every_setting_can_be_given_as_a_flag(served: list[Settings]) -> None:
    arguments = ["serve"]
    of_quality = {"beam_size": 3, "max_retries": 1, "names": False}
    given = Settings().model_dump() | of_quality
    given = {name: value for name, value in given.items() if not name.startswith("call_")}
    for name, value in given.items():
        flag = f"--{name.replace('_', '-')}"
        if name == "names":
            flag = "--no-names"
        arguments += [flag] if isinstance(value, bool) else [flag, name if value is None else str(value)]
    assert main(arguments) == 0
    paths = {name: Path(name) for name, value in given.items() if value is None}
    assert paths
    assert served == [Settings(offline=True, tracing=True, **of_quality, **paths)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--beam-size", "17"], "--beam-size = 17: must be at most 16"),
        (["--engine", "onnx"], "onnx"),
        (["--http"], "requires an argument; see `mujaz serve --help`"),
        (["--config", "no/such.toml"], "the configuration no/such.toml does not exist; check the name"),
    ],
)
def test_a_setting_out_of_range_is_a_mistake(
    served: list[Settings], arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert served == []


def test_a_flag_that_would_do_nothing_is_refused() -> None:
    SettingsFlags(values={"threads": None}, config_file=None).refuse("here")
    with pytest.raises(ConfigError, match=r"^--max-retries has no effect here; leave it out$"):
        SettingsFlags(values={"threads": None, "max_retries": 0}, config_file=None).refuse("here")
    with pytest.raises(ConfigError, match="--config"):
        SettingsFlags(values={}, config_file=Path("x")).refuse("here")


def test_every_setting_stands_in_a_group_of_the_help() -> None:
    from mujaz.cli.grouped import GROUP_OF

    assert set(Settings.model_fields) - set(GROUP_OF) == {"log_level", "log_format", "tracing", "drain_timeout_s"}
