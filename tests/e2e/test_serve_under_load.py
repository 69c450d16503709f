"""`mujaz serve` stopped and killed while callers are at work: every call ends, and those that try again get through."""

import functools
import itertools
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from mujaz.client import ArticleFailure, Client, RetryPolicy
from mujaz.errors import MujazError, NotReady
from mujaz.types import Article, ArticleResult
from tests.e2e.conftest import LIMIT_S, Server

from .fake_engines import DELAY

ONCE = RetryPolicy(max_attempts=1)
STUBBORN = RetryPolicy(max_attempts=5, initial_backoff_s=6.0, max_backoff_s=20.0)
"""Waits are random from 0 on: with these the four of them are hardly ever shorter than a start on a busy machine."""

Start = Callable[..., Server]


@pytest.fixture
def start(serve_fake: Start) -> Start:
    """Starts a server whose batches are small and take 50 ms."""
    return functools.partial(serve_fake, "--max-batch-tokens=64", **{DELAY: "0.05"})


class Callers:
    """Send articles, one after the other, until told to stop; each end of a call is kept."""

    def __init__(self, address: str, retry: RetryPolicy, count: int = 8) -> None:
        self.ends: list[str] = []
        self._client = Client(address, retry=retry, timeout_s=LIMIT_S)
        self._stop = threading.Event()
        self._some = threading.Semaphore(0)
        self._threads = ThreadPoolExecutor(count)
        self._work = [self._threads.submit(self._call, number) for number in range(count)]

    def _call(self, caller: int) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            body = "\n".join(f"قال {number} من الناس {caller} {line}." for line in range(5))
            try:
                self._client.process_article(Article(body=body))
                self.ends.append("OK")
            except MujazError as error:
                self.ends.append(error.reason)
                self._stop.wait(0.1)
            self._some.release()

    def wait_for(self, calls: int) -> None:
        """Waits for so many more ends of calls."""
        for _ in range(calls):
            assert self._some.acquire(timeout=LIMIT_S)

    def close(self) -> None:
        """Waits for the calls in work."""
        self._stop.set()
        for work in self._work:
            work.result(LIMIT_S)
        self._threads.shutdown()
        self._client.close()


def test_sigterm_under_load_finishes_what_is_in_work_and_sends_the_rest_elsewhere(start: Start) -> None:
    server = start("--drain-timeout-s=30")
    callers = Callers(server.address, ONCE)
    articles = (Article(id=str(number), body=f"قال {number}.") for number in range(10**6))
    with Client(server.address, retry=ONCE) as client:
        stream = client.process_articles(articles)
        answers = [next(stream)]
        callers.wait_for(20)
        server.process.send_signal(signal.SIGTERM)
        with pytest.raises(NotReady) as raised:
            answers.extend(stream)
    callers.close()
    assert server.process.wait(LIMIT_S) == 0
    # Lost where the server closes on articles still on their way: the reset overtakes its last word; seen once.
    assert raised.value.reason in ("NOT_READY", "CONNECTION_LOST")
    assert not any(isinstance(answer, ArticleFailure) for answer in answers)
    # Refused before they were taken, some of them as nobody listens any more, or by the core of gRPC, which cancels
    # what was on its way while it says farewell. None was cut short: the server saw no call that its caller lost.
    assert set(callers.ends) <= {"OK", "NOT_READY", "UNREACHABLE", "CONNECTION_LOST"}
    server.wait_for("stopped")
    calls = [event for event in server.events if event["event"] == "call"]
    assert {event["code"] for event in calls} <= {"OK", "UNAVAILABLE"}
    assert [event["detail"] for event in calls if "stopped before" in event.get("detail", "")] == []
    # What the server has done, its caller has got.
    seen = Counter(event["code"] for event in calls if event["method"].endswith("/ProcessArticle"))
    assert seen["OK"] == callers.ends.count("OK")
    assert seen["UNAVAILABLE"] == callers.ends.count("NOT_READY")
    assert server.other_lines == []


def test_callers_that_try_again_see_nothing_of_a_server_that_is_killed_and_started_anew(start: Start) -> None:
    server = start()
    callers = Callers(server.address, STUBBORN)
    for _ in range(2):
        callers.wait_for(10)
        server.process.kill()
        assert server.process.wait(LIMIT_S) == -signal.SIGKILL
        server = start(address=server.address)
    callers.wait_for(20)
    callers.close()
    assert set(callers.ends) == {"OK"}


def test_a_stream_to_a_server_that_is_killed_ends_with_an_error_and_can_be_gone_on_with(start: Start) -> None:
    server = start()
    articles = [Article(id=str(number), body=f"قال {number}.") for number in range(1000)]
    got: dict[str, ArticleResult | ArticleFailure] = {}
    with Client(server.address, retry=STUBBORN, timeout_s=LIMIT_S) as client:
        answers = client.process_articles(articles)
        got.update((answer.id, answer) for answer in itertools.islice(answers, 10))
        server.process.kill()
        with pytest.raises(MujazError):
            got.update((answer.id, answer) for answer in answers)
        assert 10 <= len(got) < 1000
        server.process.wait(LIMIT_S)
        start(address=server.address)
        left = [article for article in articles if article.id not in got]
        got.update((answer.id, answer) for answer in client.process_articles(left))
    assert got.keys() == {article.id for article in articles}
    assert all(isinstance(answer, ArticleResult) for answer in got.values())


def test_the_port_is_free_again_at_once(start: Start) -> None:
    server = start()
    with socket.create_connection(server.address.split(":")):  # type: ignore[arg-type]
        server.process.kill()
        server.process.wait(LIMIT_S)
        start(address=server.address)
