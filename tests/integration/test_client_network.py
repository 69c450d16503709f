"""Both clients against a gRPC server that fails as it is told to: retries, streams, networks that break."""

import asyncio
import inspect
import itertools
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest

from mujaz.client import ArticleFailure, AsyncClient, Client, Health, RetryPolicy
from mujaz.errors import ConfigError, DeadlineExceeded, InvalidInput, MujazError, NotFound, NotReady
from mujaz.types import Article, ArticleResult
from mujaz.v1 import article_pb2 as pb
from mujaz.v1.article_pb2_grpc import ArticleServiceServicer, add_ArticleServiceServicer_to_server

RETRY = RetryPolicy(max_attempts=4, initial_backoff_s=0.01, max_backoff_s=0.02)
Ask = Callable[..., Any]


class Script(ArticleServiceServicer):
    """Fails the first calls, then answers; keeps count."""

    def __init__(self) -> None:
        self.failures: list[grpc.StatusCode] = []
        self.pushback_ms: int | None = None
        self.calls = 0
        self.called = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.stream_ended = threading.Event()

    def _maybe_fail(self, context: grpc.ServicerContext) -> None:
        self.calls += 1
        self.called.set()
        if self.failures:
            if self.pushback_ms is not None:
                context.set_trailing_metadata((("grpc-retry-pushback-ms", str(self.pushback_ms)),))
            context.abort(self.failures.pop(0), "as told")

    def ListModels(self, request: pb.ListModelsRequest, context: Any) -> pb.ListModelsResponse:
        self._maybe_fail(context)
        self.gate.wait(10)
        return pb.ListModelsResponse()

    def ProcessArticles(self, request_iterator: Any, context: Any) -> Iterator[pb.ProcessArticlesResponse]:
        self._maybe_fail(context)
        context.add_callback(self.stream_ended.set)
        context.send_initial_metadata(())
        for request in request_iterator:
            outcome: dict[str, Any] = {"article": pb.ProcessArticleResponse(id=request.article.id)}
            if request.article.id == "bad":
                outcome = {"error": pb.ArticleError(code=3, message="article.body: is empty", field="article.body")}
            yield pb.ProcessArticlesResponse(id=request.article.id, **outcome)

    def ProcessArticle(self, request: Any, context: Any) -> pb.ProcessArticleResponse:
        return pb.ProcessArticleResponse(id=request.article.id)

    def TranslateText(self, request: Any, context: Any) -> pb.TranslateTextResponse:
        return pb.TranslateTextResponse(text="x" * 2000)

    def SummarizeText(self, request: Any, context: Any) -> pb.SummarizeTextResponse:
        raise ValueError("a fault")


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def address(script: Script) -> Iterator[str]:
    server = grpc.server(futures.ThreadPoolExecutor(8))
    add_ArticleServiceServicer_to_server(script, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield f"127.0.0.1:{port}"
    script.gate.set()
    server.stop(0).wait()


@pytest.fixture
def closed_address() -> Iterator[str]:
    """An address that is taken, but where nobody listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{bound.getsockname()[1]}"


@pytest.fixture(params=["sync", "async"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """Makes one call with either client, a stream as a list: `ask(address, "method", *arguments, **of_the_client)`."""

    def blocking(address: str, method: str, *arguments: Any, timeout_s: float = 20.0, **client: Any) -> Any:
        with Client(address, retry=client.pop("retry", RETRY), timeout_s=timeout_s, **client) as made:
            answer = getattr(made, method)(*arguments)
            return list(answer) if inspect.isgenerator(answer) else answer

    async def with_loop(address: str, method: str, *arguments: Any, timeout_s: float = 20.0, **client: Any) -> Any:
        async with AsyncClient(address, retry=client.pop("retry", RETRY), timeout_s=timeout_s, **client) as made:
            answer = getattr(made, method)(*arguments)
            return [item async for item in answer] if inspect.isasyncgen(answer) else await answer

    def running(*arguments: Any, **client: Any) -> Any:
        return asyncio.run(with_loop(*arguments, **client))

    return blocking if request.param == "sync" else running


@pytest.mark.parametrize("code", [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED])
def test_a_call_is_sent_again_until_there_is_room(ask: Ask, address: str, script: Script, code: Any) -> None:
    script.failures = [code] * 3
    assert ask(address, "list_models") == ()
    assert script.calls == 4


def test_a_call_is_sent_no_more_often_than_allowed(ask: Ask, address: str, script: Script) -> None:
    script.failures = [grpc.StatusCode.UNAVAILABLE] * 9
    with pytest.raises(NotReady):
        ask(address, "list_models")
    assert script.calls == 4


@pytest.mark.parametrize(
    "code", [grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.INTERNAL, grpc.StatusCode.DEADLINE_EXCEEDED]
)
def test_other_failures_are_not_retried(ask: Ask, address: str, script: Script, code: Any) -> None:
    script.failures = [code]
    with pytest.raises(MujazError):
        ask(address, "list_models")
    assert script.calls == 1


def test_a_server_that_says_never_again_is_obeyed(ask: Ask, address: str, script: Script) -> None:
    script.failures, script.pushback_ms = [grpc.StatusCode.UNAVAILABLE], -1
    with pytest.raises(NotReady):
        ask(address, "list_models")
    assert script.calls == 1


def test_one_attempt_is_one_attempt(ask: Ask, address: str, script: Script) -> None:
    script.failures = [grpc.StatusCode.UNAVAILABLE]
    with pytest.raises(NotReady):
        ask(address, "list_models", retry=RetryPolicy(max_attempts=1))
    assert script.calls == 1


def test_a_stream_that_has_not_begun_is_tried_again_and_loses_nothing(ask: Ask, address: str, script: Script) -> None:
    names = [str(number) for number in range(5)]
    for _ in range(30):  # left to gRPC alone, one in ten would lose an article, or end this process
        script.failures = [grpc.StatusCode.RESOURCE_EXHAUSTED] * 2
        results = ask(address, "process_articles", [Article(id=name, body="نص") for name in names])
        assert [result.id for result in results] == names  # this server answers in order


def test_a_stream_that_is_refused_takes_no_article(ask: Ask, address: str, script: Script) -> None:
    script.failures = [grpc.StatusCode.UNAVAILABLE] * 4
    articles = (Article(id=str(number), body="نص") for number in range(5))
    with pytest.raises(NotReady):
        ask(address, "process_articles", articles)
    assert next(articles).id == "0"


def test_one_bad_article_is_a_failure_among_results(ask: Ask, address: str) -> None:
    articles = [Article(id=name, body="نص") for name in ("a", "bad", "b")]
    first, bad, last = ask(address, "process_articles", articles)
    assert isinstance(first, ArticleResult)
    assert isinstance(bad, ArticleFailure)
    assert isinstance(bad.error, InvalidInput)
    assert bad.error.field == "article.body"
    assert isinstance(last, ArticleResult)


def test_what_the_articles_raise_is_raised_after_the_answers_before(address: str) -> None:
    def articles() -> Iterator[Article]:
        yield Article(id="a", body="نص")
        raise LookupError("the archive ends here")

    with Client(address) as client:
        results = client.process_articles(articles())
        assert next(results).id == "a"
        with pytest.raises(LookupError, match="the archive"):
            next(results)


async def test_articles_may_come_from_an_async_iterable_that_raises(address: str) -> None:
    async def articles() -> Any:
        yield Article(id="a", body="نص")
        raise LookupError("the archive ends here")

    async with AsyncClient(address) as client:
        results = client.process_articles(articles())
        assert (await anext(results)).id == "a"
        with pytest.raises(LookupError, match="the archive"):
            await anext(results)


def test_leaving_a_stream_ends_the_call(address: str, script: Script) -> None:
    endless = (Article(id=str(number), body="نص") for number in itertools.count())
    with Client(address) as client:
        results = client.process_articles(endless)
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert script.stream_ended.wait(5)


async def test_leaving_an_async_stream_ends_the_call(address: str, script: Script) -> None:
    endless = (Article(id=str(number), body="نص") for number in itertools.count())
    async with AsyncClient(address) as client:
        results = client.process_articles(endless)
        await anext(results)
        await results.aclose()  # type: ignore[attr-defined]
        assert await asyncio.to_thread(script.stream_ended.wait, 5)


async def test_cancelling_a_task_cancels_its_call(address: str, script: Script) -> None:
    script.gate.clear()
    async with AsyncClient(address) as client:
        task = asyncio.create_task(client.list_models())
        assert await asyncio.to_thread(script.called.wait, 5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def test_the_deadline_covers_calls_that_hang(ask: Ask, address: str, script: Script) -> None:
    script.gate.clear()
    with pytest.raises(DeadlineExceeded, match=r"within 0\.2 s"):
        ask(address, "list_models", timeout_s=0.2)


def test_nobody_listening_is_said_with_what_to_do(ask: Ask, closed_address: str) -> None:
    with pytest.raises(NotReady, match=f"nothing answers at {closed_address}; start a server with `mujaz serve`"):
        ask(closed_address, "list_models")
    with pytest.raises(NotReady, match="nothing answers"):
        ask(closed_address, "check_health")
    with pytest.raises(NotReady, match="nothing answers"):
        ask(closed_address, "process_articles", [Article(id="a", body="نص")])


def test_a_message_beyond_the_limit_is_the_callers_fault(ask: Ask, address: str) -> None:
    with pytest.raises(InvalidInput, match="larger than max") as raised:
        ask(address, "process_article", Article(body="ا" * 2000), max_message_bytes=1000)
    assert raised.value.reason == "MESSAGE_TOO_LONG"
    with pytest.raises(InvalidInput, match="larger than max"):
        ask(address, "translate_text", "نص", max_message_bytes=1000)


def test_a_proxy_is_not_asked_for_this_machine(ask: Ask, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert ask(address, "list_models") == ()
    assert ask(address.replace("127.0.0.1", "localhost"), "list_models") == ()


def test_a_server_without_the_health_service_says_so(ask: Ask, address: str) -> None:
    with pytest.raises(NotFound, match="cannot do this"):
        ask(address, "check_health")


def test_a_fault_of_the_server_is_no_callers_fault(ask: Ask, address: str) -> None:
    with pytest.raises(MujazError, match="UNKNOWN") as raised:
        ask(address, "summarize_text", "Text.")
    assert type(raised.value) is MujazError


def test_an_address_without_a_port_is_refused_at_once(ask: Ask) -> None:
    with pytest.raises(ConfigError, match="HOST:PORT"):
        ask("localhost", "list_models")


def test_health_is_of_the_standard_protocol() -> None:
    from grpc_health.v1.health_pb2 import HealthCheckResponse

    assert {state.name: state.value for state in Health} == dict(HealthCheckResponse.ServingStatus.items())
