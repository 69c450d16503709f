"""`mujaz serve` as a process: how it starts, fails and stops."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import psutil
import pytest

from mujaz.catalogue.entries import load_catalogue, models_root
from tests.e2e.conftest import Here, Program, Server

Serve = Callable[..., Server]

STARTER = models_root() / "starter-ar-en"
COMMIT = "0123456789abcdef" * 2 + "01234567"
QUIET = ("--log-level", "error")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_server_serves_until_a_signal_and_ends_clean(serve: Serve, mujaz: Program, number: signal.Signals) -> None:
    server = serve()
    server.wait_for("serving")
    health = mujaz("health", server.address)
    assert (health.returncode, health.stdout, health.stderr) == (0, "SERVING\n", "")
    assert server.stop(number) == 0
    assert server.other_lines == []
    assert server.process.stdout is not None
    assert server.process.stdout.read() == ""
    assert server.events[-1]["event"] == "stopped"
    assert "nothing answers at" in mujaz.fails("health", server.address, code=1)


def test_a_server_may_be_stopped_while_it_loads(serve: Serve) -> None:
    server = serve()
    server.wait_for("listening")
    assert server.stop(signal.SIGTERM) == 0
    assert server.other_lines == []


def test_serving_imports_no_torch_and_starts_no_process(served: Server) -> None:
    process = psutil.Process(served.process.pid)
    libraries = {Path(mapped.path).name for mapped in process.memory_maps()}
    assert any("ctranslate2" in name for name in libraries), "the maps are of another process"
    assert not {name for name in libraries if "torch" in name}
    assert process.children() == []


def test_a_second_server_on_the_port_is_refused(serve: Serve, mujaz: Program) -> None:
    server = serve()
    line = mujaz.fails("serve", "--address", server.address, *QUIET, code=2)
    assert line == f"cannot listen on {server.address}: another server is there; choose another address"
    server.wait_for("serving")
    assert mujaz("health", server.address).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--translation-model", "/no/such/folder"], "/no/such/folder does not exist"),
        (["--translation-model", "opus-mt-ar-en"], "`mujaz models pull opus-mt-ar-en` downloads it"),
        (["--translation-model", "brief-en"], "brief-en"),
        (["--summary-model", "starter"], "did you mean starter-ar-en?"),
        (["--compute-type", "bfloat16"], "engine ctranslate2 computes in int8 or float32"),
        (["--address", "nowhere"], "'nowhere'"),
        (["--address", "192.0.2.1:1"], "cannot listen on 192.0.2.1:1"),
        (["--cache-dir", "/dev/null/cache"], "cache_dir"),
        (["--threads", "-1"], "threads = -1"),
        (["--config", "/no/such/file.toml"], "/no/such/file.toml does not exist; check the name"),
    ],
    ids=lambda value: value[0].strip("-") if isinstance(value, list) else "",
)
def test_a_server_that_cannot_start_says_why_in_one_line(mujaz: Program, arguments: list[str], says: str) -> None:
    assert says in mujaz.fails("serve", "--address", "127.0.0.1:0", *QUIET, *arguments, code=2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("threads = = 1", "is not valid TOML"),
        ("thread = 1", "unknown setting thread"),
        ("threads = 'many'", "mujaz.toml = 'many': must be a whole number, such as 4"),
        ("\xff", "is not valid TOML"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_named(mujaz_here: Here, tmp_path: Path, text: str, says: str) -> None:
    config = tmp_path / "mujaz.toml"
    config.write_text(text, encoding="latin-1")
    assert says in mujaz_here.fails("serve", "--config", str(config), code=2)
    assert says in mujaz_here.fails("serve", code=2, MUJAZ_CONFIG=str(config))


def test_a_variable_that_is_no_setting_is_named_with_what_was_meant(mujaz: Program) -> None:
    assert "did you mean MUJAZ_THREADS?" in mujaz.fails("serve", code=2, MUJAZ_THREAD="1")


def test_a_model_folder_without_its_weights_is_named(mujaz: Program, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(STARTER, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    line = mujaz.fails("serve", "--address", "127.0.0.1:0", *QUIET, "--translation-model", str(folder), code=2)
    assert f"{folder} holds no weights" in line


@pytest.fixture
def downloaded(tmp_path: Path) -> Path:
    """A cache in which the starter model lies as if downloaded from a hub as `example/model`; returns its folder."""
    entry = load_catalogue()["starter-ar-en"]
    folder = tmp_path / "cache" / "hub" / "example--model" / COMMIT
    shutil.copytree(STARTER, folder)
    manifest = {name: asdict(record) for name, record in entry.files.items()}
    (folder / "mujaz-files.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_corrupted_weight_file_is_named_by_serve_and_verify(mujaz: Program, downloaded: Path) -> None:
    name, cache = f"example/model@{COMMIT}", {"MUJAZ_CACHE_DIR": str(downloaded.parents[2])}
    whole = mujaz("models", "verify", name, **cache)
    assert (whole.returncode, whole.stderr) == (0, "")
    flip_a_bit(downloaded / "model.safetensors")
    line = mujaz.fails("serve", "--address", "127.0.0.1:0", *QUIET, "--translation-model", name, code=2, **cache)
    assert f"{downloaded}/model.safetensors is damaged: its sha256 is " in line
    damaged = mujaz("models", "verify", name, **cache)
    assert damaged.returncode == 2
    assert damaged.stdout == "example/model: FAILED\n"
    assert damaged.stderr == f"mujaz: {line}\n"


def flip_a_bit(file: Path) -> None:
    """Changes one bit in the middle of a file."""
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 2)
        byte = stream.read(1)[0]
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte ^ 1]))
