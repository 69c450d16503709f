"""Compares HTTP with gRPC, and Mujaz with LibreTranslate: `python -m bench.web [--only PART ...] [--quick]`.

    throughput      articles a second of 16 clients over HTTP/JSON and over gRPC, in turns, and the server's processor
                    time
    latency         one article at a time over HTTP and over gRPC, in turns, with the fake engine, where the difference
                    shows; the client is minimal, because httpx itself takes milliseconds
    health          gRPC health Check every 10 ms while 256 HTTP clients send articles
    leaving         10,000 HTTP calls, a third of them cancelled: memory, threads, connections (fake engine)
    libretranslate  articles a second of 16 clients over `/translate`, and the time of one sentence alone and beside
                    them, of Mujaz and of LibreTranslate 1.9.6 with the same weights; this installs LibreTranslate

Every server runs in a process of its own, and so do the clients of `health`. The translation memory is off. Over HTTP
as over gRPC, an article or text waits in the interactive lane unless its options say otherwise. LibreTranslate's API
has no such option, so `libretranslate` measures a sentence with 16 clients in the same lane. The last lines compare the
figures with their limits; the exit code is 1 if one is missed.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import grpc
import httpx
from grpc_health.v1 import health_pb2, health_pb2_grpc

from bench.compare.libre import running_libretranslate
from bench.compare.server import free_port
from bench.compare.workload import convert_whole, starter
from bench.serving import SENTENCES, ServerProcess, article_body, running_server
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

PARTS = ("throughput", "latency", "health", "leaving", "libretranslate")
SIZES = {"articles": (96, 16), "rounds": (5, 1), "seconds": (20, 5), "calls": (10_000, 600)}
"""The amounts by default and with --quick."""

CLIENTS = 16
HEALTH_CLIENTS = 256
METHOD = "mujaz.v1.ArticleService/ProcessArticle"
FLAGS = ("--http", "127.0.0.1:0", "--translation-memory-mb", "0")
Ask = Callable[[int], Awaitable[object]]


def main() -> None:
    """Run the named parts, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="run only these parts")
    parser.add_argument("--quick", action="store_true", help="use small amounts, to see whether it works")
    parser.add_argument("--articles", type=int, help="in a round of throughput (default: 96; with --quick: 16)")
    parser.add_argument("--rounds", type=int, help="default: 5; with --quick: 1")
    parser.add_argument("--seconds", type=float, help="of health checks (default: 20; with --quick: 5)")
    parser.add_argument("--calls", type=int, help="in the part leaving (default: 10,000; with --quick: 600)")
    parser.add_argument("--folder", type=Path, help="where to install LibreTranslate (default: a temporary folder)")
    parser.add_argument("--load", metavar="ADDRESS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        asyncio.run(load(options.load))
        return
    for name, (whole, quick) in SIZES.items():
        if getattr(options, name) is None:
            setattr(options, name, quick if options.quick else whole)
    bars: list[Bar] = []
    if {"throughput", "health"} & set(options.only):
        with running_server("starter", *FLAGS) as server:
            bars += asyncio.run(doors(server, [part for part in options.only if part != "latency"], options))
    if "latency" in options.only:
        with running_server("fake", *FLAGS) as server:
            bars += asyncio.run(doors(server, ["latency"], options))
    if "leaving" in options.only:
        flags = (*FLAGS, "--max-concurrent-articles", "256", "--max-retries", "0")
        metrics = f"127.0.0.1:{free_port()}"
        with running_server("fake", *flags, "--metrics-address", metrics, batch_delay_s=0.002) as server:
            bars += asyncio.run(leaving(server, options.calls, f"http://{metrics}/metrics"))
    if "libretranslate" in options.only:
        bars += beside_libretranslate(options)
    print()
    for bar in bars:
        print(f"{'holds ' if bar.holds else 'MISSED'}  {bar.what}: {bar.found:.3g}, must be {bar.must}")
    raise SystemExit(not all(bar.holds for bar in bars))


def beside_libretranslate(options: argparse.Namespace) -> "list[Bar]":
    """Compare both servers with the same weights in int8."""
    with contextlib.ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        model, converted = starter(), folder.resolve() / "converted"
        if not converted.exists():
            converted.mkdir()
            convert_whole(model.folder, converted)
        other = stack.enter_context(running_libretranslate(model, converted, folder.resolve(), threads=CLIENTS))
        mujaz = stack.enter_context(running_server("starter", *FLAGS))
        addresses = {"Mujaz": mujaz.http, "LibreTranslate": f"{other.address}/"}
        return asyncio.run(side_by_side(addresses, options.rounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure and its limit.

    Args:
        what: What is measured.
        found: The figure.
        at_least: The lower limit, or None.
        at_most: The upper limit, or None.
    """

    what: str
    found: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        low = self.at_least is None or self.found >= self.at_least
        return low and (self.at_most is None or self.found <= self.at_most)

    @property
    def must(self) -> str:
        """The limit in words."""
        return f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most:g}"


async def doors(server: ServerProcess, parts: list[str], options: argparse.Namespace) -> list[Bar]:
    """Measure the gRPC and the HTTP API of a server."""
    bars: list[Bar] = []
    async with grpc.aio.insecure_channel(server.address) as channel, http_client(server.http) as client:
        stub, numbers = pb_grpc.ArticleServiceStub(channel), itertools.count()

        async def by_grpc(number: int) -> object:
            return await stub.ProcessArticle(pb.ProcessArticleRequest(article=pb.Article(body=article_body(number))))

        async def by_http(number: int) -> object:
            response = await client.post(METHOD, json={"article": {"body": article_body(number)}})
            return response.raise_for_status().json()

        ways: dict[str, Ask] = {"gRPC": by_grpc, "HTTP/JSON": by_http}
        for ask in ways.values():
            await ask(next(numbers))
        if "throughput" in parts:
            bars.append(await throughput(server, ways, numbers, options))
        if "latency" in parts:
            plain = await PlainClient.connected(server.http)
            bars.append(await latency({"gRPC": by_grpc, "HTTP/JSON": plain.ask}, numbers, 100 * options.rounds))
            plain.close()
    if "health" in parts:
        bars.append(await health(server, options.seconds))
    return bars


async def throughput(
    server: ServerProcess, ways: dict[str, Ask], numbers: "itertools.count[int]", options: argparse.Namespace
) -> Bar:
    """Measure rounds of each way in turns."""
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(options.rounds):
        for name in list(ways) if turn % 2 else list(ways)[::-1]:
            used_s, started_s = server.processor_s, time.perf_counter()
            await at_once(ways[name], numbers, options.articles)
            speeds[name].append(options.articles / (time.perf_counter() - started_s))
            costs[name].append(1000 * (server.processor_s - used_s) / options.articles)
    print(f"{CLIENTS} clients, {options.rounds} rounds of {options.articles} articles of three sentences")
    for name in ways:
        speed, cost = statistics.median(speeds[name]), statistics.median(costs[name])
        print(f"  {name:<10}{speed:8.2f} articles/s{cost:9.1f} ms of a processor an article")
    print(f"  HTTP/JSON by gRPC: speed {ratio(speeds):.3f}, processor time {ratio(costs):.3f}")
    return Bar(what="articles a second over HTTP/JSON by those over gRPC", found=ratio(speeds), at_least=0.95)


def ratio(found: dict[str, list[float]]) -> float:
    """Return the median over the rounds of the last way's figure divided by the first's."""
    first, last = list(found.values())
    return statistics.median(b / a for a, b in zip(first, last, strict=True))


async def at_once(ask: Ask, numbers: "itertools.count[int]", count: int, clients: int = CLIENTS) -> None:
    """Have clients send one article after another until `count` articles are sent."""
    waiting = iter([next(numbers) for _ in range(count)])

    async def client() -> None:
        for number in waiting:
            await ask(number)

    await asyncio.gather(*(client() for _ in range(clients)))


class PlainClient:
    """A minimal HTTP client with one connection, which sends one article at a time.

    Args:
        reader: The connection's reader.
        writer: The connection's writer.
        host: The Host header of each request.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader, self._writer, self._host = reader, writer, host

    @classmethod
    async def connected(cls, address: str) -> "PlainClient":
        """Connect to an HTTP address."""
        url = urlsplit(address)
        return cls(*await asyncio.open_connection(url.hostname, url.port), url.netloc)

    async def ask(self, number: int) -> object:
        """Send an article and read its answer."""
        body = json.dumps({"article": {"body": article_body(number)}}).encode()
        head = f"POST /{METHOD} HTTP/1.1\r\nHost: {self._host}\r\nContent-Type: application/json"
        self._writer.write(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        status, *headers = (await self._reader.readuntil(b"\r\n\r\n")).decode().lower().splitlines()
        if " 200 " not in status:
            raise SystemExit(f"the server answered {status}")
        length = next(int(each.partition(":")[2]) for each in headers if each.startswith("content-length:"))
        return json.loads(await self._reader.readexactly(length))

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()


async def latency(ways: dict[str, Ask], numbers: "itertools.count[int]", pairs: int) -> Bar:
    """Send the same articles by each way in turns, one at a time."""
    times_ms: dict[str, list[float]] = {name: [] for name in ways}
    for number in itertools.islice(numbers, pairs):
        for name in list(ways) if number % 2 else list(ways)[::-1]:
            times_ms[name].append(await timed_ms(ways[name], number))
    first, last = times_ms.values()
    added_ms = statistics.median(b - a for a, b in zip(first, last, strict=True))
    shown = ", ".join(f"{name} {statistics.median(each):.1f} ms" for name, each in times_ms.items())
    print(f"one article at a time, {pairs} of them: {shown}; HTTP/JSON adds {added_ms:.2f} ms")
    return Bar(what="ms that HTTP/JSON adds to one article", found=added_ms, at_most=5)


async def timed_ms(ask: Ask, number: int) -> float:
    """Return the milliseconds of a request."""
    started_s = time.perf_counter()
    await ask(number)
    return 1000 * (time.perf_counter() - started_s)


async def health(server: ServerProcess, seconds: float) -> Bar:
    """Measure health checks while other clients send articles."""
    command = [sys.executable, "-m", "bench.web", "--load", server.http]
    async with grpc.aio.insecure_channel(server.address) as channel:
        stub, request = health_pb2_grpc.HealthStub(channel), health_pb2.HealthCheckRequest()

        async def check(_number: int) -> object:
            return await stub.Check(request)

        others = await asyncio.create_subprocess_exec(*command)
        try:
            await asyncio.sleep(3)
            times_ms, end_s = [], time.monotonic() + seconds
            while time.monotonic() < end_s:
                times_ms.append(await timed_ms(check, 0))
                await asyncio.sleep(0.01)
        finally:
            others.terminate()
            await others.wait()
    cuts = statistics.quantiles(times_ms, n=100, method="inclusive")
    print(
        f"gRPC health beside {HEALTH_CLIENTS} HTTP clients, {len(times_ms)} checks: "
        f"p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms, at most {max(times_ms):.1f} ms"
    )
    return Bar(what=f"ms of gRPC health at p99 beside {HEALTH_CLIENTS} HTTP clients", found=cuts[98], at_most=100)


async def load(address: str) -> None:
    """Run many clients endlessly; a refused one waits as long as the server asks."""
    async with http_client(address) as client:

        async def one(number: int) -> None:
            for turn in itertools.count():
                article = {"body": article_body(number + HEALTH_CLIENTS * turn)}
                response = await client.post(METHOD, json={"article": article})
                if response.status_code == 429:
                    await asyncio.sleep(float(response.headers["retry-after"]))

        await asyncio.gather(*(one(number) for number in range(HEALTH_CLIENTS)))


async def leaving(server: ServerProcess, calls: int, metrics: str) -> list[Bar]:
    """Send calls and cancel a third of them; a line is fitted to the memory after the first fifth."""
    samples: list[tuple[int, float]] = []
    cancelled = 0
    async with http_client(server.http) as client:

        async def call(number: int) -> None:
            nonlocal cancelled
            body = article_body(number, sentences=1)
            calling = asyncio.create_task(client.post(METHOD, json={"article": {"body": body}}))
            if number % 3 == 0:
                cancelled += 1
                await asyncio.sleep(0.001 * (number % 7))
                calling.cancel()
                await asyncio.wait({calling})
            else:
                (await calling).raise_for_status()
            if number % 100 == 0:
                samples.append((number, server.resident_mb))

        numbers = itertools.count()
        await at_once(call, numbers, calls, clients=32)
    in_work = await undone(metrics)
    late = [(number, mb) for number, mb in samples if number >= calls / 5]
    slope, start_mb = statistics.linear_regression(*zip(*late, strict=True))
    growth = 100 * 10_000 * slope / (start_mb + slope * late[0][0])
    print(
        f"{calls:,} HTTP calls, {cancelled:,} cancelled: memory {late[0][1]:.1f} MB after a fifth, "
        f"{samples[-1][1]:.1f} MB at the end, {growth:+.2f} % in 10,000; threads {server.process.num_threads()}, "
        f"calls not ended {in_work:.0f}"
    )
    return [
        Bar(what="% that memory grows in 10,000 calls, a third cancelled", found=growth, at_most=3),
        Bar(what="calls not ended after the last", found=in_work, at_most=0),
    ]


async def undone(metrics: str) -> float:
    """Return the calls that the server has begun and not ended; cancelled ones get some seconds to end."""
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(50):
            page = (await client.get(metrics)).text
            begun = summed(page, "grpc_server_call_started_total")
            ended = summed(page, "grpc_server_call_duration_seconds_count")
            if begun == ended:
                break
            await asyncio.sleep(0.1)
    return begun - ended


def summed(page: str, name: str) -> float:
    """Return the sum of a metric over its labels."""
    return sum(float(line.split()[-1]) for line in page.splitlines() if line.startswith(f"{name}{{"))


async def side_by_side(addresses: dict[str, str], rounds: int) -> list[Bar]:
    """Compare both servers over LibreTranslate's API."""
    articles = {"Mujaz": 4 * CLIENTS, "LibreTranslate": CLIENTS}
    async with contextlib.AsyncExitStack() as stack:
        asks = {name: asking(await stack.enter_async_context(http_client(to))) for name, to in addresses.items()}
        numbers = itertools.count()
        speeds: dict[str, list[float]] = {name: [] for name in reversed(asks)}
        for _ in range(rounds):
            for name in speeds:
                started_s = time.perf_counter()
                await at_once(asks[name](article_body), numbers, articles[name])
                speeds[name].append(articles[name] / (time.perf_counter() - started_s))
        shown = ", ".join(f"{name} {statistics.median(each):.2f} articles/s" for name, each in speeds.items())
        print(f"{CLIENTS} clients over /translate: {shown}; ratio {ratio(speeds):.1f}")
        await interactive(asks, numbers, calls=20 * rounds, busy=False)
        beside = await interactive(asks, numbers, calls=8 * rounds, busy=True)
    return [
        Bar(what="articles a second of Mujaz by LibreTranslate's, 16 clients", found=ratio(speeds), at_least=8),
        Bar(what="p95 of a sentence beside 16 clients by LibreTranslate's", found=beside, at_most=0.2),
    ]


def asking(client: httpx.AsyncClient) -> Callable[[Callable[[int], str]], Ask]:
    """Return a function that makes requests to a server from texts of some kind."""

    def of(text: Callable[[int], str]) -> Ask:
        async def ask(number: int) -> object:
            sent = {"q": text(number), "source": "ar", "target": "en"}
            response = await client.post("translate", json=sent)
            return response.raise_for_status().json()["translatedText"]

        return ask

    return of


async def interactive(
    asks: dict[str, Callable[[Callable[[int], str]], Ask]], numbers: "itertools.count[int]", *, calls: int, busy: bool
) -> float:
    """Send one sentence after another, alone or beside clients that send articles.

    Returns:
        Mujaz's 95th percentile divided by LibreTranslate's.
    """
    found = {}
    for name, of in asks.items():
        articles, sentence = of(article_body), of(lambda number: f"{SENTENCES[number % len(SENTENCES)]} {number}")
        others = [asyncio.create_task(at_once(articles, numbers, 10_000, 1)) for _ in range(CLIENTS if busy else 0)]
        if busy:
            await asyncio.sleep(2)
        times_ms = [await timed_ms(sentence, next(numbers)) for _ in range(calls)]
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        found[name] = statistics.quantiles(times_ms, n=20, method="inclusive")[18]
        await asyncio.sleep(2)
    mujaz_ms, other_ms = found.values()
    where = f"beside {CLIENTS} clients" if busy else "alone"
    shown = ", ".join(f"{name} {value:.0f} ms" for name, value in found.items())
    print(f"a sentence {where}, p95: {shown}; ratio {mujaz_ms / other_ms:.2f}")
    return float(mujaz_ms / other_ms)


def http_client(address: str) -> httpx.AsyncClient:
    """Return a client that keeps its connections."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    return httpx.AsyncClient(base_url=address, timeout=600, limits=limits, trust_env=False)


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, {len(os.sched_getaffinity(0))} of them used")
    main()
