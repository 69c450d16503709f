"""The five methods over real gRPC, with the fake engine."""

import asyncio

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mujaz.config import Settings
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import ConfigError, EngineError
from mujaz.server import ArticleServer
from mujaz.types import Hypothesis
from mujaz.v1 import article_pb2 as pb

BODY = "بغداد: الصباح\n\nقال الوزير إن 60% من المشروع أنجز. وأضاف أن العمل مستمر.\nانتهى الاجتماع."
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


def article(**fields) -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(**{"id": "a", "body": BODY, **fields}))


def words(text: str) -> list[str]:
    return text.split()


async def test_an_article_comes_back_line_for_line_with_spans_brief_signature_and_timings(start):
    running = await start()
    response = await running.stub.ProcessArticle(article(title="عنوان الخبر"))
    assert response.id == "a"
    assert response.title == "W5 w5"
    assert len(response.body.split("\n")) == len(BODY.split("\n"))
    assert "60%" in response.body
    assert [BODY[s.source.start : s.source.end] for s in response.segments] == [
        "بغداد: الصباح",
        "قال الوزير إن 60% من المشروع أنجز.",
        "وأضاف أن العمل مستمر.",
        "انتهى الاجتماع.",
    ]
    assert all(response.body[s.target.start : s.target.end].strip() for s in response.segments)
    assert response.brief.text
    assert response.signature.translation.model == "fake"
    assert response.timings.total_ms > 0


async def test_a_brief_is_left_out_on_request(start):
    running = await start()
    request = article()
    request.options.skip_brief = True
    response = await running.stub.ProcessArticle(request)
    assert not response.HasField("brief")


async def test_a_text_is_translated_and_an_english_text_summarised(start):
    running = await start()
    translated = await running.stub.TranslateText(pb.TranslateTextRequest(text="قال الوزير."))
    assert (translated.text, len(translated.segments)) == ("W3 w6.", 1)
    english = "The minister spoke. The meeting ended. Nobody asked."
    options = pb.BriefOptions(max_sentences=1)
    summarised = await running.stub.SummarizeText(pb.SummarizeTextRequest(text=english, options=options))
    assert summarised.brief.text == "The minister spoke."
    assert [english[s.start : s.end] for s in summarised.sentences] == [
        "The minister spoke.",
        "The meeting ended.",
        "Nobody asked.",
    ]


async def test_a_brief_is_laid_out_as_asked(start):
    running = await start()
    text = "The minister spoke of the army. The meeting ended at noon in Basra. Nobody asked about the money."
    options = pb.BriefOptions(max_sentences=2, style=pb.BRIEF_STYLE_BULLETS)
    response = await running.stub.SummarizeText(pb.SummarizeTextRequest(text=text, options=options))
    assert response.brief.text == "- The minister spoke of the army.\n- The meeting ended at noon in Basra."
    assert [response.brief.text[c.brief.start : c.brief.end] for c in response.brief.citations] == [
        "The minister spoke of the army.",
        "The meeting ended at noon in Basra.",
    ]
    options = pb.BriefOptions(style=pb.BRIEF_STYLE_HEADLINE)
    response = await running.stub.SummarizeText(pb.SummarizeTextRequest(text=text, options=options))
    assert response.brief.text == "Minister spoke of army"


async def test_the_loaded_models_are_listed_translation_first(start):
    running = await start()
    response = await running.stub.ListModels(pb.ListModelsRequest())
    assert [model.task for model in response.models] == [pb.TASK_TRANSLATION, pb.TASK_SUMMARIZATION]


async def test_a_sane_request_id_is_kept_and_any_other_replaced(start, refused):
    running = await start()
    sent = await refused(running.stub.ProcessArticle(article(body=""), metadata=(("x-request-id", "news-7.a_B"),)))
    assert (sent.request_id, sent.info.metadata["request_id"]) == ("news-7.a_B", "news-7.a_B")
    for bad in ("two words", "x" * 65, 'quote"'):
        made = await refused(running.stub.ProcessArticle(article(body=""), metadata=(("x-request-id", bad),)))
        assert made.request_id != bad
        assert made.info.metadata["request_id"] == made.request_id
    call = running.stub.ListModels(pb.ListModelsRequest())
    await call
    assert (await call.trailing_metadata())["x-request-id"]


async def test_before_the_models_are_loaded_health_says_so_and_calls_are_told_to_come_back(start, refused):
    running = await start(load=False)
    health = health_pb2_grpc.HealthStub(running.channel)
    for service in ("", "mujaz.v1.ArticleService"):
        response = await health.Check(health_pb2.HealthCheckRequest(service=service))
        assert response.status == NOT_SERVING
    refusal = await refused(running.stub.ProcessArticle(article()))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.UNAVAILABLE, "NOT_READY")
    assert refusal.retry is not None

    await running.server.load()
    for service in ("", "mujaz.v1.ArticleService"):
        response = await health.Check(health_pb2.HealthCheckRequest(service=service))
        assert response.status == SERVING
    assert (await running.stub.ProcessArticle(article())).id == "a"


