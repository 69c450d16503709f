"""Runs Mujaz itself: a real server process, called over gRPC by a number of clients."""

import asyncio
import os
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from bench.compare.processor import seconds_of_process
from bench.compare.workload import Model, Sentences, setting_of
from bench.startup import Running, serving
from mujaz.client import AsyncClient, Client
from mujaz.types import Article, Priority, ProcessOptions

_AS_IN_IMAGE = {
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "33554432",
    "MALLOC_TRIM_THRESHOLD_": "1073741824",
}
"""The container image's settings of glibc."""
CALL_TIMEOUT_S = 1800.0
OPTIONS = ProcessOptions(skip_memory=True)
"""The defaults without the translation memory, because each round sends the same articles."""


def server_place(
    model: Model, *, threads: int, cache_dir: Path, max_retries: int | None = None
) -> tuple[str, dict[str, str]]:
    """Return a free address for a server, and the environment with its settings.

    Args:
        model: The model to serve.
        threads: The threads of the model.
        cache_dir: The folder for conversions.
        max_retries: How often a sentence that looks wrong is translated again; None for the default.
    """
    environment = {
        **os.environ,
        "MUJAZ_CACHE_DIR": str(cache_dir),
        "MUJAZ_LOG_LEVEL": "error",
        "MUJAZ_TRANSLATION_MODEL": setting_of(model),
        "MUJAZ_THREADS": str(threads),
        "MUJAZ_MAX_CONCURRENT_ARTICLES": "1024",
        "MUJAZ_ENGINE_TIMEOUT_S": "1800",
        **_AS_IN_IMAGE,
    }
    if max_retries is not None:
        environment["MUJAZ_MAX_RETRIES"] = str(max_retries)
    return f"127.0.0.1:{free_port()}", environment


class Server:
    """A server process.

    Args:
        address: The address to listen on.
        environment: The environment of the process.
        max_retries: The setting in its environment, for its name in tables.
        title: Its title in tables.
    """

    def __init__(
        self, address: str, environment: dict[str, str], *, max_retries: int | None = None, title: str = "Mujaz"
    ) -> None:
        self.title = title
        self.address = address
        self.max_retries = max_retries
        self._stack = ExitStack()
        self.process: Running = self._stack.enter_context(serving(address, environment))

    def close(self) -> None:
        """Stop the server."""
        self._stack.close()


class Mujaz:
    """Clients of a server, as a `System`: each sends one article after another until all are sent.

    Args:
        server: The server.
        clients: The number of clients.
    """

    def __init__(self, server: Server, clients: int) -> None:
        how = "" if server.max_retries is None else ", no second tries"
        self.name = f"{server.title}, {clients} client{'s' if clients > 1 else ''}{how}"
        self.clients = clients
        self.server = server

    def translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        """See `System`."""
        return asyncio.run(self._translate(articles))

    async def _translate(self, articles: Sequence[Sentences]) -> list[Sentences]:
        waiting = list(enumerate(articles))[::-1]
        done: dict[int, Sentences] = {}

        async def client() -> None:
            async with AsyncClient(self.server.address, timeout_s=CALL_TIMEOUT_S) as caller:
                while waiting:
                    number, sentences = waiting.pop()
                    result = await caller.process_article(Article(body="\n".join(sentences)), OPTIONS)
                    done[number] = result.body.text.split("\n")

        await asyncio.gather(*(client() for _ in range(min(self.clients, len(articles)))))
        return [done[number] for number in range(len(articles))]

    def processor_s(self) -> float:
        """See `System`; counts the server, not the clients."""
        return seconds_of_process(self.server.process.process.pid)

    def close(self) -> None:
        """See `System`; the server's owner closes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The latency of interactive calls."""

    median_ms: float
    p95_ms: float
    calls: int


def interactive(server: Server, articles: Sequence[Sentences], calls: int, *, bulk: bool) -> Waits:
    """Send one sentence after another, alone or while a stream of bulk articles keeps the server busy."""
    sentences = cycle([article[0] for article in articles])
    load = _bulk(server, articles) if bulk else nullcontext()
    times_ms = []
    with Client(server.address, timeout_s=CALL_TIMEOUT_S) as client, load:
        for _ in range(calls):
            sent_s = time.perf_counter()
            client.translate_text(next(sentences), OPTIONS)
            times_ms.append(1000 * (time.perf_counter() - sent_s))
            time.sleep(0.02)
    cuts = statistics.quantiles(times_ms, n=20, method="inclusive")
    return Waits(median_ms=cuts[9], p95_ms=cuts[18], calls=calls)


@contextmanager
def _bulk(server: Server, articles: Sequence[Sentences]) -> Iterator[None]:
    """Stream articles in the bulk lane within the `with` block."""
    ended, begun = threading.Event(), threading.Event()

    def endless() -> Iterator[Article]:
        for number, sentences in enumerate(cycle(articles)):
            if ended.is_set():
                return
            yield Article(id=str(number), body="\n".join(sentences))

    def stream() -> None:
        options = ProcessOptions(skip_memory=True, priority=Priority.BULK)
        with (
            Client(server.address, timeout_s=CALL_TIMEOUT_S) as client,
            closing(client.process_articles(endless(), options)) as results,
        ):
            for _ in results:
                begun.set()
                if ended.is_set():
                    return  # closing the stream cancels the articles in progress

    thread = threading.Thread(target=stream)
    thread.start()
    try:
        begun.wait(CALL_TIMEOUT_S)
        yield
    finally:
        ended.set()
        thread.join()


@dataclass(slots=True)
class Peak:
    """The peak resident memory of a server, in MB."""

    resident_mb: float = 0.0


@contextmanager
def watching_memory(server: Server) -> Iterator[Peak]:
    """Sample a server's resident memory ten times a second within the `with` block."""
    ended, peak = threading.Event(), Peak()

    def watch() -> None:
        while not ended.wait(0.1):
            peak.resident_mb = max(peak.resident_mb, server.process.resident_mb)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        ended.set()
        thread.join()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
