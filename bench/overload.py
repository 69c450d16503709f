"""Ten times what a server can do: `python bench/overload.py [--minutes M] [--engine fake|starter] [--factor F]`.

First its capacity is measured: as many callers as it has places, each sending its next article when it has an answer.
Then articles are sent at ten times that rate, whatever becomes of them, by processes of their own, and health is asked
every 20 ms by another. Then the load stops, and an ordinary client with its ordinary retries sends one more article.

The exit code is 1 where a call got no answer (a result, or RESOURCE_EXHAUSTED with the time to try again), where fewer
articles were answered a second than 90 % of the capacity, where health took 100 ms or more at the 99th percentile, or
where the last article took more than 2 s. Server and load share this machine's processors, so the figures hold for the
server alone only where there are enough for both. `--places` over capacity is what an admitted article waits.
"""

import argparse
import asyncio
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from serving import ENGINES, article_body, running_server

from mujaz.client import AsyncClient, Health, RetryPolicy
from mujaz.errors import MujazError, Overloaded
from mujaz.types import Article

LEAST_GOODPUT = 0.9
MOST_HEALTH_MS = 100.0
MOST_RECOVERY_S = 2.0
LEAST_OFFERED = 0.95
HEALTH_EVERY_S = 0.02
RAMP_S = 5.0
"""At the beginning of each measurement, until the places are full and come free one by one; not counted."""
TICK_S = 0.005
PATIENCE_S = 60.0
"""Of a call. One that has no answer by then has none."""
CONNECTIONS = 4
"""Of each process."""
PLACES = {"fake": 24, "starter": 8}


@dataclass(kw_only=True)
class Outcome:
    """What came of calls.

    Args:
        sent: Calls.
        answers: How many were answered with a result (`ok`), refused for want of room (`refused`), or anything else.
        good: Results that came within the time that is counted.
        seconds: That time.
        refusal_ms: How long each refusal took.
    """

    sent: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    good: int = 0
    seconds: float = 0.0
    refusal_ms: list[float] = field(default_factory=list)

    @property
    def goodput(self) -> float:
        """Results a second."""
        return self.good / self.seconds

    def __add__(self, other: "Outcome") -> "Outcome":
        """Of two processes that ran beside each other."""
        return Outcome(
            sent=self.sent + other.sent,
            answers=self.answers + other.answers,
            good=self.good + other.good,
            seconds=self.seconds,
            refusal_ms=self.refusal_ms + other.refusal_ms,
        )


class Load:
    """Sends articles and notes what comes of them.

    Args:
        address: The server.
        seconds: How long to send.
        first: Number of the first article; no article is sent twice.
    """

    def __init__(self, address: str, seconds: float, first: int) -> None:
        self._address = address
        self._seconds = seconds
        self._number = first
        self._started_s = 0.0
        self.outcome = Outcome(seconds=seconds - RAMP_S)

    async def closed(self, callers: int) -> Outcome:
        """Each caller sends its next article when it has an answer."""

        async def call_on(client: AsyncClient) -> None:
            while self._elapsed_s < self._seconds:
                await self._call(client)

        async with self._clients() as clients, asyncio.TaskGroup() as tasks:
            for number in range(callers):
                tasks.create_task(call_on(clients[number % CONNECTIONS]))
        return self.outcome

    async def open(self, rate: float) -> Outcome:
        """Articles are sent at a rate, whatever becomes of them."""
        async with self._clients() as clients, asyncio.TaskGroup() as tasks:
            sent = 0
            while (now_s := self._elapsed_s) < self._seconds:
                due = int(rate * now_s)
                for number in range(sent, due):
                    tasks.create_task(self._call(clients[number % CONNECTIONS]))
                sent = due
                await asyncio.sleep(TICK_S)
        return self.outcome

    @asynccontextmanager
    async def _clients(self) -> AsyncIterator[list[AsyncClient]]:
        # Channels that are set up alike share a connection, so each is a little different.
        clients = [
            AsyncClient(self._address, retry=RetryPolicy(max_attempts=1), max_message_bytes=2**24 + number)
            for number in range(CONNECTIONS)
        ]
        self._started_s = time.monotonic()
        yield clients
        for client in clients:
            await client.close()

    @property
    def _elapsed_s(self) -> float:
        return time.monotonic() - self._started_s

    async def _call(self, client: AsyncClient) -> None:
        self._number += 1
        started_s = self._elapsed_s
        self.outcome.sent += 1
        try:
            await client.process_article(Article(body=article_body(self._number)), timeout_s=PATIENCE_S)
            self.outcome.answers["ok"] += 1
            self.outcome.good += RAMP_S <= self._elapsed_s < self._seconds
        except Overloaded:  # which the client makes only of a refusal that says when to come back
            self.outcome.answers["refused"] += 1
            self.outcome.refusal_ms.append(1000 * (self._elapsed_s - started_s))
        except MujazError as error:
            self.outcome.answers[error.reason] += 1


def offer(address: str, until_s: float, first: int, rate: float) -> Outcome:
    """Runs an open load until a time on the monotonic clock, which all processes share; for a process of its own."""
    return asyncio.run(Load(address, until_s - time.monotonic(), first).open(rate))


def saturate(address: str, seconds: float, callers: int) -> Outcome:
    """Runs a closed load; for a process of its own."""
    return asyncio.run(Load(address, seconds, 0).closed(callers))


