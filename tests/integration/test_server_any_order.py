"""Calls of all kinds in any order, as hypothesis likes: every one ends as it may, and nothing is left in work."""

import asyncio
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.rpc.error_details_pb2 import ErrorInfo
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_status import rpc_status
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.server import ArticleServer
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

LIMIT_S = 30.0
SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]
UNARY = [method.name for method in SERVICE.methods if not method.server_streaming]
MAY_END = {
    grpc.StatusCode.OK,
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.DEADLINE_EXCEEDED,
}

WORDS = st.sampled_from(["قال", "الوزير", "60%", "كلمة.", "بغداد،", "\n", "\n\n", "١٢ مليون", "BBC", "\u200f", "<p>"])
TEXTS = st.one_of(
    st.lists(WORDS, max_size=30).map(" ".join),
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.just("كلمة " * 400),
)
ARTICLES = st.builds(pb.Article, id=st.text(max_size=3), title=TEXTS, body=TEXTS, content_type=st.integers(0, 3))
OPTIONS = st.builds(
    pb.ProcessOptions,
    beam_size=st.none() | st.integers(0, 9),
    skip_brief=st.booleans(),
    skip_memory=st.booleans(),
    priority=st.integers(0, 3),
    brief=st.none() | st.builds(pb.BriefOptions, max_sentences=st.integers(0, 3), style=st.integers(0, 4)),
)
WITHIN_S = st.sampled_from([LIMIT_S, LIMIT_S, LIMIT_S, 0.05, 0.001])


