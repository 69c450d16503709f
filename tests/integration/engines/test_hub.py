"""Downloads, from a small hub on this machine that speaks the protocol of the real one."""

import hashlib
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.catalogue.folders import find
from mujaz.catalogue.hub import pull
from mujaz.config import Settings
from mujaz.errors import ConfigError, ModelCorrupted, ModelError, NotFound
from mujaz.types import Chunk, DecodingOptions

from .conftest import SENTENCES
from .tiny_models import write_marian

pytest.importorskip("huggingface_hub", reason="downloading needs the extra hub")

REPO = "org/tiny"


class Hub:
    """One repository with one commit at a time; its files are those of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.commit = "a" * 40
        self.served: list[str] = []
        self.lies = False
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.answer(self)

            do_HEAD = do_GET

            def log_message(self, *_) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, request: http.server.BaseHTTPRequestHandler) -> None:
        kind, _, rest = request.path.partition(f"{REPO}/")
        headers = {"X-Repo-Commit": self.commit}
        if kind == "/api/models/" and rest.startswith((f"revision/{self.commit}", "revision/main")):
            siblings = [
                {"rfilename": path.name, "size": path.stat().st_size, **self.lfs(path)} for path in self.files()
            ]
            body = json.dumps({"id": REPO, "sha": self.commit, "siblings": siblings}).encode()
        elif kind == "/api/models/" and rest.startswith("tree/"):
            tree = [
                {"type": "file", "path": path.name, "size": path.stat().st_size, "oid": "0"} for path in self.files()
            ]
            body = json.dumps(tree).encode()
        elif kind == "/" and rest.startswith(f"resolve/{self.commit}/"):
            body = (self.folder / Path(rest).name).read_bytes()
            headers["ETag"] = f'"{hashlib.sha1(body).hexdigest()}"'
            self.served.append(Path(rest).name)
        else:
            code = "RevisionNotFound" if f"{REPO}/" in request.path else "RepoNotFound"
            request.send_response(404)
            request.send_header("X-Error-Code", code)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        request.send_response(200)
        for name, value in {**headers, "Content-Length": str(len(body)), "Content-Type": "application/json"}.items():
            request.send_header(name, value)
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(body)

    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.iterdir() if path.is_file())

    def lfs(self, path: Path) -> dict[str, object]:
        if path.suffix != ".safetensors":
            return {}
        sha256 = "0" * 64 if self.lies else hashlib.sha256(path.read_bytes()).hexdigest()
        return {"lfs": {"size": path.stat().st_size, "sha256": sha256, "pointerSize": 1}}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_marian(tmp_path_factory.mktemp("models") / "tiny", SENTENCES, joint=True)


@pytest.fixture
def hub(tiny: Path, tmp_path: Path) -> Iterator[Hub]:
    folder = Path(shutil.copytree(tiny, tmp_path / "hub"))
    for name in ("modeling_tiny.py", "pytorch_model.bin", "rust_model.ot", "README.md"):
        (folder / name).write_text("print('never run')")
    hub = Hub(folder)
    thread = threading.Thread(target=hub.server.serve_forever, daemon=True)
    thread.start()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()
    thread.join()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(cache_dir=tmp_path / "cache", threads=1)


def test_only_configuration_vocabularies_and_safe_weights_come(hub: Hub, settings: Settings) -> None:
    pulled = pull(REPO, settings, endpoint=hub.endpoint)
    assert {path.name for path in pulled.path.iterdir()} == {
        "config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors", "mujaz-files.json",
    }  # fmt: skip
    assert (pulled.name, pulled.revision) == (REPO, hub.commit)


def test_what_was_pulled_is_found_and_runs_without_the_hub(hub: Hub, settings: Settings) -> None:
    from mujaz.engines.load import load_translation_engine

    pull(REPO, settings, endpoint=hub.endpoint)
    hub.served.clear()
    engine = load_translation_engine(settings.model_copy(update={"translation_model": REPO, "offline": True}))
    assert engine.model.signature.revision == hub.commit
    assert engine.translate([Chunk(pieces=engine.encode("بغداد"))], DecodingOptions())[0].token_count > 0
    assert hub.served == []


def test_pickled_weights_come_only_where_there_are_no_others(hub: Hub, settings: Settings) -> None:
    (hub.folder / "model.safetensors").unlink()
    pulled = pull(REPO, settings, endpoint=hub.endpoint)
    assert (pulled.path / "pytorch_model.bin").is_file()


def test_the_first_download_fixes_the_commit(hub: Hub, settings: Settings) -> None:
    first = pull(REPO, settings, endpoint=hub.endpoint)
    (hub.folder / "generation_config.json").write_text("{}")
    hub.commit = "b" * 40
    assert pull(REPO, settings, endpoint=hub.endpoint) == first
    moved = pull(f"{REPO}@main", settings, endpoint=hub.endpoint)
    assert moved.revision == "b" * 40
    assert find(REPO, settings).revision == "a" * 40
    assert find(f"{REPO}@main", settings).revision == "b" * 40
    assert find(f"{REPO}@{'b' * 40}", settings) == moved


def test_pulling_again_asks_nobody(hub: Hub, settings: Settings) -> None:
    first = pull(REPO, settings, endpoint=hub.endpoint)
    assert pull(REPO, settings, endpoint="http://127.0.0.1:9") == first


def test_a_file_that_came_damaged_is_refused_and_nothing_stays(hub: Hub, settings: Settings) -> None:
    hub.lies = True
    with pytest.raises(ModelCorrupted, match=r"model\.safetensors was damaged on the way"):
        pull(REPO, settings, endpoint=hub.endpoint)
    assert list((settings.cache_dir / "hub" / "org--tiny").iterdir()) == []


def test_a_file_damaged_later_is_found(hub: Hub, settings: Settings) -> None:
    pulled = pull(REPO, settings, endpoint=hub.endpoint)
    (pulled.path / "vocab.json").write_text("{}")
    with pytest.raises(ModelCorrupted, match=f"mujaz models pull {REPO}"):
        pull(REPO, settings, endpoint=hub.endpoint)


@pytest.mark.parametrize("model", ["org/nothing", f"{REPO}@{'c' * 40}"])
def test_what_the_hub_does_not_have_is_not_found(model: str, hub: Hub, settings: Settings) -> None:
    with pytest.raises(NotFound, match="the hub has no model"):
        pull(model, settings, endpoint=hub.endpoint)


def test_a_hub_that_cannot_be_reached_is_one_line(settings: Settings) -> None:
    with pytest.raises(ModelError, match=f"reach the hub for {REPO} .*network.*models pull {REPO}") as caught:
        pull(REPO, settings, endpoint="http://127.0.0.1:9")
    assert "\n" not in str(caught.value)


def test_offline_asks_nobody(hub: Hub, settings: Settings) -> None:
    with pytest.raises(ConfigError, match="offline"):
        pull(REPO, settings.model_copy(update={"offline": True}), endpoint=hub.endpoint)
    assert hub.served == []


def test_an_embedded_model_needs_no_download(settings: Settings) -> None:
    assert pull("brief-en", settings, endpoint="http://127.0.0.1:9").name == "brief-en"
