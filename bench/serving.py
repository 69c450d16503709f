"""Runs `mujaz serve` in a process of its own for measurements, with the embedded models or the fake engine."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

FAKE = Path(__file__).parents[1] / "tests/e2e/fake_mujaz.py"
SENTENCES = (Path(__file__).parents[1] / "tests/data/sentences_ar.txt").read_text(encoding="utf-8").splitlines()
ENGINES = ("fake", "starter")

_START_S = 120.0


@dataclass(frozen=True, kw_only=True)
class ServerProcess:
    """A running server.

    Args:
        address: HOST:PORT.
        http: The address of its HTTP server; empty if it has none.
        process: Its process, for memory and processor time.
    """

    address: str
    http: str
    process: psutil.Process

    @property
    def processor_s(self) -> float:
        """Processor seconds that it has used."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def resident_mb(self) -> float:
        """Its current resident memory in MB."""
        return float(self.process.memory_info().rss) / 1e6


@contextmanager
def running_server(
    engine: str, *flags: str, batch_delay_s: float = 0.0, environment: dict[str, str] | None = None
) -> Iterator[ServerProcess]:
    """Run a server within the `with` block.

    Args:
        engine: One of `ENGINES`. With the fake one, everything except the model is measured.
        *flags: Flags of `mujaz serve`.
        batch_delay_s: How long the fake engine sleeps for each batch.
        environment: More environment variables.

    Raises:
        SystemExit: The server did not start.
    """
    program = [sys.executable, FAKE] if engine == "fake" else [Path(sys.executable).with_name("mujaz")]
    command = [*program, "serve", "--address", "127.0.0.1:0", *flags]
    variables = {**os.environ, "TEST_DELAY_S": str(batch_delay_s), **(environment or {})}
    with tempfile.NamedTemporaryFile("ab") as log:
        # In a session of its own, so that Ctrl-C reaches only the measurement.
        server = subprocess.Popen(command, stderr=log, env=variables, start_new_session=True)
        try:
            event = _listening(server, Path(log.name))
            yield ServerProcess(
                address=str(event["address"]), http=str(event.get("http", "")), process=psutil.Process(server.pid)
            )
        finally:
            server.terminate()
            server.wait()


def article_body(number: int, *, sentences: int = 3) -> str:
    """Return a short unique article: sentences of news, where a number makes each copy of a sentence different.

    The vocabulary is still small, as in news, so that caches of words fill early.

    Args:
        number: The number of the article.
        sentences: Its length; about 12 words each.
    """
    turn, place = divmod(number * sentences, len(SENTENCES))
    lines = (SENTENCES[(place + offset) % len(SENTENCES)] for offset in range(sentences))
    return "\n".join(f"{line.rstrip('.')} {turn}." for line in lines)


def _listening(server: "subprocess.Popen[bytes]", log: Path) -> dict[str, object]:
    """Wait until the server serves, and return its log event `listening`."""
    end_s = time.monotonic() + _START_S
    while server.poll() is None and time.monotonic() < end_s:
        lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
        events = [json.loads(line) for line in lines if line.startswith("{") and line.endswith("\n")]
        if any(event["event"] == "serving" for event in events):
            return next(event for event in events if event["event"] == "listening")
        time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
