"""Sends many short articles to a server: `python bench/soak.py [--articles N] [--engine ENGINE]`.

With `--minutes M` it ends after that time instead, and with `--busy-processes N` so many other processes compete for
the processors meanwhile.

Half of the clients send one article per call, half send streams of fifty. After a stream, or a hundred calls, a client
reconnects over a new connection. Now and then one sends an article that must be refused, or cancels a call. An article
that is refused because the server is full is sent again; this is no error.

The server's memory is sampled throughout, and a line is fitted to the samples after the first fifth. The translation
memory is limited to 1 MiB, so that it is full by then and its growth is not taken for a leak.

The exit code is 1 if an article was not answered, or if the memory grows by 1 % or more in 10,000 articles. After
Ctrl-C the figures so far are printed.
"""

import argparse
import asyncio
import csv
import itertools
import math
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serving import ENGINES, ServerProcess, article_body, running_server

from mujaz.client import ArticleFailure, AsyncClient
from mujaz.errors import InvalidInput, MujazError, Overloaded
from mujaz.types import Article, ArticleResult

ARTICLES_A_CONNECTION = 100
"""Articles after which a client that sends one per call reconnects; a client of streams reconnects after each."""
SENTENCES_AN_ARTICLE = 3
ODD_EVERY = 50
WARM_UP = 0.2
ENOUGH_TO_FIT = 2_000
MAX_GROWTH_PERCENT = 1.0
SAMPLE_S = 0.5
REPORT_S = 10.0


