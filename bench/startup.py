"""Measures a server's start, in seconds from the command to SERVING, and its memory: `python bench/startup.py`.

It also measures how much longer the first article takes than the tenth, which is the same one, decoded again. The first
start converts the model, so it is reported separately. Run it on an otherwise idle machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from mujaz.client import Client, Health
from mujaz.errors import MujazError
from mujaz.types import Article, ProcessOptions

MUJAZ = Path(sys.executable).with_name("mujaz")
EXAMPLE = Path(__file__).parents[1] / "examples" / "floods-coast.txt"
LIMIT_S = 120.0


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=5, help="starts after the first one (default: 5)")
    parser.add_argument("--articles", type=int, default=200, help="short articles between memory readings")
    parser.add_argument("--port", type=int, default=50951)
    options = parser.parse_args()
    address = f"127.0.0.1:{options.port}"
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "MUJAZ_CACHE_DIR": cache, "MUJAZ_LOG_LEVEL": "error"}
        print(f"first start, with conversion: {start_and_stop(address, environment):.2f} s")
        starts = [start_and_ask(address, environment) for _ in range(options.starts)]
        starts_s = [start_s for start_s, _ in starts]
        print(f"later starts: median {statistics.median(starts_s):.2f} s, longest {max(starts_s):.2f} s")
        first_s, tenth_s = (statistics.median(times_s[number] for _, times_s in starts) for number in (0, -1))
        print(f"first article: {first_s:.2f} s, tenth: {tenth_s:.2f} s, ratio {first_s / tenth_s:.2f} (medians)")
        with serving(address, environment) as server:
            print(f"resident memory after the start: {server.resident_mb:.0f} MB")
            with Client(address) as client:
                articles = (
                    Article(id=str(number), title="أخبار", body=f"قال الوزير إن {number} شخصا وصلوا إلى العاصمة.")
                    for number in range(options.articles)
                )
                answered = sum(1 for _ in client.process_articles(articles))
            print(f"resident memory after {answered} articles: {server.resident_mb:.0f} MB")


@dataclass(frozen=True, kw_only=True)
class Running:
    """A running server, and the seconds that its start took."""

    process: "subprocess.Popen[bytes]"
    start_s: float

    @property
    def resident_mb(self) -> float:
        """The resident memory of the process in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6


@contextmanager
def serving(address: str, environment: dict[str, str]) -> Iterator[Running]:
    """Run a server within the `with` block."""
    started_s = time.perf_counter()
    process = subprocess.Popen([MUJAZ, "serve", "--address", address], env=environment)
    try:
        while not is_serving(address):
            if process.poll() is not None or time.perf_counter() - started_s > LIMIT_S:
                raise SystemExit("the server did not start")
            time.sleep(0.01)
        yield Running(process=process, start_s=time.perf_counter() - started_s)
    finally:
        process.terminate()
        process.wait(LIMIT_S)


def start_and_stop(address: str, environment: dict[str, str]) -> float:
    """Return the seconds of a start."""
    with serving(address, environment) as server:
        return server.start_s


def start_and_ask(address: str, environment: dict[str, str]) -> tuple[float, list[float]]:
    """Return the seconds of a start, and of each of ten calls with the same article."""
    title, body = EXAMPLE.read_text(encoding="utf-8").split("\n\n", 1)
    times_s = []
    with serving(address, environment) as server, Client(address) as client:
        for _ in range(10):
            sent_s = time.perf_counter()
            client.process_article(Article(title=title, body=body), ProcessOptions(skip_memory=True))
            times_s.append(time.perf_counter() - sent_s)
        return server.start_s, times_s


def is_serving(address: str) -> bool:
    """Whether the server reports SERVING, over a new channel, since an old one waits before it reconnects."""
    with Client(address) as client:
        try:
            return client.check_health(timeout_s=1.0) is Health.SERVING
        except MujazError:
            return False


if __name__ == "__main__":
    main()
