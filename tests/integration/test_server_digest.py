"""Digests over real gRPC, with the fake engine, which keeps names in Latin letters."""

import asyncio
import re

import grpc
import pytest

from mujaz.client import AsyncClient, Client
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import DeadlineExceeded
from mujaz.types import Article, ProcessOptions
from mujaz.v1 import article_pb2 as pb

BASRA = "هز زلزال قوي ساحل Basra وألحق أضرارا في Qurna. أعلن محافظ Basra حالة الطوارئ في Zubair وفي Qurna."
BANK = "أبقى بنك Rafidain سعر الفائدة في Amman على حاله. توقعت شركات Mosul خفض سعر صرف Dinar."


def article(id_: str, body: str = BASRA, **fields: str) -> pb.Article:
    return pb.Article(id=id_, body=body, **fields)


def request(*articles: pb.Article, **options) -> pb.DigestArticlesRequest:
    return pb.DigestArticlesRequest(articles=articles, options=pb.ProcessOptions(**options))


def names(text: str) -> list[str]:
    return re.findall(r"\b[A-Z][a-z]+", text)


async def test_many_articles_come_back_as_stories_that_lead_back_to_them(start):
    running = await start()
    articles = {
        "m": article("m", published="2024-05-06"),
        "b": article("b", BANK, title="سعر الفائدة", published="2024-05-08"),
        "e": article("e", BASRA + " نقل الجرحى إلى مستشفى Zubair.", published="2024-05-07", title="زلزال Basra"),
    }
    response = await running.stub.DigestArticles(request(*articles.values()))
    assert [[each.id for each in story.articles] for story in response.stories] == [["b"], ["e", "m"]]
    assert [story.published for story in response.stories] == ["2024-05-08", "2024-05-07"]
    assert response.stories[1].headline == "W5 Basra"
    assert response.stories[1].headline_citation.in_title
    assert not response.failures
    assert response.signature.translation.model == "fake"
    assert response.timings.total_ms > 0
    for story in response.stories:
        assert story.brief
        end = 0
        for citation in story.citations:
            assert citation.sentence.start >= end
            end = citation.sentence.end
            body = articles[citation.article_id].body
            arabic = " ".join(body[span.start : span.end] for span in citation.sources)
            # Names are the same in both languages, so that a citation of another sentence would be found.
            assert names(story.brief[citation.sentence.start : end]) == names(arabic)
        assert end == len(story.brief)


async def test_articles_that_fail_are_named_and_the_rest_goes_on(start):
    class Picky(FakeTranslationEngine):
        def translate(self, batch, options):
            if any("سر" in chunk.pieces for chunk in batch):
                raise ValueError(f"cannot digest {batch[0].pieces}")
            return super().translate(batch, options)

    running = await start(engine=Picky(), max_stream_articles=1)
    bad = [article("kind", content_type=9), article("english", "English"), article("fault", "سر")]
    response = await running.stub.DigestArticles(request(*bad, article("good")))
    assert [[each.id for each in story.articles] for story in response.stories] == [["good"]]
    assert [(failure.id, failure.error.reason) for failure in response.failures] == [
        ("kind", "ENUM_UNKNOWN"),
        ("english", "TEXT_NOT_ARABIC"),
        ("fault", "INTERNAL"),
    ]
    assert "digest" not in response.failures[2].error.message
    everything = await running.stub.DigestArticles(request(*bad))
    assert (len(everything.stories), len(everything.failures)) == (0, 3)


@pytest.mark.parametrize(
    ("settings", "asked", "field", "reason"),
    [
        ({}, request(), "articles", "FIELD_MISSING"),
        ({"max_digest_articles": 1}, request(article("a"), article("b")), "articles", "TOO_MANY_ARTICLES"),
        ({"max_digest_chars": 100}, request(article("a"), article("b")), "articles", "TEXT_TOO_LONG"),
        ({}, request(article("a"), article("")), "articles[1].id", "ID_MISSING"),
        ({}, request(article("a"), article("a")), "articles[1].id", "ID_DUPLICATE"),
        ({}, request(article("a"), priority=9), "options.priority", "ENUM_UNKNOWN"),
        ({}, request(article("a"), beam_size=99), "options.beam_size", "BEAM_SIZE_OUT_OF_RANGE"),
    ],
)
async def test_what_makes_no_digest_is_refused_by_its_field(start, refused, settings, asked, field, reason):
    running = await start(**settings)
    refusal = await refused(running.stub.DigestArticles(asked))
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.INVALID_ARGUMENT, reason)
    assert refusal.fields == [field]


async def test_no_more_articles_are_in_work_than_a_stream_may_have(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.05), max_stream_articles=2)
    scheduler = running.server.lifecycle.scheduler
    call = asyncio.ensure_future(running.stub.DigestArticles(request(*(article(f"{n}") for n in range(8)))))
    most = 0
    while not call.done():
        most = max(most, scheduler.articles_in_work)
        await asyncio.sleep(0.005)
    assert most == 2
    assert len((await call).stories) == 1


async def test_a_digest_that_is_given_up_leaves_no_work_behind(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.2))
    scheduler = running.server.lifecycle.scheduler
    call = running.stub.DigestArticles(request(*(article(f"{n}") for n in range(8))))
    begun = asyncio.ensure_future(call.initial_metadata())
    await eventually(lambda: scheduler.articles_in_work > 0)
    call.cancel()
    begun.cancel()
    await eventually(lambda: scheduler.articles_in_work == 0 and scheduler.chunks_waiting == 0)


async def test_a_digest_that_is_late_is_refused_whole(start):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.5))
    articles = [Article(id=f"{n}", body=BASRA) for n in range(4)]
    async with AsyncClient(running.address) as client:
        with pytest.raises(DeadlineExceeded):
            await client.digest_articles(articles, timeout_s=0.2)


async def test_both_clients_read_the_same_digest(start):
    running = await start()
    articles = [Article(id="m", body=BASRA), Article(id="b", body=BANK), Article(id="x", body="English")]

    def blocking():
        with Client(running.address) as client:
            return client.digest_articles(articles, ProcessOptions(beam_size=1))

    one = await asyncio.to_thread(blocking)
    async with AsyncClient(running.address) as client:
        other = await client.digest_articles(articles, ProcessOptions(beam_size=1))
    assert one.stories == other.stories
    assert [story.articles[0].id for story in one.stories] == ["m", "b"]
    assert [(failure.id, failure.error.reason) for failure in one.failures] == [("x", "TEXT_NOT_ARABIC")]
    assert one.signature.decoding.split(" names=")[0] == "beam=1"
