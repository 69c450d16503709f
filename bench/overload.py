"""Offers a server ten times its capacity: `python bench/overload.py [--minutes M] [--engine ENGINE] [--factor F]`.

First the capacity is measured, with as many callers as the server has places; each sends its next article when it has
an answer. Then separate processes send articles at ten times that rate without waiting for answers, and another asks
for health every 20 ms. Then the load stops, and a normal client with its normal retries sends one more article.

The exit code is 1 if a call got neither a result nor RESOURCE_EXHAUSTED with a retry delay, if fewer articles a second
were answered than 90 % of the capacity, if health took 100 ms or more at the 99th percentile, or if the last article
took more than 2 s. Server and load share this machine's processors, so the figures are the server's own only if there
are enough for both. An admitted article waits about `--places` divided by the capacity.
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
"""The start of each measurement, which is not counted: the places fill and then become free one by one."""
TICK_S = 0.005
CALL_TIMEOUT_S = 60.0
"""A call without an answer by then counts as unanswered."""
CONNECTIONS = 4
"""Connections of each process."""
PLACES = {"fake": 24, "starter": 8}


@dataclass(kw_only=True)
class Outcome:
    """The outcome of calls.

    Args:
        sent: The number of calls.
        answers: The number of answers by kind: a result (`ok`), refused because the server is full (`refused`), or the
            reason of another error.
        good: Results that came within the counted time.
        seconds: The counted time.
        refusal_ms: The milliseconds of each refusal.
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
        """Add the outcomes of two processes that ran at the same time."""
        return Outcome(
            sent=self.sent + other.sent,
            answers=self.answers + other.answers,
            good=self.good + other.good,
            seconds=self.seconds,
            refusal_ms=self.refusal_ms + other.refusal_ms,
        )


class Load:
    """Sends articles and counts the outcomes.

    Args:
        address: The server's address.
        seconds: How long to send.
        first: The number of the first article; no article is sent twice.
    """

    def __init__(self, address: str, seconds: float, first: int) -> None:
        self._address = address
        self._seconds = seconds
        self._number = first
        self._started_s = 0.0
        self.outcome = Outcome(seconds=seconds - RAMP_S)

    async def closed(self, callers: int) -> Outcome:
        """Run callers that each send the next article when they have an answer."""

        async def call_on(client: AsyncClient) -> None:
            while self._elapsed_s < self._seconds:
                await self._call(client)

        async with self._clients() as clients, asyncio.TaskGroup() as tasks:
            for number in range(callers):
                tasks.create_task(call_on(clients[number % CONNECTIONS]))
        return self.outcome

    async def open(self, rate: float) -> Outcome:
        """Send articles at a rate, without waiting for answers."""
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
        # Channels with equal options share a connection, so each gets a different limit.
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
            await client.process_article(Article(body=article_body(self._number)), timeout_s=CALL_TIMEOUT_S)
            self.outcome.answers["ok"] += 1
            self.outcome.good += RAMP_S <= self._elapsed_s < self._seconds
        except Overloaded:  # raised only for refusals with a retry delay
            self.outcome.answers["refused"] += 1
            self.outcome.refusal_ms.append(1000 * (self._elapsed_s - started_s))
        except MujazError as error:
            self.outcome.answers[error.reason] += 1


def offer(address: str, until_s: float, first: int, rate: float) -> Outcome:
    """Run an open load, in a process of its own, until a time on the monotonic clock, which all processes share."""
    return asyncio.run(Load(address, until_s - time.monotonic(), first).open(rate))


def saturate(address: str, seconds: float, callers: int) -> Outcome:
    """Run a closed load, in a process of its own."""
    return asyncio.run(Load(address, seconds, 0).closed(callers))


async def watch_health(address: str, over: Callable[[], bool]) -> list[float]:
    """Return the sorted milliseconds of each health check until the load is over."""
    times_ms = []
    async with AsyncClient(address) as client:
        while not over():
            started_s = time.monotonic()
            assert await client.check_health() is Health.SERVING
            times_ms.append(1000 * (time.monotonic() - started_s))
            await asyncio.sleep(HEALTH_EVERY_S)
    return sorted(times_ms)


async def recovery_s(address: str) -> float:
    """Return the seconds until a normal client has the answer to an article sent now."""
    async with AsyncClient(address) as client:
        started_s = time.monotonic()
        await client.process_article(Article(body=article_body(10**6)), timeout_s=CALL_TIMEOUT_S)
        return time.monotonic() - started_s


async def overload(address: str, processes: ProcessPoolExecutor, options: argparse.Namespace) -> dict[str, Any]:
    """Measure everything, and return the figures by name."""
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
    """Start everything, and print the figures beside their targets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=ENGINES, default="fake", help="default: fake")
    parser.add_argument("--batch-delay", type=float, default=0.04, help="seconds a batch, fake engine (default: 0.04)")
    parser.add_argument("--places", type=int, help="max_concurrent_articles (default: 24; 8 for the starter model)")
    parser.add_argument("--minutes", type=float, default=2.0, help="minutes of overload (default: 2)")
    parser.add_argument("--capacity-seconds", type=float, default=20.0, help="to measure capacity (default: 20)")
    parser.add_argument("--factor", type=float, default=10.0, help="load as a multiple of capacity (default: 10)")
    parser.add_argument("--generators", type=int, default=2, help="sending processes (default: 2)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    options.places = options.places or PLACES[options.engine]
    flags = ["--translation-memory-mb", "0", "--max-concurrent-articles", str(options.places)]
    if options.engine == "fake":
        flags += ["--max-batch-tokens", "64"]  # so that an article is about a batch
    context = multiprocessing.get_context("spawn")  # gRPC does not survive a fork
    with (
        running_server(options.engine, *flags, batch_delay_s=options.batch_delay) as server,
        ProcessPoolExecutor(options.generators, mp_context=context) as processes,
    ):
        figures = asyncio.run(overload(server.address, processes, options))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    return report(figures)


def report(figures: dict[str, Any]) -> int:
    """Print the table, and return the exit code."""
    capacity, offered, wanted = figures["capacity_per_s"], figures["offered_per_s"], figures["wanted_per_s"]
    least_offered = LEAST_OFFERED * wanted
    answers = figures["answered"] + figures["refused"]
    rows = [
        ("capacity, articles/s", f"{capacity:.1f}", "", True),
        ("offered, articles/s", f"{offered:.1f}", f">= {least_offered:.1f}", offered >= least_offered),
        ("calls", f"{figures['sent']:,}", "", True),
        ("  with a result", f"{figures['answered']:,}", "", True),
        ("  refused, with a delay", f"{figures['refused']:,}", "", True),
        ("  neither of these", f"{figures['sent'] - answers:,}", "0", figures["sent"] == answers),
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
