"""ProcessArticles over real gRPC."""

import asyncio

import grpc
import pytest
from structlog.testing import capture_logs

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import EngineError
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

ARABIC = "قال الوزير كلمة."


def item(number: int, body: str = ARABIC, **options) -> pb.ProcessArticlesRequest:
    return pb.ProcessArticlesRequest(
        article=pb.Article(id=str(number), body=body), options=pb.ProcessOptions(**options)
    )


async def answers_of(running, requests) -> dict[str, pb.ProcessArticlesResponse]:
    return {answer.id: answer async for answer in running.stub.ProcessArticles(iter(requests))}


async def test_every_article_is_answered_once_by_its_id(start):
    running = await start()
    answers = await answers_of(running, [item(number) for number in range(100)])
    assert sorted(answers, key=int) == [str(number) for number in range(100)]
    assert {answer.article.body for answer in answers.values()} == {"W3 w6 w4."}
    assert all(answer.article.id == id_ for id_, answer in answers.items())


async def test_an_empty_stream_ends_well(start):
    running = await start()
    assert await answers_of(running, []) == {}


async def test_the_server_says_that_it_takes_the_call_before_any_article_comes(start):
    running = await start()
    call = running.stub.ProcessArticles(timeout=30)
    await call.initial_metadata()
    await call.write(item(1))
    await call.done_writing()
    assert [answer.id async for answer in call] == ["1"]


async def test_a_bad_article_is_an_error_item_and_the_stream_goes_on(start):
    running = await start()
    answers = await answers_of(running, [item(1), item(2, body=""), item(3, beam_size=99), item(4)])
    assert [answers[id_].WhichOneof("outcome") for id_ in "1234"] == ["article", "error", "error", "article"]
    error = answers["2"].error
    assert (error.code, error.reason, error.field) == (3, "TEXT_EMPTY", "article.body")
    assert error.message.startswith("article.body: is empty")
    assert answers["3"].error.field == "options.beam_size"


async def test_the_second_article_of_an_id_is_an_error_item(start):
    running = await start()
    answers = [answer async for answer in running.stub.ProcessArticles(iter([item(1), item(1), item(2)]))]
    assert sorted((answer.id, answer.WhichOneof("outcome")) for answer in answers) == [
        ("1", "article"),
        ("1", "error"),
        ("2", "article"),
    ]
    (error,) = (answer.error for answer in answers if answer.WhichOneof("outcome") == "error")
    assert (error.reason, error.field) == ("ID_DUPLICATE", "article.id")


async def test_bytes_that_are_no_message_are_an_error_item(start):
    running = await start()
    call = running.channel.stream_stream(
        "/mujaz.v1.ArticleService/ProcessArticles", response_deserializer=pb.ProcessArticlesResponse.FromString
    )
    data = [b"\x0a\x04\x1a\x02\xff\xfe", item(1).SerializeToString()]
    answers = [answer async for answer in call(iter(data))]
    outcomes = {answer.id: answer for answer in answers}
    assert outcomes[""].error.reason == "MESSAGE_MALFORMED"
    assert outcomes["1"].article.body


async def test_a_fault_of_the_server_is_an_error_item_without_its_cause(start):
    class Picky(FakeTranslationEngine):
        def translate(self, batch, options):
            if any("سر" in chunk.pieces for chunk in batch):
                raise ValueError("secret")
            return super().translate(batch, options)

    running = await start(engine=Picky(), max_batch_tokens=64)
    answers = await answers_of(running, [item(1, body="سر"), item(2)])
    assert (answers["1"].error.code, answers["1"].error.reason) == (13, "INTERNAL")
    assert "secret" not in answers["1"].error.message


async def test_a_model_that_fails_over_an_article_of_a_stream_is_in_the_log(start):
    class Failing(FakeTranslationEngine):
        def translate(self, batch, options):
            if any("خطأ" in chunk.pieces for chunk in batch):
                raise EngineError("the model failed on 1 chunk")
            return super().translate(batch, options)

    running = await start(engine=Failing())
    with capture_logs() as events:
        answers = await answers_of(running, [item(1, body="خطأ كبير")])
    assert (answers["1"].error.code, answers["1"].error.reason) == (13, "ENGINE")
    (failed,) = [event for event in events if event["event"] == "article_failed"]
    assert isinstance(failed["exc_info"], EngineError)


async def test_articles_are_answered_as_they_are_ready_not_as_they_came(start):
    class Slow(FakeTranslationEngine):
        def translate(self, batch, options):
            answer = super().translate(batch, options)
            if any("بطيء" in chunk.pieces for chunk in batch):
                gate.wait(10)
            return answer

    import threading

    gate = threading.Event()
    running = await start(engine=Slow(), max_batch_tokens=64)
    call = running.stub.ProcessArticles()
    await call.write(item(1, body="", beam_size=1))
    first = await call.read()
    await call.write(item(2, body="بطيء"))
    await call.write(item(3, body=""))
    second = await call.read()
    gate.set()
    third = await call.read()
    await call.done_writing()
    assert [first.id, second.id, third.id] == ["1", "3", "2"]
    assert await call.read() is grpc.aio.EOF


async def test_a_stream_never_has_more_articles_in_work_than_its_limit_and_waits_for_room(start):
    seen = []

    class Watching(FakeTranslationEngine):
        def translate(self, batch, options):
            seen.append(running.server.lifecycle.scheduler.articles_in_work if running else 0)
            return super().translate(batch, options)

    running = None
    running = await start(
        engine=Watching(batch_delay_s=0.002), max_stream_articles=4, max_concurrent_articles=2, max_batch_tokens=64
    )
    answers = await answers_of(running, [item(number) for number in range(40)])
    assert len(answers) == 40
    assert all(answer.WhichOneof("outcome") == "article" for answer in answers.values())
    assert max(seen) <= 2


async def test_a_client_that_does_not_read_is_not_read_from(start):
    articles = 30
    running = await start(max_stream_articles=4, max_retries=0, translation_memory_mb=0)
    # Without growing windows, the transport holds 64 kB of answers, of which one has about 30 kB.
    options = [("grpc.http2.bdp_probe", 0)]
    async with grpc.aio.insecure_channel(running.address, options=options) as channel:
        body = "\n".join([ARABIC] * 300)  # of which the model is asked one line
        requests = (item(number, body=body, skip_brief=True) for number in range(articles))
        call = pb_grpc.ArticleServiceStub(channel).ProcessArticles(requests)
        scheduler = running.server.lifecycle.scheduler
        read, before = 0, -1
        while not before == read > 0 or scheduler.articles_in_work:  # until nothing moves any more
            await asyncio.sleep(0.5)
            before, read = read, sum(map(len, running.engine.batches))
        assert 4 <= read < 20
        assert len([answer async for answer in call]) == articles


async def test_other_calls_are_answered_while_a_stream_fills_the_server(start):
    running = await start(
        engine=FakeTranslationEngine(batch_delay_s=0.02), max_batch_tokens=64, max_concurrent_articles=20
    )
    call = running.stub.ProcessArticles(iter([item(number) for number in range(200)]))
    await call.read()
    request = pb.ProcessArticleRequest(article=pb.Article(id="now", body=ARABIC))
    response = await running.stub.ProcessArticle(request, timeout=5)
    assert response.id == "now"
    call.cancel()


async def test_a_cancelled_stream_drops_its_work(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.1), max_batch_tokens=64)
    call = running.stub.ProcessArticles(iter([item(number) for number in range(100)]))
    await call.read()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call.read()
    await eventually(lambda: running.server.lifecycle.scheduler.articles_in_work == 0)