class InThread:
    """A server on an event loop of its own."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.address = self._run(self._start())
        self.channel = grpc.insecure_channel(self.address, options=[("grpc.use_local_subchannel_pool", 1)])
        self.stub = pb_grpc.ArticleServiceStub(self.channel)

    async def _start(self) -> str:
        limits = Settings(
            address="127.0.0.1:0",
            max_batch_tokens=64,
            max_concurrent_articles=6,
            max_stream_articles=2,
            max_article_chars=1_500,
        )
        engine = FakeTranslationEngine(batch_delay_s=0.001)
        self.server = ArticleServer(limits, load=lambda limits: Pipeline(engine, FakeSummaryEngine(), limits))
        address = await self.server.start()
        await self.server.load()
        return address

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(LIMIT_S)

    def is_idle(self) -> bool:
        """Whether nothing is in work, waits, or is a call."""
        scheduler = self.server.lifecycle.scheduler
        return scheduler.articles_in_work == scheduler.chunks_waiting == len(self.server.lifecycle._calls) == 0

    def close(self) -> None:
        """Ends it."""
        self.channel.close()
        self._run(self.server.stop())
        self.loop.call_soon_threadsafe(self.loop.stop)


@pytest.fixture(scope="module")
def served():
    served = InThread()
    yield served
    served.close()


def ends(call: Callable[[], Any]) -> Any:
    """The answer, or nothing where the call was refused as it may be, with details where they are ours."""
    try:
        return call()
    except grpc.RpcError as error:
        refusal = error
    assert refusal.code() in MAY_END, refusal
    status = rpc_status.from_call(refusal)
    if status is None:  # the client's own clock
        assert refusal.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    else:
        assert any(detail.Is(ErrorInfo.DESCRIPTOR) for detail in status.details)
    return None


class Stream:
    """A ProcessArticles call that is open."""

    def __init__(self, stub: pb_grpc.ArticleServiceStub) -> None:
        self._more = threading.Condition()
        self._requests: list[pb.ProcessArticlesRequest | None] = []
        self.sent = 0
        self.answers = stub.ProcessArticles(self._articles(), timeout=LIMIT_S)

    def _articles(self) -> Any:
        for position in itertools.count():
            with self._more:
                self._more.wait_for(lambda: len(self._requests) > position)  # noqa: B023
                request = self._requests[position]
            if request is None:
                return
            yield request

    def send(self, request: pb.ProcessArticlesRequest | None) -> None:
        """Sends an article; None ends the sending."""
        with self._more:
            self._requests.append(request)
            self.sent += request is not None
            self._more.notify()

    def finish(self) -> None:
        """Every article must be answered once."""
        self.send(None)
        answers = list(self.answers)
        assert len(answers) == self.sent
        assert {answer.error.code for answer in answers if answer.HasField("error")} <= {3, 8}

    def cancel(self) -> None:
        """Leaves it as it is."""
        self.answers.cancel()
        self.send(None)


class AnyOrder(RuleBasedStateMachine):
    """What clients do."""

    served: InThread
    streams = Bundle("streams")

    def __init__(self) -> None:
        super().__init__()
        self.stub = self.served.stub
        self.open: list[Stream] = []

    @rule(article=ARTICLES, options=OPTIONS, within_s=WITHIN_S)
    def process(self, article: pb.Article, options: pb.ProcessOptions, within_s: float) -> None:
        request = pb.ProcessArticleRequest(article=article, options=options)
        answer = ends(lambda: self.stub.ProcessArticle(request, timeout=within_s))
        if answer is not None:
            assert answer.id == article.id
            assert all(segment.target.end <= len(answer.body) for segment in answer.segments)

    @rule(articles=st.lists(ARTICLES, max_size=4), within_s=WITHIN_S)
    def digest(self, articles: list[pb.Article], within_s: float) -> None:
        ends(lambda: self.stub.DigestArticles(pb.DigestArticlesRequest(articles=articles), timeout=within_s))

    @rule(text=TEXTS, within_s=WITHIN_S)
    def translate(self, text: str, within_s: float) -> None:
        ends(lambda: self.stub.TranslateText(pb.TranslateTextRequest(text=text), timeout=within_s))

    @rule(text=TEXTS)
    def summarize(self, text: str) -> None:
        ends(lambda: self.stub.SummarizeText(pb.SummarizeTextRequest(text=text), timeout=LIMIT_S))

    @rule(source=TEXTS, translation=TEXTS)
    def check(self, source: str, translation: str) -> None:
        request = pb.CheckTranslationRequest(source=source, translation=translation)
        ends(lambda: self.stub.CheckTranslation(request, timeout=LIMIT_S))

    @rule()
    def list_models(self) -> None:
        assert len(self.stub.ListModels(pb.ListModelsRequest(), timeout=LIMIT_S).models) == 2

    @rule(method=st.sampled_from(UNARY), data=st.binary(max_size=60))
    def malformed(self, method: str, data: bytes) -> None:
        ends(lambda: self.served.channel.unary_unary(f"/{SERVICE.full_name}/{method}")(data, timeout=LIMIT_S))

    @rule(article=ARTICLES)
    def begin_and_cancel(self, article: pb.Article) -> None:
        self.stub.ProcessArticle.future(pb.ProcessArticleRequest(article=article), timeout=LIMIT_S).cancel()

    @rule(target=streams)
    def open_stream(self) -> Any:
        if len(self.open) == 3:
            return multiple()
        self.open.append(Stream(self.stub))
        return self.open[-1]

    @rule(stream=streams, article=ARTICLES, options=OPTIONS)
    def send(self, stream: Stream, article: pb.Article, options: pb.ProcessOptions) -> None:
        stream.send(pb.ProcessArticlesRequest(article=article, options=options))

    @rule(stream=consumes(streams))
    def finish_stream(self, stream: Stream) -> None:
        self.open.remove(stream)
        stream.finish()

    @rule(stream=consumes(streams))
    def cancel_stream(self, stream: Stream) -> None:
        self.open.remove(stream)
        stream.cancel()

    @invariant()
    def health_says_serving(self) -> None:
        health = health_pb2_grpc.HealthStub(self.served.channel)
        answer = health.Check(health_pb2.HealthCheckRequest(), timeout=LIMIT_S)
        assert answer.status == health_pb2.HealthCheckResponse.SERVING

    def teardown(self) -> None:
        for stream in self.open:
            stream.cancel()
        give_up_s = time.monotonic() + LIMIT_S
        while not self.served.is_idle():
            assert time.monotonic() < give_up_s, "something is left in work"
            time.sleep(0.005)


def test_calls_in_any_order_end_as_they_may_and_leave_nothing(served):
    class Machine(AnyOrder):
        pass

    Machine.served = served
    case = Machine.TestCase
    case.settings = settings(
        max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case().runTest()