class Soak:
    """A run.

    Args:
        server: The server.
        articles: The total number of articles.
        seconds: After this time no further articles are taken.
        timeout_s: How long a call may take.
    """

    def __init__(self, server: ServerProcess, articles: int, seconds: float, timeout_s: float) -> None:
        self._server = server
        self._timeout_s = timeout_s
        self._articles = articles
        self._started_s = time.monotonic()
        self._numbers = itertools.takewhile(lambda _: time.monotonic() - self._started_s < seconds, range(articles))
        self._connections = itertools.count()
        self.counts: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.samples: list[tuple[float, int, float]] = []
        """Seconds, articles answered, memory in MB, for each sample."""

    async def run(self, clients: int) -> None:
        """Send everything. After a cancellation the attributes have the results so far."""
        watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.TaskGroup() as tasks:
                for client in range(clients):
                    tasks.create_task(self._streams() if client % 2 else self._calls())
        finally:
            watching.cancel()
            self._sample()

    def growth_percent(self) -> float | None:
        """Return the growth in 10,000 articles, in per cent of the memory after the warm-up; None for too few."""
        late = [(done, mb) for _, done, mb in self.samples if done >= WARM_UP * self._articles]
        if self.counts["answered"] < ENOUGH_TO_FIT or len({done for done, _ in late}) < 2:
            return None
        slope, start_mb = statistics.linear_regression(*zip(*late, strict=True))
        return 100 * 10_000 * slope / (start_mb + slope * late[0][0])

    async def _calls(self) -> None:
        while numbers := list(itertools.islice(self._numbers, ARTICLES_A_CONNECTION)):
            async with self._client() as client:
                for number in numbers:
                    if number % ODD_EVERY == 0:
                        await self._odd_call(client, number)
                    while not await self._call(client, number):
                        pass

    async def _call(self, client: AsyncClient, number: int) -> bool:
        """Send one article; return False if it must be sent again."""
        try:
            self._count(await client.process_article(_article(number)), number)
        except Overloaded as error:  # after the client's own four tries
            self.counts["sent again"] += 1
            await asyncio.sleep(error.retry_delay_s)
            return False
        except MujazError as error:
            self.errors[error.reason] += 1
        return True

    async def _odd_call(self, client: AsyncClient, number: int) -> None:
        """Cancel a call, then send an article that must be refused."""
        leaving = asyncio.create_task(client.process_article(_article(-number - 1)))
        await asyncio.sleep(0.005)
        leaving.cancel()
        await asyncio.wait({leaving})
        self.counts["left early"] += 1
        try:
            await client.process_article(Article(body=" "))
            self.errors["an empty article was answered"] += 1
        except InvalidInput:
            self.counts["refused as they must be"] += 1
        except Overloaded:  # is checked first
            self.counts["refused as the server was full"] += 1
        except MujazError as error:
            self.errors[error.reason] += 1

    async def _streams(self) -> None:
        while numbers := set(itertools.islice(self._numbers, ARTICLES_A_CONNECTION // 2)):
            async with self._client() as client:
                try:
                    async for outcome in client.process_articles([_article(number) for number in numbers]):
                        numbers.discard(int(outcome.id))
                        if isinstance(outcome, ArticleFailure):
                            self.errors[outcome.error.reason] += 1
                        else:
                            self._count(outcome, int(outcome.id))
                except MujazError as error:
                    self.errors[error.reason] += 1
            self.errors["without an answer"] += len(numbers)

    def _client(self) -> AsyncClient:
        # Channels with equal options share a connection, so each gets a different limit.
        limit = 2**24 + next(self._connections)
        return AsyncClient(self._server.address, max_message_bytes=limit, timeout_s=self._timeout_s)

    def _count(self, result: ArticleResult, number: int) -> None:
        self.counts["answered"] += 1
        if result.id != str(number) or result.body.text.count("\n") != SENTENCES_AN_ARTICLE - 1:
            self.errors["not the answer to this article"] += 1

    async def _watch(self) -> None:
        reported_s = 0.0
        while True:
            self._sample()
            seconds, done, mb = self.samples[-1]
            if seconds - reported_s >= REPORT_S:
                reported_s = seconds
                errors = self.errors.total()
                print(f"{seconds:7.0f} s {done:8,} articles {mb:8.1f} MB {errors} errors", file=sys.stderr, flush=True)
            await asyncio.sleep(SAMPLE_S)

    def _sample(self) -> None:
        self.samples.append((time.monotonic() - self._started_s, self.counts["answered"], self._server.resident_mb))


def main() -> int:
    """Run it and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000, help="articles in all (default: 20,000)")
    parser.add_argument("--clients", type=int, default=32, help="clients at once (default: 32)")
    parser.add_argument("--engine", choices=ENGINES, default="starter", help="default: starter")
    parser.add_argument("--csv", type=Path, default=Path("soak.csv"), help="file for samples (default: soak.csv)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="take no article later (default: no limit)")
    parser.add_argument("--timeout-s", type=float, default=60.0, help="for each call (default: 60)")
    parser.add_argument("--busy-processes", type=int, default=0, help="other processes that only count (default: none)")
    options = parser.parse_args()
    with running_server(options.engine, "--translation-memory-mb", "1") as server, busy(options.busy_processes):
        soak = Soak(server, options.articles, 60 * options.minutes, options.timeout_s)
        started_s = time.monotonic()
        try:
            asyncio.run(soak.run(options.clients))
        except KeyboardInterrupt:
            print("interrupted; the figures so far:", file=sys.stderr)
        duration_s = time.monotonic() - started_s
    with options.csv.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("seconds", "articles", "resident_mb"))
        rows.writerows((f"{seconds:.1f}", done, f"{mb:.2f}") for seconds, done, mb in soak.samples)
    return report(soak, duration_s)


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep the processors busy with other processes within the `with` block."""
    command = [sys.executable, "-c", "while True: pass"]
    others = [subprocess.Popen(command) for _ in range(processes)]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def report(soak: Soak, duration_s: float) -> int:
    """Print the table, and return the exit code."""
    answered, errors, growth = soak.counts["answered"], +soak.errors, soak.growth_percent()
    memory = [mb for _, _, mb in soak.samples]
    rows = [(name, f"{count:,}") for name, count in soak.counts.items()]
    rows += [("articles a second", f"{answered / duration_s:.1f}"), ("errors", f"{errors.total():,}")]
    rows += [(f"  {reason}", f"{count:,}") for reason, count in errors.items()]
    rows += [("memory at first, MB", f"{memory[0]:.1f}"), ("memory at most, MB", f"{max(memory):.1f}")]
    rows += [("memory at last, MB", f"{memory[-1]:.1f}")]
    shown = f"unknown below {ENOUGH_TO_FIT:,} articles" if growth is None else f"{growth:+.2f} %"
    rows += [("growth in 10,000 articles", shown)]
    for name, value in rows:
        print(f"{name:<32}{value:>12}")
    return int(errors.total() > 0 or not answered or (growth or 0.0) >= MAX_GROWTH_PERCENT)


def _article(number: int) -> Article:
    return Article(id=str(number), body=article_body(abs(number), sentences=SENTENCES_AN_ARTICLE))


if __name__ == "__main__":
    sys.exit(main())
