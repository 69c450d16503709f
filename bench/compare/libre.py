"""LibreTranslate as a real server over HTTP, in an environment and a process of its own."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.compare.argos import Unavailable, environment, pack
from bench.compare.processor import seconds_of_process
from bench.compare.server import free_port
from bench.compare.workload import Model, Sentences

REQUIREMENTS = Path(__file__).parents[1] / "libretranslate-requirements.txt"
_BREAK = "\u2028"
_START_LIMIT_S = 300.0
_CALL_LIMIT_S = 1800.0


class LibreTranslate:
    """The server, and clients that each send one article after another.

    Args:
        model: What it runs.
        converted: The conversion to pack, in int8.
        folder: Where environment, package and data go.
        clients: How many; the server has a thread for each.

    Raises:
        Unavailable: It cannot be installed or does not start; says why.
    """

    def __init__(self, model: Model, converted: Path, folder: Path, *, clients: int) -> None:
        self.name = f"LibreTranslate, {clients} clients"
        self._clients = clients
        python = environment(folder / "environment", REQUIREMENTS)
        data = {name: str(folder / "data") for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
        packages = folder / "data" / "argos-translate" / "packages"
        shutil.rmtree(packages, ignore_errors=True)
        installed = pack(model, converted, packages / "translate-ar_en")
        pack(model, converted, packages / "translate-en_ar", ("en", "ar"))  # with one alone it would download others
        port = free_port()
        self._address = f"http://127.0.0.1:{port}"
        worker = Path(__file__).with_name("libretranslate_worker.py")
        flags = ["--host", "127.0.0.1", "--port", str(port), "--threads", str(clients), "--disable-files-translation"]
        self._log = (folder / "log").open("w+b")
        self._process = subprocess.Popen(
            [python, worker, installed, *flags],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=folder,  # it keeps sessions where it is started
            env={key: value for key, value in {**os.environ, **data}.items() if key != "PYTHONPATH"},
        )
        self._wait()

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`; an article comes back as one text."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [self._ask(_BREAK.join(article))], articles))

    def translate_lines(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """The same, a sentence at a time, so that sentences come back."""
        with ThreadPoolExecutor(self._clients) as clients:
            return list(clients.map(lambda article: [self._ask(line) for line in article], articles))

    def processor_s(self) -> float:
        """See `System`: the server's."""
        return seconds_of_process(self._process.pid)

    def close(self) -> None:
        """See `System`."""
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def _ask(self, text: str) -> str:
        asked = json.dumps({"q": text, "source": "ar", "target": "en", "format": "text"}).encode()
        request = urllib.request.Request(f"{self._address}/translate", asked, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_CALL_LIMIT_S) as answer:
            return str(json.load(answer)["translatedText"])

    def _wait(self) -> None:
        end_s = time.monotonic() + _START_LIMIT_S
        while True:
            try:
                self._ask("قال")
            except (OSError, urllib.error.URLError) as error:
                if self._process.poll() is not None or time.monotonic() > end_s:
                    self._log.seek(0)
                    last = self._log.read().decode(errors="replace").strip().splitlines()[-1:]
                    self._process.kill()
                    raise Unavailable(f"LibreTranslate does not start: {error}; {' '.join(last)}") from None
                time.sleep(0.2)
            else:
                return
