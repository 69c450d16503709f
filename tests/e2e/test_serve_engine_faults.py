"""`mujaz serve` with a model that hangs: how the process ends, and what its supervisor and callers see."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from mujaz.client import Client, Health, RetryPolicy
from mujaz.errors import MujazError
from mujaz.types import Article
from tests.e2e.conftest import LIMIT_S, Server

from .fake_engines import BUSY, HANGING, HANGING_SUMMARY

BAD = "خطأ"

Start = Callable[..., Server]


BUSY_LOOP = "import hashlib\nwhile True: hashlib.pbkdf2_hmac('sha256', b'', b'', 10_000)"


@pytest.fixture
def one_processor() -> Iterator[None]:
    """Lets what is started run on one processor only: it takes fewer to keep that one busy, and others stay free."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {random.choice(sorted(every))})
    yield
    os.sched_setaffinity(0, every)


@pytest.fixture
def stress(one_processor: None) -> Iterator[Callable[[int], None]]:
    """Starts so many processes that want the processor all the time."""
    others: list[subprocess.Popen[bytes]] = []

    def start(count: int) -> None:
        for _ in range(count):
            others.append(subprocess.Popen([sys.executable, "-c", BUSY_LOOP]))

    yield start
    for other in others:
        other.kill()
        other.wait()


def failure(address: str, body: str) -> str:
    """The reason for which an article is refused, sent once."""
    with Client(address, retry=RetryPolicy(max_attempts=1), timeout_s=LIMIT_S) as client:
        try:
            client.process_article(Article(body=body))
        except MujazError as error:
            return error.reason
    return ""


def test_a_model_that_hangs_ends_the_process_with_a_code_of_its_own(serve_fake: Start) -> None:
    server = serve_fake("--engine-timeout-s=2", **{HANGING: BAD})
    with ThreadPoolExecutor(4) as threads:
        reasons = list(threads.map(lambda n: failure(server.address, f"{BAD} {n} ." * 60), range(4)))
    assert set(reasons) <= {"ENGINE_HUNG", "NOT_READY"}
    assert "ENGINE_HUNG" in reasons
    assert server.process.wait(LIMIT_S) == 4
    server.wait_for("engine_hung")
    server.wait_for("stopped")
    assert [line for line in server.other_lines if "engine_timeout_s" in line] == server.other_lines
    assert len(server.other_lines) == 1
    assert BAD not in str(server.events)


def test_a_summary_model_that_hangs_ends_the_process_too_and_answers_those_behind_it(serve_fake: Start) -> None:
    server = serve_fake("--engine-timeout-s=2", "--drain-timeout-s=30", **{HANGING_SUMMARY: "HANGS"})
    with ThreadPoolExecutor(4) as threads:
        reasons = list(threads.map(lambda n: failure(server.address, f"قال {n} HANGS ."), range(4)))
    assert set(reasons) == {"NOT_READY"}
    assert server.process.wait(LIMIT_S / 2) == 4
    server.wait_for("engine_hung")
    server.wait_for("stopped")


def test_sigterm_ends_a_server_whose_model_hangs_no_later_than_that(serve_fake: Start) -> None:
    server = serve_fake("--engine-timeout-s=4", "--drain-timeout-s=0.5", **{HANGING: BAD})
    with ThreadPoolExecutor(1) as threads:
        call = threads.submit(failure, server.address, BAD)
        server.wait_for("hanging")
        with Client(server.address) as client:
            assert client.check_health() is Health.SERVING
        server.process.send_signal(signal.SIGTERM)
        assert call.result(LIMIT_S) == "NOT_READY"
    assert server.process.wait(LIMIT_S) == 4


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel does not tell who waits")
def test_a_machine_that_others_keep_busy_is_not_taken_for_a_model_that_hangs(stress, serve_fake: Start) -> None:
    server = serve_fake("--engine-timeout-s=1.2", "--translation-memory-mb=0", until="listening", **{BUSY: "0.4"})
    stress(4)
    started_s = time.monotonic()
    server.wait_for("serving")  # the test sentence needs 0.7 s
    loaded_s = time.monotonic()
    with ThreadPoolExecutor(2) as threads:
        reasons = list(threads.map(lambda n: failure(server.address, f"قال {n}"), range(2)))
    assert reasons == [""] * 2
    # Or it was not busy enough to show anything:
    assert loaded_s - started_s > 2.4
    assert time.monotonic() - loaded_s > 1.2
    with Client(server.address) as client:
        assert client.check_health(timeout_s=LIMIT_S) is Health.SERVING
    assert server.process.poll() is None


def test_a_model_that_hangs_is_found_on_a_busy_machine_too(stress, serve_fake: Start) -> None:
    server = serve_fake("--engine-timeout-s=3", **{HANGING: BAD})
    stress(8)
    assert failure(server.address, BAD) == "ENGINE_HUNG"
    assert server.process.wait(LIMIT_S) == 4
    began, found = (
        datetime.fromisoformat(server.wait_for(event)["time"]).timestamp() for event in ("hanging", "engine_hung")
    )
    assert 2.9 < found - began < 9.0
