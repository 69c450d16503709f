"""LibreTranslate 1.9.6 as a real server over HTTP, in an environment and a process of its own."""

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
    """A server that answers.

    Args:
        address: Without a slash at its end.
        pid: Of its process.
    """

    address: str
    pid: int


@contextmanager
def running_libretranslate(
    model: Model, converted: Path, folder: Path, *, threads: int, cut: bool = True, flags: Sequence[str] = ()
) -> Iterator[Running]:
    """Runs the server while inside.

    Args:
        model: Whose tokenizers it has.
        converted: The conversion to pack, in int8.
        folder: Where environment, package and data go; the environment is used again.
        threads: Requests that it serves at once.
        cut: Whether it cuts texts into sentences, at full stops, or is told them.
        flags: More of its own flags.

    Raises:
        Unavailable: It cannot be installed or does not start; says why.
    """
    python = environment(folder / "environment", REQUIREMENTS)
    data = {name: str(folder / "data") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    packages = folder / "data" / "argos-translate" / "packages"
    shutil.rmtree(packages, ignore_errors=True)
    installed = pack(model, converted, packages / "translate-ar_en")
    pack(model, converted, packages / "translate-en_ar", ("en", "ar"))  # with one alone it would download others
    port = free_port()
    worker = Path(__file__).with_name("libretranslate_worker.py")
    where = ["--host", "127.0.0.1", "--port", str(port), "--threads", str(threads)]
    with (folder / "log").open("w+b") as log:
        process = subprocess.Popen(
            [python, worker, "cut" if cut else "given", installed, *where, *flags],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,  # it keeps sessions where it is started
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
    """Waits for its first translation, as before it loads nothing."""
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
    """Has a server translate a text through LibreTranslate's API."""
    asked = json.dumps({"q": text, "source": "ar", "target": "en", "format": "text"}).encode()
    request = urllib.request.Request(f"{address}/translate", asked, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_CALL_LIMIT_S) as answer:
        return str(json.load(answer)["translatedText"])


class LibreTranslate:
    """The server, and clients that each send one article after another.

    Args:
        model: What it runs.
        converted: The conversion to pack, in int8.
        folder: As for `running_libretranslate`.
        clients: How many; the server has a thread for each.

    Raises:
        Unavailable: As `running_libretranslate`.
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
        """See `System`; an article comes back as one text."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [ask(self._server.address, _BREAK.join(article))], articles))

    def translate_lines(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """The same, a sentence at a time, so that sentences come back."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [ask(self._server.address, line) for line in article], articles))

    def processor_s(self) -> float:
        """See `System`: the server's."""
        return seconds_of_process(self._server.pid)

    def close(self) -> None:
        """See `System`."""
        self._stack.close()
