"""Settings: one name everywhere, flags over environment over file, and errors that say what was meant."""

from pathlib import Path

import pytest

from mujaz.config import Settings, host_and_port
from mujaz.errors import ConfigError


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"MUJAZ_{name.upper()}", raising=False)
    monkeypatch.delenv("MUJAZ_CONFIG", raising=False)


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_flags_win_over_the_environment_and_the_environment_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "mujaz.toml", "beam_size = 1\nmax_retries = 1\nthreads = 1\n")
    monkeypatch.setenv("MUJAZ_CONFIG", str(file))
    monkeypatch.setenv("MUJAZ_MAX_RETRIES", "3")
    monkeypatch.setenv("MUJAZ_THREADS", "3")
    settings = Settings.load({"threads": 5, "log_level": None})
    assert (settings.beam_size, settings.max_retries, settings.threads, settings.log_level) == (1, 3, 5, "info")


def test_an_unknown_key_is_refused_with_what_may_have_been_meant(tmp_path: Path) -> None:
    file = write(tmp_path / "mujaz.toml", "max_batch_token = 5\n")
    with pytest.raises(ConfigError, match=r"unknown setting max_batch_token in .*did you mean max_batch_tokens"):
        Settings.load(config_file=file)


def test_an_unknown_variable_is_refused_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_BEAM_SISE", "5")
    with pytest.raises(ConfigError, match="MUJAZ_BEAM_SISE in the environment; did you mean MUJAZ_BEAM_SIZE"):
        Settings.load()


def test_variables_that_kubernetes_makes_for_a_service_called_mujaz_are_no_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_GRPC", "PORT", "PORT_50051_TCP", "PORT_50051_TCP_ADDR"):
        monkeypatch.setenv(f"MUJAZ_{name}", "tcp://10.0.0.1:50051")
    assert Settings.load() == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("beam_size = 0", "beam_size in .*mujaz.toml = 0: must be at least 1"),
        ("engine = 'onnx'", "engine in .*mujaz.toml = 'onnx': must be 'ctranslate2' or 'torch'"),
        ("beam_size = 8\nmax_beam_size = 4", "beam_size = 8 is above max_beam_size = 4"),
        ("beam_size = ", "is not valid TOML"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Settings.load(config_file=write(tmp_path / "mujaz.toml", text))


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("MUJAZ_THREADS", "x", "MUJAZ_THREADS = 'x': must be a whole number"),
        ("MUJAZ_THREADS", "-1", "MUJAZ_THREADS = '-1': must be at least 0"),
        ("MUJAZ_BEAM_SIZE", "99", "MUJAZ_BEAM_SIZE = '99': must be at most 16"),
        ("MUJAZ_DRAIN_TIMEOUT_S", "soon", "MUJAZ_DRAIN_TIMEOUT_S = 'soon': must be a number"),
        ("MUJAZ_ENGINE_TIMEOUT_S", "0", "MUJAZ_ENGINE_TIMEOUT_S = '0': must be more than 0"),
        ("MUJAZ_OFFLINE", "perhaps", "MUJAZ_OFFLINE = 'perhaps': must be true or false"),
        ("MUJAZ_LOG_LEVEL", "loud", "MUJAZ_LOG_LEVEL = 'loud': must be 'debug', 'info', 'warning' or 'error'"),
    ],
)
def test_a_value_of_the_environment_is_refused_by_its_variable(
    variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ConfigError, match=f"^{message}"):
        Settings.load()


def test_a_flag_is_refused_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_THREADS", "2")
    with pytest.raises(ConfigError, match=r"^--threads = -1: must be at least 0$"):
        Settings.load({"threads": -1})


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"the configuration .*missing\.toml does not exist; check"):
        Settings.load(config_file=tmp_path / "missing.toml")


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1:0", ("127.0.0.1", 0)), ("[::1]:50051", ("::1", 50051)), ("localhost:80", ("localhost", 80))],
)
def test_an_address_is_taken_apart(address: str, expected: tuple[str, int]) -> None:
    assert host_and_port(address, setting="address") == expected


@pytest.mark.parametrize("address", ["", "localhost", ":80", "localhost:", "localhost:x", "localhost:65536"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match=r"address = .*HOST:PORT"):
        host_and_port(address, setting="address")


def test_a_port_alone_is_answered_with_the_address_that_is_meant() -> None:
    with pytest.raises(ConfigError, match=r"http = '8080': .* such as 127\.0\.0\.1:8080$"):
        host_and_port("8080", setting="http")


def test_an_account_without_a_home_has_a_place_for_converted_models(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(*_: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_cache_dir", no_home)
    assert Settings.load().cache_dir == Path("/var/cache/mujaz")