class Gibberish(FakeTranslationEngine):
    def _hypothesis(self, chunk):
        return Hypothesis(text="؟؟؟", mean_log_prob=-1.0, token_count=1)


async def test_a_model_that_fails_its_test_sentence_never_serves(start):
    running = await start(engine=Gibberish(), load=False)
    with pytest.raises(EngineError, match="test sentence"):
        await running.server.load()
    health = health_pb2_grpc.HealthStub(running.channel)
    assert (await health.Check(health_pb2.HealthCheckRequest())).status == NOT_SERVING


async def test_a_second_server_on_the_port_is_told_so(start):
    running = await start()
    second = ArticleServer(Settings(address=running.address))
    with pytest.raises(ConfigError, match=f"cannot listen on {running.address}: another server is there"):
        await second.start()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.1:99999", "127.0.0.1:http", ":50051", "127.0.0.1:-1"])
async def test_an_address_that_is_none_is_told_so(address):
    with pytest.raises(ConfigError, match="is not HOST:PORT"):
        await ArticleServer(Settings(address=address)).start()


async def test_an_address_of_another_machine_is_told_so():
    with pytest.raises(ConfigError, match=r"cannot listen on 192\.0\.2\.1:50051"):
        await ArticleServer(Settings(address="192.0.2.1:50051")).start()


async def test_more_articles_than_there_is_room_for_are_refused_with_a_time_to_try_again(start, refused, eventually):
    engine = FakeTranslationEngine(batch_delay_s=0.2)
    running = await start(engine=engine, max_concurrent_articles=1)
    first = asyncio.ensure_future(running.stub.ProcessArticle(article()))
    before = len(engine.batches)
    await eventually(lambda: len(engine.batches) > before)
    refusal = await refused(running.stub.ProcessArticle(article()))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "OVERLOADED")
    assert "the limit is 1" in refusal.message
    assert refusal.retry is not None
    assert refusal.retry.retry_delay.ToMilliseconds() > 0
    assert (await first).id == "a"


async def test_a_fault_of_the_server_says_nothing_of_its_cause_but_where_to_look(start, refused):
    class Broken(FakeTranslationEngine):
        broken = False

        def translate(self, batch, options):
            if self.broken:
                raise ValueError(f"cannot digest {batch[0].pieces}")
            return super().translate(batch, options)

    running = await start(engine=Broken())
    running.engine.broken = True
    refusal = await refused(running.stub.ProcessArticle(article(body="سر")))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    assert refusal.request_id in refusal.message
    assert "digest" not in refusal.message
    running.engine.broken = False
    assert (await running.stub.ProcessArticle(article())).id == "a"


async def test_a_cancellation_that_nobody_asked_for_is_a_fault_with_an_answer(start, refused, monkeypatch):
    async def cancelled(*args, **kwargs):
        raise asyncio.CancelledError

    running = await start()
    monkeypatch.setattr(running.server.lifecycle.scheduler, "article", cancelled)
    refusal = await refused(running.stub.ProcessArticle(article(), timeout=10))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INTERNAL, "INTERNAL")
    requests = iter([pb.ProcessArticlesRequest(article=article().article)])
    answers = [answer async for answer in running.stub.ProcessArticles(requests, timeout=10)]
    assert [answer.error.reason for answer in answers] == ["INTERNAL"]


async def test_a_call_whose_deadline_the_queue_leaves_no_time_for_is_told_when_to_come_back(start, refused, eventually):
    engine = FakeTranslationEngine(batch_delay_s=0.1)
    running = await start(engine=engine, max_batch_tokens=64, translation_memory_mb=0)

    def lines(count: int) -> pb.ProcessArticleRequest:
        words = ["".join(chr(ord("ب") + int(digit)) for digit in str(number)) for number in range(count)]
        return article(body="\n".join(f"{'قال الوزير كلمة ' * 20}{word}" for word in words))

    await running.stub.ProcessArticle(lines(60))  # so that the server knows how fast it is
    long = asyncio.ensure_future(running.stub.ProcessArticle(lines(300)))
    await eventually(lambda: running.server.lifecycle.scheduler.chunks_waiting > 200)
    refusal = await refused(running.stub.ProcessArticle(lines(1), timeout=0.5))
    assert refusal.code is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert refusal.info.reason == "OVERLOADED"
    assert refusal.retry is not None
    long.cancel()
    await eventually(lambda: running.server.lifecycle.scheduler.chunks_waiting == 0)
    assert (await running.stub.ProcessArticle(lines(1), timeout=10.0)).body
