"""Mujaz itself: a real server process, called over gRPC by as many clients as are asked for."""

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
"""What the container image tells glibc."""
CALL_TIMEOUT_S = 1800.0
OPTIONS = ProcessOptions(skip_memory=True)
"""Each repeat asks for the same articles, and nothing may come from memory. All else is as by default."""


def server_place(
    model: Model, *, threads: int, cache_dir: Path, max_retries: int | None = None
) -> tuple[str, dict[str, str]]:
    """Where a server may listen, and the environment that tells it what to serve.

    Args:
        model: What it serves.
        threads: Of the model.
        cache_dir: For conversions.
        max_retries: How often a sentence that looks wrong is translated again; None leaves the default.
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
        address: Where it is to listen.
        environment: Of the process.
        max_retries: As its environment says, for the reader.
        title: What it is, for the reader.
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
        """Stops it."""
        self._stack.close()


class Mujaz:
    """Clients of a server, as a `System`: each sends one article after another, for as long as there are any.

    Args:
        server: Whom they call.
        clients: How many.
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
        """See `System`: the server's; the clients are not its own."""
        return seconds_of_process(self.server.process.process.pid)

    def close(self) -> None:
        """See `System`; the server is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Milliseconds that interactive calls took."""

    median_ms: float
    p95_ms: float
    calls: int


def interactive(server: Server, articles: Sequence[Sentences], calls: int, *, bulk: bool) -> Waits:
    """Asks for one sentence after another, alone or while a stream of bulk articles keeps the server at work."""
    sentences = cycle([article[0] for article in articles])
    load = _bulk(server, articles) if bulk else nullcontext()
    times_ms = []
    with Client(server.address, timeout_s=CALL_TIMEOUT_S) as client, load:
        for _ in range(calls):
            asked_s = time.perf_counter()
            client.translate_text(next(sentences), OPTIONS)
            times_ms.append(1000 * (time.perf_counter() - asked_s))
            time.sleep(0.02)
    cuts = statistics.quantiles(times_ms, n=20, method="inclusive")
    return Waits(median_ms=cuts[9], p95_ms=cuts[18], calls=calls)


@contextmanager
def _bulk(server: Server, articles: Sequence[Sentences]) -> Iterator[None]:
    """A stream of articles in the bulk lane for as long as the block."""
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
                    return  # closing the stream gives up what was sent and is not done

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
    """The most resident memory that a server had, in MB."""

    resident_mb: float = 0.0


@contextmanager
def watching_memory(server: Server) -> Iterator[Peak]:
    """Reads a server's resident memory ten times a second for as long as the block."""
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
    """A port that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
