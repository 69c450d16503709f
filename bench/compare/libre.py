"""Runs LibreTranslate 1.9.6 as a real HTTP server, in an environment and a process of its own."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.compare.argos import Unavailable, environment, pack
from bench.compare.processor import seconds_of_process
from bench.compare.server import free_port
from bench.compare.workload import Model, Sentences

REQUIREMENTS = Path(__file__).parents[1] / "libretranslate-requirements.txt"
_BREAK = "\u2028"
_START_LIMIT_S = 600.0
_CALL_LIMIT_S = 1800.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running server.

    Args:
        address: Its URL, without a slash at the end.
        pid: The id of its process.
    """

    address: str
    pid: int


@contextmanager
def running_libretranslate(
    model: Model, converted: Path, folder: Path, *, threads: int, cut: bool = True, flags: Sequence[str] = ()
) -> Iterator[Running]:
    """Run the server within the `with` block.

    Args:
        model: The model whose tokenizers it uses.
        converted: The int8 conversion to pack.
        folder: The folder for environment, package and data; an existing environment is reused.
        threads: Requests that it serves at once.
        cut: Whether it splits texts at full stops; else the sentences are given.
        flags: More of its own flags.

    Raises:
        Unavailable: It cannot be installed or does not start; the message says why.
    """
    python = environment(folder / "environment", REQUIREMENTS)
    data = {name: str(folder / "data") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    packages = folder / "data" / "argos-translate" / "packages"
    shutil.rmtree(packages, ignore_errors=True)
    installed = pack(model, converted, packages / "translate-ar_en")
    pack(model, converted, packages / "translate-en_ar", ("en", "ar"))  # with only one it would download others
    port = free_port()
    worker = Path(__file__).with_name("libretranslate_worker.py")
    where = ["--host", "127.0.0.1", "--port", str(port), "--threads", str(threads)]
    with (folder / "log").open("w+b") as log:
        process = subprocess.Popen(
            [python, worker, "cut" if cut else "given", installed, *where, *flags],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,  # it stores sessions in its working directory
            env={key: value for key, value in {**os.environ, **data}.items() if key != "PYTHONPATH"},
        )
        running = Running(address=f"http://127.0.0.1:{port}", pid=process.pid)
        try:
            _wait(running, process, folder / "log")
            yield running
        finally:
            process.kill()
            process.wait()


def _wait(running: Running, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Wait for a first translation, because the server loads the model only then."""
    end_s = time.monotonic() + _START_LIMIT_S
    while True:
        try:
            ask(running.address, "\u0642\u0627\u0644")
        except (OSError, urllib.error.URLError) as error:
            if process.poll() is not None or time.monotonic() > end_s:
                last = log.read_text(errors="replace").strip().splitlines()[-1:]
                raise Unavailable(f"LibreTranslate does not start: {error}; {' '.join(last)}") from None
            time.sleep(0.2)
        else:
            return


def ask(address: str, text: str) -> str:
    """Translate a text through LibreTranslate's API."""
    body = json.dumps({"q": text, "source": "ar", "target": "en", "format": "text"}).encode()
    request = urllib.request.Request(f"{address}/translate", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_CALL_LIMIT_S) as answer:
        return str(json.load(answer)["translatedText"])


class LibreTranslate:
    """The server, and clients that each send one article after another.

    Args:
        model: The model to run.
        converted: The int8 conversion to pack.
        folder: See `running_libretranslate`.
        clients: The number of clients; the server has a thread for each.

    Raises:
        Unavailable: See `running_libretranslate`.
    """

    def __init__(self, model: Model, converted: Path, folder: Path, *, clients: int) -> None:
        self.name = f"LibreTranslate, {clients} clients"
        self._clients = clients
        self._stack = ExitStack()
        server = running_libretranslate(
            model, converted, folder, threads=clients, cut=False, flags=["--disable-files-translation"]
        )
        self._server = self._stack.enter_context(server)

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`; an article is returned as one text."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [ask(self._server.address, _BREAK.join(article))], articles))

    def translate_lines(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """Translate a sentence at a time, so that sentences are returned."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [ask(self._server.address, line) for line in article], articles))

    def processor_s(self) -> float:
        """See `System`; counts the server."""
        return seconds_of_process(self._server.pid)

    def close(self) -> None:
        """See `System`."""
        self._stack.close()
