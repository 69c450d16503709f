"""The HTTP door beside the gRPC door, and beside LibreTranslate: `python -m bench.web [PART ...]`.

    throughput      articles a second of 16 clients by HTTP/JSON and by gRPC, in turns, and the server's processor time
    latency         one article at a time over one and over the other, in turns (fake engine, so that it shows)
    health          gRPC health Check every 10 ms while 256 HTTP clients send articles
    leaving         10,000 HTTP calls, a third of them left in the middle: memory, threads, connections (fake engine)
    libretranslate  articles a second of 16 clients through `/translate`, and the time of one sentence alone and beside
                    them, of Mujaz and of LibreTranslate 1.9.6 with the same weights, which is installed for it

Every server is a process of its own; clients of `health` are, too. The translation memory is off.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import grpc
import httpx
from grpc_health.v1 import health_pb2, health_pb2_grpc

from bench.libretranslate_server import running_libretranslate
from bench.serving import SENTENCES, ServerProcess, article_body, running_server
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

PARTS = ("throughput", "latency", "health", "leaving", "libretranslate")
CLIENTS = 16
HEALTH_CLIENTS = 256
METHOD = "mujaz.v1.ArticleService/ProcessArticle"
FLAGS = ("--http", "127.0.0.1:0", "--translation-memory-mb", "0")
Ask = Callable[[int], Awaitable[object]]


def main() -> None:
    """Runs the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="which of them (default: all)")
    parser.add_argument("--articles", type=int, default=96, help="of a round of throughput (default: 96)")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long health is asked (default: 20)")
    parser.add_argument("--calls", type=int, default=10_000, help="of the part leaving (default: 10,000)")
    parser.add_argument("--folder", type=Path, help="where LibreTranslate is installed (default: one that is removed)")
    parser.add_argument("--load", metavar="ADDRESS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        asyncio.run(load(options.load))
        return
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {unknown.pop()}; there are {', '.join(PARTS)}")
    parts = options.parts or PARTS
    if {"throughput", "health"} & set(parts):
        with running_server("starter", *FLAGS) as server:
            asyncio.run(doors(server, [part for part in parts if part != "latency"], options))
    if "latency" in parts:
        with running_server("fake", *FLAGS) as server:
            asyncio.run(doors(server, ["latency"], options))
    if "leaving" in parts:
        flags = (*FLAGS, "--max-concurrent-articles", "256", "--max-retries", "0")
        with running_server("fake", *flags, batch_delay_s=0.002) as server:
            asyncio.run(leaving(server, options.calls))
    if "libretranslate" in parts:
        with contextlib.ExitStack() as stack:
            folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            other = stack.enter_context(running_libretranslate(folder, threads=CLIENTS))
            ours = stack.enter_context(running_server("starter", *FLAGS)).http
            asyncio.run(side_by_side({"Mujaz": ours, "LibreTranslate": f"{other}/"}, options.rounds))


async def doors(server: ServerProcess, parts: list[str], options: argparse.Namespace) -> None:
    """What is measured of both doors of one server."""
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
            await throughput(server, ways, numbers, options)
        if "latency" in parts:
            await latency(ways, numbers, 100 * options.rounds)
    if "health" in parts:
        await health(server, options.seconds)


async def throughput(
    server: ServerProcess, ways: dict[str, Ask], numbers: "itertools.count[int]", options: argparse.Namespace
) -> None:
    """Rounds of each way in turns."""
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


def ratio(found: dict[str, list[float]]) -> float:
    """The median over the rounds of the last by the first."""
    first, last = list(found.values())
    return statistics.median(b / a for a, b in zip(first, last, strict=True))


async def at_once(ask: Ask, numbers: "itertools.count[int]", count: int, clients: int = CLIENTS) -> None:
    """So many clients send one article after another until there have been `count`."""
    left = iter([next(numbers) for _ in range(count)])

    async def client() -> None:
        for number in left:
            await ask(number)

    await asyncio.gather(*(client() for _ in range(clients)))


async def latency(ways: dict[str, Ask], numbers: "itertools.count[int]", pairs: int) -> None:
    """The same articles by each way in turns, one at a time."""
    times_ms: dict[str, list[float]] = {name: [] for name in ways}
    for number in itertools.islice(numbers, pairs):
        for name in list(ways) if number % 2 else list(ways)[::-1]:
            times_ms[name].append(await timed_ms(ways[name], number))
    first, last = times_ms.values()
    added_ms = statistics.median(b - a for a, b in zip(first, last, strict=True))
    shown = ", ".join(f"{name} {statistics.median(each):.1f} ms" for name, each in times_ms.items())
    print(f"one article at a time, {pairs} of them: {shown}; HTTP/JSON adds {added_ms:.2f} ms")


async def timed_ms(ask: Ask, number: int) -> float:
    """How long one takes."""
    started_s = time.perf_counter()
    await ask(number)
    return 1000 * (time.perf_counter() - started_s)


async def health(server: ServerProcess, seconds: float) -> None:
    """Checks while others work."""
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


async def load(address: str) -> None:
    """Many clients without end; one that is refused comes again when it was told to."""
    async with http_client(address) as client:

        async def one(number: int) -> None:
            for turn in itertools.count():
                article = {"body": article_body(number + HEALTH_CLIENTS * turn)}
                response = await client.post(METHOD, json={"article": article})
                if response.status_code == 429:
                    await asyncio.sleep(float(response.headers["retry-after"]))

        await asyncio.gather(*(one(number) for number in range(HEALTH_CLIENTS)))


async def leaving(server: ServerProcess, calls: int) -> None:
    """Calls of which a third is left in the middle; a line is fitted to the memory after the first fifth."""
    samples: list[tuple[int, float]] = []
    left = 0
    async with http_client(server.http) as client:

        async def call(number: int) -> None:
            nonlocal left
            body = article_body(number, sentences=1)
            calling = asyncio.create_task(client.post(METHOD, json={"article": {"body": body}}))
            if number % 3 == 0:
                left += 1
                await asyncio.sleep(0.001 * (number % 7))
                calling.cancel()
                await asyncio.wait({calling})
            else:
                (await calling).raise_for_status()
            if number % 100 == 0:
                samples.append((number, server.resident_mb))

        numbers = itertools.count()
        await at_once(call, numbers, calls, clients=32)
    await asyncio.sleep(1)
    late = [(number, mb) for number, mb in samples if number >= calls / 5]
    slope, start_mb = statistics.linear_regression(*zip(*late, strict=True))
    growth = 100 * 10_000 * slope / (start_mb + slope * late[0][0])
    print(
        f"{calls:,} HTTP calls, {left:,} left: memory {late[0][1]:.1f} MB after a fifth, "
        f"{samples[-1][1]:.1f} MB at last, {growth:+.2f} % in 10,000; threads {server.process.num_threads()}, "
        f"connections {len(server.process.net_connections())}"
    )


async def side_by_side(addresses: dict[str, str], rounds: int) -> None:
    """Both by LibreTranslate's API."""
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
        print(f"{CLIENTS} clients through /translate: {shown}; ratio {ratio(speeds):.1f}")
        for busy in (False, True):
            await interactive(asks, numbers, calls=20 * rounds if not busy else 8 * rounds, busy=busy)


def asking(client: httpx.AsyncClient) -> Callable[[Callable[[int], str]], Ask]:
    """How one server is asked for texts of some kind."""

    def of(text: Callable[[int], str]) -> Ask:
        async def ask(number: int) -> object:
            sent = {"q": text(number), "source": "ar", "target": "en"}
            response = await client.post("translate", json=sent)
            return response.raise_for_status().json()["translatedText"]

        return ask

    return of


async def interactive(
    asks: dict[str, Callable[[Callable[[int], str]], Ask]], numbers: "itertools.count[int]", *, calls: int, busy: bool
) -> None:
    """One sentence after another, alone or beside clients that send articles."""
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
    ours, theirs = found.values()
    where = f"beside {CLIENTS} clients" if busy else "alone"
    shown = ", ".join(f"{name} {value:.0f} ms" for name, value in found.items())
    print(f"a sentence {where}, p95: {shown}; ratio {ours / theirs:.2f}")


def http_client(address: str) -> httpx.AsyncClient:
    """A client that keeps its connections."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    return httpx.AsyncClient(base_url=address, timeout=600, limits=limits, trust_env=False)


if __name__ == "__main__":
    print(f"{os.cpu_count()} processors, {len(os.sched_getaffinity(0))} of them used")
    main()
