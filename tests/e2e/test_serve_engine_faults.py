"""`mujaz serve` with a model that hangs: how the process ends, and what its supervisor and callers see."""

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from mujaz.client import Client, Health, RetryPolicy
from mujaz.errors import MujazError
from mujaz.types import Article
from tests.e2e.conftest import LIMIT_S, Server

from .fake_mujaz import HANGING, HANGING_SUMMARY

BAD = "خطأ"

Start = Callable[..., Server]


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
