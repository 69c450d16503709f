"""Tests two servers under many faults at once: `python bench/chaos.py [--minutes N] [--seed N] [--output FILE]`.

Clients send single articles, streams and digests to one address with both servers, and batch jobs run over both, again
and again. Meanwhile, every few seconds, a random server is killed and restarted, suspended and resumed, or loses all
its connections. The file of its translation memory cannot grow beyond 256 KiB. The model fails on some articles
(poison), and some pages are made to be costly.

Refused and failed requests are sent again. In the end every article must have exactly one answer, the same as in an
undisturbed run, else the exit code is 1. The engine is the fake one, whose answers are known beforehand.
"""

import argparse
import asyncio
import itertools
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from serving import FAKE, article_body

from mujaz.client import ArticleFailure, AsyncClient, RetryPolicy
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import DeadlineExceeded, EngineError, MujazError, NotReady, Overloaded
from mujaz.pipeline import Pipeline, run_article, run_digest
from mujaz.types import Article, ArticleResult, Chunk, ContentType, DecodingOptions, Hypothesis, ProcessOptions
from mujaz.wire.digests import digest_result_to_json
from mujaz.wire.results import article_result_to_json

POISON = "سم"
POISON_EVERY, PAGE_EVERY = 23, 17
CALL_TIMEOUT_S = 60.0
LONGEST_STOP_S = 6.0
MEMORY_FILE_BYTES = 256 * 2**10
JOB_ARTICLES = 120
DIGEST_ARTICLES = 4
STREAM_ARTICLES = 25
AWAY = (b"nothing answers", b"connection", b"hangs up at once", b"no answer", b"loading its models")
"""Messages of a job that found no server, or none that was ready, at its start."""

AGAIN = (NotReady, Overloaded, DeadlineExceeded)
PAGE = "<html><body><article><h1>عنوان</h1>" + "<div>" * 400 + "<p>{}</p>" + "</div>" * 400 + "</article></body></html>"


def article(number: int) -> Article:
    """Return a unique article; some are poison, some are pages."""
    body = f"{number}. {article_body(number)}"
    if number % POISON_EVERY == 0:
        return Article(id=str(number), body=f"{POISON} {body}")
    if number % PAGE_EVERY == 0:
        return Article(id=str(number), body=PAGE.format(body), content_type=ContentType.TEXT_HTML)
    return Article(id=str(number), body=body)


class Engine(FakeTranslationEngine):
    """The engine of the servers, without their delays."""

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        """Translate like the fake engine, but fail on poison."""
        if any(POISON in chunk.pieces for chunk in batch):
            raise EngineError("the model fails on this text")
        hypotheses = super().translate(batch, options)
        self.batches.clear()
        return hypotheses


class Expected:
    """The answers of an undisturbed run."""

    def __init__(self) -> None:
        self._pipeline = Pipeline(Engine(), FakeSummaryEngine(), Settings())

    def article(self, number: int) -> str:
        """Return the answer to an article, empty if it is an error."""
        return "" if number % POISON_EVERY == 0 else shown(run_article(self._pipeline, article(number), _OPTIONS))

    def digest(self, numbers: list[int]) -> dict[str, object]:
        """Return the stories of a digest."""
        return stories(digest_result_to_json(run_digest(self._pipeline, list(map(article, numbers)), _OPTIONS)))


_OPTIONS = ProcessOptions()


def shown(result: ArticleResult) -> str:
    """Return an answer without what differs from run to run."""
    return article_result_to_json(result, indent=None, timings=False)


def stories(digest: str) -> dict[str, object]:
    """Return a digest without what differs from run to run."""
    return {name: value for name, value in json.loads(digest).items() if name in ("stories", "signature")}


