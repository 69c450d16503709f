"""A model that fails or hangs under a server: who is told what, what health says, and when the server ends."""

import asyncio
import threading

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from structlog.testing import capture_logs

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import EngineError, EngineHung
from mujaz.observability.logs import trace_without_texts
from mujaz.pipeline import Pipeline, run_text
from mujaz.types import ProcessOptions
from mujaz.v1 import article_pb2 as pb

ARABIC = "قال الوزير كلمة."
BAD = "خطأ"


class MoodyEngine(FakeTranslationEngine):
    """Fails, or does not come back, over one word or over all, for as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.fails_over: str | None = None
        self.hangs_over: str | None = None
        self.gate = threading.Event()

    def translate(self, batch, options):
        hypotheses = super().translate(batch, options)
        text = " ".join(piece for chunk in batch for piece in chunk.pieces)
        if self.hangs_over is not None and self.hangs_over in text:
            self.gate.wait(30)
        if self.fails_over is not None and self.fails_over in text:
            raise RuntimeError(f"cannot do {text}")
        return hypotheses


@pytest.fixture(scope="module", autouse=True)
def tables():
    """What the first text of a process loads takes as long as a model may hang here, so it is loaded before."""
    run_text(Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings()), ARABIC, ProcessOptions())


@pytest.fixture
def engine():
    engine = MoodyEngine()
    yield engine
    engine.gate.set()


def article(number: int = 0, body: str = ARABIC) -> pb.ProcessArticleRequest:
    # No two alike: what is equal is decoded once.
    return pb.ProcessArticleRequest(article=pb.Article(id=str(number), body=f"{body} {number}"))


async def serving(running) -> bool:
    """What health says of the server and of the service, which must be the same."""
    health = health_pb2_grpc.HealthStub(running.channel)
    said = {
        (await health.Check(health_pb2.HealthCheckRequest(service=service))).status
        for service in ("", "mujaz.v1.ArticleService")
    }
    assert len(said) == 1
    return said == {health_pb2.HealthCheckResponse.SERVING}


async def until_serving(running, expected: bool) -> None:
    """Health's own news, as balancers get them."""
    async for news in health_pb2_grpc.HealthStub(running.channel).Watch(health_pb2.HealthCheckRequest(), timeout=20):
        if (news.status == health_pb2.HealthCheckResponse.SERVING) is expected:
            break
    assert await serving(running) is expected


async def test_a_text_over_which_the_model_fails_takes_nobody_else_with_it(start, refused, engine):
    running = await start(engine=engine, engine_timeout_s=0.4, max_batch_tokens=64)
    engine.fails_over = BAD
    with capture_logs() as events:
        for number in range(8):
            refusal = await refused(running.stub.ProcessArticle(article(number, BAD)))
            assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
        await asyncio.sleep(0.6)  # for the guard to look; the test sentence goes well
        assert await serving(running)
    assert {event["event"] for event in events} == {"call"}
    assert BAD not in str([trace_without_texts(None, "", event) for event in events])
    assert (await running.stub.ProcessArticle(article())).body
    assert not running.server.broken.done()


async def test_of_texts_in_one_batch_only_that_fails_over_which_the_model_does(start, refused, eventually, engine):
    running = await start(engine=engine, max_batch_tokens=200)
    engine.hangs_over, engine.fails_over = "قف", BAD
    scheduler = running.server.lifecycle.scheduler
    first = []
    for n in range(2):  # one after the other, as a quick machine has both in one batch
        first.append(asyncio.ensure_future(running.stub.ProcessArticle(article(n, "قف " * (n + 55)))))
        await eventually(lambda: sum(bool(items) for _, items in scheduler.watch.in_work()) == len(first))
    calls = [running.stub.ProcessArticle(article(n, BAD if n == 7 else "قال الوزير")) for n in range(20)]
    waiting = [asyncio.ensure_future(call) for call in calls]
    await eventually(lambda: scheduler.chunks_waiting == 20)
    engine.gate.set()
    refusal = await refused(waiting.pop(7))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert all(answer.body for answer in await asyncio.gather(*waiting, *first))
    assert max(map(len, engine.batches)) == 20  # they were in one batch, or this shows nothing