async def watch_health(address: str, over: Callable[[], bool]) -> list[float]:
    """Milliseconds of each health check until it is over, sorted."""
    times_ms = []
    async with AsyncClient(address) as client:
        while not over():
            started_s = time.monotonic()
            assert await client.check_health() is Health.SERVING
            times_ms.append(1000 * (time.monotonic() - started_s))
            await asyncio.sleep(HEALTH_EVERY_S)
    return sorted(times_ms)


async def recovery_s(address: str) -> float:
    """Seconds until an ordinary client has the answer to an article sent now."""
    async with AsyncClient(address) as client:
        started_s = time.monotonic()
        await client.process_article(Article(body=article_body(10**6)), timeout_s=PATIENCE_S)
        return time.monotonic() - started_s


async def overload(address: str, processes: ProcessPoolExecutor, options: argparse.Namespace) -> dict[str, Any]:
    """Measures everything; the figures by name."""
    loop = asyncio.get_running_loop()
    full = await loop.run_in_executor(processes, saturate, address, options.capacity_seconds, options.places)
    rate = options.factor * full.goodput
    print(f"capacity {full.goodput:.1f} articles/s; offering {rate:.0f}/s", file=sys.stderr, flush=True)
    until_s = time.monotonic() + 60 * options.minutes
    load = [
        loop.run_in_executor(processes, offer, address, until_s, 10**7 * (number + 1), rate / options.generators)
        for number in range(options.generators)
    ]
    health_ms = await watch_health(address, lambda: time.monotonic() > until_s)
    recovered_s = await recovery_s(address)
    outcomes = await asyncio.gather(*load)
    outcome = sum(outcomes[1:], start=outcomes[0])
    others = {name: count for name, count in outcome.answers.items() if name not in ("ok", "refused")}
    return {
        "capacity_per_s": full.goodput,
        "offered_per_s": outcome.sent / (60 * options.minutes),
        "wanted_per_s": rate,
        "sent": outcome.sent,
        "answered": outcome.answers["ok"],
        "refused": outcome.answers["refused"],
        "other_answers": others,
        "goodput_per_s": outcome.goodput,
        "refusal_p99_ms": _percentile(sorted(outcome.refusal_ms), 0.99),
        "health_checks": len(health_ms),
        "health_p99_ms": _percentile(health_ms, 0.99),
        "recovery_s": recovered_s,
    }


def main() -> int:
    """Starts everything, prints what was measured against what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="fake", help="default: fake")
    parser.add_argument("--batch-delay", type=float, default=0.04, help="of the fake engine, seconds (default: 0.04)")
    parser.add_argument("--places", type=int, help="max_concurrent_articles (default: 24; 8 for the starter model)")
    parser.add_argument("--minutes", type=float, default=2.0, help="of overload (default: 2)")
    parser.add_argument("--capacity-seconds", type=float, default=20.0, help="to measure capacity (default: 20)")
    parser.add_argument("--factor", type=float, default=10.0, help="times the capacity to offer (default: 10)")
    parser.add_argument("--generators", type=int, default=2, help="processes that send (default: 2)")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    options.places = options.places or PLACES[options.engine]
    flags = ["--translation-memory-mb", "0", "--max-concurrent-articles", str(options.places)]
    if options.engine == "fake":
        flags += ["--max-batch-tokens", "64"]  # so that an article is about a batch
    context = multiprocessing.get_context("spawn")  # gRPC does not outlive a fork
    with (
        running_server(options.engine, *flags, batch_delay_s=options.batch_delay) as server,
        ProcessPoolExecutor(options.generators, mp_context=context) as processes,
    ):
        figures = asyncio.run(overload(server.address, processes, options))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return report(figures)


def report(figures: dict[str, Any]) -> int:
    """Prints the table; returns the exit code."""
    capacity, offered, wanted = figures["capacity_per_s"], figures["offered_per_s"], figures["wanted_per_s"]
    least_offered = LEAST_OFFERED * wanted
    answers = figures["answered"] + figures["refused"]
    rows = [
        ("capacity, articles/s", f"{capacity:.1f}", "", True),
        ("offered, articles/s", f"{offered:.1f}", f">= {least_offered:.1f}", offered >= least_offered),
        ("calls", f"{figures['sent']:,}", "", True),
        ("  with a result", f"{figures['answered']:,}", "", True),
        ("  refused, with a delay", f"{figures['refused']:,}", "", True),
        ("  without such an answer", f"{figures['sent'] - answers:,}", "0", figures["sent"] == answers),
        *((f"    {name}", f"{count:,}", "", True) for name, count in figures["other_answers"].items()),
        ("goodput / capacity", f"{figures['goodput_per_s'] / capacity:.2f}", f">= {LEAST_GOODPUT}",
         figures["goodput_per_s"] >= LEAST_GOODPUT * capacity),
        ("refusal, p99 ms", f"{figures['refusal_p99_ms']:.1f}", "", True),
        ("health, p99 ms", f"{figures['health_p99_ms']:.1f}", f"< {MOST_HEALTH_MS:.0f}",
         figures["health_p99_ms"] < MOST_HEALTH_MS),
        ("recovery, s", f"{figures['recovery_s']:.2f}", f"<= {MOST_RECOVERY_S:.0f}",
         figures["recovery_s"] <= MOST_RECOVERY_S),
    ]  # fmt: skip
    for name, value, bar, met in rows:
        print(f"{name:<28}{value:>12}{bar:>12}{'' if met else '   MISSED'}")
    return int(not all(met for *_, met in rows))


def _percentile(times_ms: list[float], share: float) -> float:
    return times_ms[int(share * (len(times_ms) - 1))] if times_ms else 0.0


if __name__ == "__main__":
    sys.exit(main())