@dataclass
class Server:
    """A server behind a proxy that can drop its connections."""

    folder: Path
    port: int
    proxy_port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    connections: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        """Start the server and its proxy."""
        self.start()
        proxy = await asyncio.start_server(self._forward, "127.0.0.1", 0)
        self.proxy_port = proxy.sockets[0].getsockname()[1]

    def start(self) -> None:
        """Start the server process, also after it was killed."""
        memory = self.folder / f"memory-{self.port}.sqlite"
        flags = ["--address", f"127.0.0.1:{self.port}", "--translation-memory-file", str(memory), "--log-level=error"]
        variables = {"TEST_DELAY_S": "0.02", "TEST_FAILING": POISON}
        self.process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", FAKE, "serve", *flags],
            env={**os.environ, **variables},
            stderr=(self.folder / f"log-{self.port}").open("ab"),
            start_new_session=True,
        )
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (MEMORY_FILE_BYTES, MEMORY_FILE_BYTES))

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.connections |= {writer, server_writer}
            pumps = {
                asyncio.ensure_future(_pump(reader, server_writer)),
                asyncio.ensure_future(_pump(server_reader, writer)),
            }
            _, running = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in running:
                pump.cancel()
            server_writer.close()
            self.connections -= {writer, server_writer}
        writer.close()

    def drop_connections(self) -> None:
        """Drop all connections."""
        for writer in self.connections:
            writer.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(2**16):
            writer.write(data)
            await writer.drain()