async def test_a_model_that_fails_over_everything_is_out_of_service_until_it_works(start, refused, engine):
    running = await start(engine=engine, engine_timeout_s=8.0)
    engine.fails_over = ""
    with capture_logs() as events:
        for number in range(5):
            refusal = await refused(running.stub.ProcessArticle(article(number)))
            assert refusal.code is grpc.StatusCode.INTERNAL
        await until_serving(running, False)
        engine.fails_over = None
        await until_serving(running, True)
    ours = [event for event in events if event["event"].startswith("engine_")]
    assert [(event["event"], event["log_level"]) for event in ours] == [
        ("engine_failing", "error"),
        ("engine_recovered", "warning"),
    ]
    assert ours[0]["failures"] >= 5
    assert (await running.stub.ProcessArticle(article())).body
    assert not running.server.broken.done()


async def test_a_model_that_does_nothing_but_fail_ends_the_server(start, refused, engine):
    running = await start(engine=engine, engine_timeout_s=0.8)
    engine.fails_over = ""
    for number in range(5):
        await refused(running.stub.ProcessArticle(article(number)))
    error = await asyncio.wait_for(running.server.broken, timeout=20)
    assert type(error) is EngineError
    assert error.reason == "ENGINE_FAILING"
    assert not await serving(running)
    await asyncio.wait_for(running.server.stop(), timeout=20)


async def test_a_model_that_hangs_ends_the_server_and_everybody_gets_a_status(start, refused, eventually, engine):
    running = await start(engine=engine, engine_timeout_s=60.0, max_batch_tokens=64)
    engine.hangs_over = BAD
    scheduler = running.server.lifecycle.scheduler
    with capture_logs() as events:
        # Two batches are in the engine at once; what comes then waits in the queue.
        stuck = [asyncio.ensure_future(running.stub.ProcessArticle(article(n, f"{BAD} " * 60))) for n in range(2)]
        await eventually(lambda: sum(bool(items) for _, items in scheduler.watch.in_work()) == 2)
        waiting = asyncio.ensure_future(running.stub.ProcessArticle(article(3)))
        stream = running.stub.ProcessArticles()
        await stream.write(pb.ProcessArticlesRequest(article=article(4).article))
        await eventually(lambda: scheduler.articles_in_work == 4)

        # From here on, so that both are overdue when the guard looks: the second came into the engine later.
        await asyncio.sleep(1.5)
        scheduler.watch.timeout_s = 1.5
        for call in stuck:
            refusal = await refused(call)
            assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INTERNAL, "ENGINE_HUNG")
            assert refusal.retry is None
        refusal = await refused(waiting)
        assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.UNAVAILABLE, "ENGINE_HUNG")
        assert refusal.retry is not None
        item = await stream.read()
        assert (item.id, item.error.code, item.error.reason) == ("4", 14, "ENGINE_HUNG")

        assert isinstance(await asyncio.wait_for(running.server.broken, timeout=20), EngineHung)
        assert not await serving(running)
        assert scheduler.articles_in_work == 0
        await asyncio.wait_for(running.server.stop(), timeout=20)
    assert [event["engine_timeout_s"] for event in events if event["event"] == "engine_hung"] == [1.5]
    assert BAD not in str([trace_without_texts(None, "", event) for event in events])


async def test_a_model_that_hangs_over_its_first_sentence_is_found_too(start, engine):
    engine.hangs_over = ""
    running = await start(engine=engine, engine_timeout_s=0.4, load=False)
    loading = asyncio.create_task(running.server.load())
    assert isinstance(await asyncio.wait_for(running.server.broken, timeout=20), EngineHung)
    assert not await serving(running)
    loading.cancel()
    await asyncio.wait_for(running.server.stop(), timeout=20)


async def test_a_server_that_is_stopped_while_its_model_hangs_over_its_first_sentence_ends(start, engine, eventually):
    engine.hangs_over = ""
    running = await start(engine=engine, engine_timeout_s=1.0, load=False)
    loading = asyncio.create_task(running.server.load())
    await eventually(lambda: engine.batches)
    loading.cancel()
    await asyncio.wait_for(running.server.stop(), timeout=20)
    assert isinstance(running.server.broken.result(), EngineHung)


async def test_a_batch_that_is_slow_but_comes_back_in_time_is_left_alone(start, engine):
    running = await start(engine=engine, engine_timeout_s=5.0)
    engine.hangs_over = ARABIC
    call = asyncio.ensure_future(running.stub.ProcessArticle(article()))
    await asyncio.sleep(1.0)
    engine.gate.set()
    assert (await call).body
    assert await serving(running)
    assert not running.server.broken.done()
