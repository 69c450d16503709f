"""Measures the cost of tracing: `python bench/tracing_overhead.py [--rounds N] [--seconds S] [--engine fake|starter]`.

Two servers run side by side, one of them with tracing. Eight callers send articles to one and the other in turn, and
the articles a second are compared round by round. Spans go to a collector in this process, so with two cores the cost
of receiving them is in the figure too.
"""

import argparse
import asyncio
import itertools
import statistics
import time

from otlp_sink import sink
from serving import ENGINES, article_body, running_server

from mujaz.client import AsyncClient
from mujaz.types import Article

CALLERS = 8


def main() -> None:
    """Print a table and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help="rounds of each server (default: 10)")
    parser.add_argument("--seconds", type=float, default=5.0, help="seconds of a round (default: 5)")
    parser.add_argument("--engine", choices=ENGINES, default="fake", help="default: fake, where the cost shows most")
    options = parser.parse_args()
    with sink() as collector:
        to_collector = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{collector.address}"}
        memory = ("--translation-memory-mb", "0")
        with (
            running_server(options.engine, *memory) as plain,
            running_server(options.engine, *memory, "--tracing", environment=to_collector) as traced,
        ):
            numbers = itertools.count()
            for server in (plain, traced):
                asyncio.run(rate(server.address, numbers, options.seconds))  # the first round is always slower
            pairs = [
                tuple(asyncio.run(rate(server.address, numbers, options.seconds)) for server in (plain, traced))
                for _ in range(options.rounds)
            ]
    print(f"{'round':>5}{'off, articles/s':>18}{'on, articles/s':>18}{'on / off':>12}")
    for number, (off, on) in enumerate(pairs, start=1):
        print(f"{number:>5}{off:>18.1f}{on:>18.1f}{on / off:>12.3f}")
    print(f"\nmedian ratio {statistics.median(on / off for off, on in pairs):.3f}, {collector.spans:,} spans")


async def rate(address: str, numbers: "itertools.count[int]", seconds: float) -> float:
    """Return the articles a second of all callers together."""
    done, end_s = 0, time.monotonic() + seconds

    async def call() -> None:
        nonlocal done
        while time.monotonic() < end_s:
            await client.process_article(Article(body=article_body(next(numbers))))
            done += 1

    async with AsyncClient(address) as client:
        await asyncio.gather(*(call() for _ in range(CALLERS)))
    return done / seconds


if __name__ == "__main__":
    main()