class Chaos:
    """A run.

    Args:
        servers: The two servers.
        seconds: How long new work is started.
        chance: The random generator that chooses the faults.
        folder: A folder for files.
    """

    def __init__(self, servers: list[Server], seconds: float, chance: random.Random, folder: Path) -> None:
        self._servers = servers
        self._end_s = time.monotonic() + seconds
        self._chance = chance
        self._folder = folder
        self._numbers = itertools.count(1)
        self._expected = Expected()
        self.events: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.wrong: list[str] = []

    @property
    def over(self) -> bool:
        """Whether no new work is started any more."""
        return time.monotonic() > self._end_s

    async def run(self) -> None:
        """Run all clients and faults until the time is over and everything is answered."""
        monkey = asyncio.create_task(self._monkey())
        async with asyncio.TaskGroup() as tasks:
            for work in (self._calls, self._calls, self._calls, self._streams, self._digests, self._jobs):
                tasks.create_task(self._repeat(work))
        await monkey

    async def _repeat(self, work: Callable[[AsyncClient], Awaitable[None]]) -> None:
        address = "ipv4:" + ",".join(f"127.0.0.1:{server.proxy_port}" for server in self._servers)
        while not self.over:
            async with AsyncClient(address, timeout_s=CALL_TIMEOUT_S, retry=RetryPolicy(max_attempts=5)) as client:
                await work(client)

    async def _monkey(self) -> None:
        while not self.over:
            await asyncio.sleep(self._chance.uniform(2.0, 8.0))
            server = self._chance.choice(self._servers)
            event = self._chance.choice(("killed", "stopped for a while", "connections dropped"))
            self.events[event] += 1
            assert server.process is not None
            if server.process.poll() is not None:
                self.wrong.append(f"a server ended by itself with {server.process.returncode}")
                server.start()
            if event == "killed":
                server.process.kill()
                server.process.wait()
                server.start()
            elif event == "stopped for a while":
                server.process.send_signal(signal.SIGSTOP)
                await asyncio.sleep(self._chance.uniform(0.5, LONGEST_STOP_S))
                server.process.send_signal(signal.SIGCONT)
            else:
                server.drop_connections()

    def _check(self, kind: str, number: int, answer: ArticleResult | MujazError) -> None:
        """Compare an answer with that of the undisturbed run."""
        self.answers[kind] += 1
        found = "" if isinstance(answer, MujazError) else shown(answer)
        if isinstance(answer, MujazError) and answer.reason != "INTERNAL":
            self.wrong.append(f"{kind} {number}: {answer.reason}")
        elif found != self._expected.article(number):
            self.wrong.append(f"{kind} {number}: another answer")

    async def _calls(self, client: AsyncClient) -> None:
        number = next(self._numbers)
        while True:
            try:
                answer: ArticleResult | MujazError = await client.process_article(article(number))
            except AGAIN:
                self.answers["sent again"] += 1
                continue
            except MujazError as error:
                answer = error
            self._check("single calls", number, answer)
            return

    async def _streams(self, client: AsyncClient) -> None:
        unanswered = {str(number): number for number in itertools.islice(self._numbers, STREAM_ARTICLES)}
        while unanswered:
            again: set[str] = set()
            try:
                async for answer in client.process_articles(
                    map(article, list(unanswered.values())), timeout_s=CALL_TIMEOUT_S
                ):
                    failure = answer.error if isinstance(answer, ArticleFailure) else None
                    if isinstance(failure, AGAIN):
                        again.add(answer.id)
                    elif answer.id not in unanswered:
                        self.wrong.append(f"stream {answer.id}: answered twice")
                    else:
                        outcome = failure if isinstance(answer, ArticleFailure) else answer
                        assert outcome is not None
                        self._check("streams", unanswered.pop(answer.id), outcome)
            except AGAIN:
                pass
            self.answers["sent again"] += len(unanswered)

    async def _digests(self, client: AsyncClient) -> None:
        numbers = list(itertools.islice(self._numbers, DIGEST_ARTICLES))
        while True:
            try:
                result = await client.digest_articles(list(map(article, numbers)))
            except AGAIN:
                self.answers["sent again"] += 1
                continue
            if any(isinstance(failure.error, AGAIN) for failure in result.failures):
                self.answers["sent again"] += 1
                continue
            self.answers["digests"] += 1
            if stories(digest_result_to_json(result)) != self._expected.digest(numbers):
                self.wrong.append(f"digest of {numbers[0]}: another answer")
            return

    async def _jobs(self, _client: AsyncClient) -> None:
        numbers = list(itertools.islice(self._numbers, JOB_ARTICLES))
        numbers = [number for number in numbers if article(number).content_type is ContentType.TEXT_PLAIN]
        job = self._folder / f"job-{numbers[0]}"
        rows = (json.dumps({"id": str(number), "body": article(number).body}) for number in numbers)
        job.with_suffix(".jsonl").write_text("\n".join(rows), encoding="utf-8")
        servers = ",".join(f"127.0.0.1:{server.proxy_port}" for server in self._servers)
        output = job.with_suffix(".out.jsonl")
        command = [sys.executable, FAKE, "batch", job.with_suffix(".jsonl"), "--output", output, "--server", servers]
        while True:
            process = await asyncio.create_subprocess_exec(*map(str, command), stderr=subprocess.PIPE, stdout=-3)
            _, log = await process.communicate()
            if process.returncode in (0, 3):
                break
            self.answers["sent again"] += 1
            if not any(words in log for words in AWAY):
                self.wrong.append(f"job of {numbers[0]}: {log.decode()[-200:]}")
                return
        found = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        expected = [json.loads(answer) for number in numbers if (answer := self._expected.article(number))]
        self.answers["articles of jobs"] += len(numbers)
        if found != expected:
            differing = [one for one, other in itertools.zip_longest(found, expected) if one != other]
            self.wrong.append(f"job of {numbers[0]}: {len(differing)} other answers of {len(expected)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _run(minutes: float, seed: int, folder: Path) -> Chaos:
    servers = [Server(folder, _free_port()) for _ in range(2)]
    try:
        for server in servers:
            await server.open()
        chaos = Chaos(servers, 60 * minutes, random.Random(seed), folder)
        await chaos.run()
    finally:
        for server in servers:
            if server.process is not None:
                server.process.kill()
                server.process.wait()
    return chaos


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", type=Path, default=Path("chaos.json"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chaos = asyncio.run(_run(arguments.minutes, arguments.seed, Path(folder)))
    figures = {
        "minutes": arguments.minutes,
        "events": dict(chaos.events),
        "answers": dict(chaos.answers),
        "wrong": chaos.wrong[:100],
    }
    arguments.output.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    return 1 if chaos.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
