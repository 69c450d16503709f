"""Whatever a caller does, it gets its typed answer, and the server goes on serving."""

import asyncio
import sys

import grpc
import pytest
from structlog.testing import capture_logs

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.v1 import article_pb2 as pb

SERVICE = "/mujaz.v1.ArticleService/"
ARABIC = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."


def article(body: str = ARABIC, **fields) -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(**{"id": "a", "body": body, **fields}))


def glossary(*terms: tuple[str, str]) -> pb.ProcessOptions:
    made = pb.Glossary(terms=(pb.Term(source=source, target=target) for source, target in terms))
    return pb.ProcessOptions(glossary=made)


async def assert_serves(running) -> None:
    response = await running.stub.ProcessArticle(article(), timeout=30)
    assert response.body == "W3 w6 w2 w8 w5 w3 w7."


def raw(running, method: str = "ProcessArticle"):
    """The method without the client's own serializer, for bytes that it would not make."""
    return running.channel.unary_unary(SERVICE + method)


@pytest.mark.parametrize(
    ("request_message", "field", "reason"),
    [
        (pb.ProcessArticleRequest(), "article", "FIELD_MISSING"),
        (article(""), "article.body", "TEXT_EMPTY"),
        (article(" \n\t\u00a0\u2003\u2028\n"), "article.body", "TEXT_EMPTY"),
        (article("\u200f\u200b\ufeff"), "article.body", "TEXT_NOT_ARABIC"),
        (article("The minister said that the meeting was over."), "article.body", "TEXT_NOT_ARABIC"),
        (article("部长说会议将于星期一举行。"), "article.body", "TEXT_NOT_ARABIC"),
        (article("😀🇮🇶👨‍👩‍👧 😀"), "article.body", "TEXT_NOT_ARABIC"),
        (article("ب" * 100_000), "article.body", "WORD_TOO_LONG"),
        (article("خبر " * 25_001), "article.body", "TEXT_TOO_LONG"),
        (article(title="خبر " * 251), "article.title", "TEXT_TOO_LONG"),
        (article(id="x" * 257), "article.id", "ID_TOO_LONG"),
        (article(content_type=9), "article.content_type", "ENUM_UNKNOWN"),
        (article("<nav>قائمة</nav>", content_type=pb.CONTENT_TYPE_TEXT_HTML), "article.body", "PAGE_EMPTY"),
        (article("<p>خبر" * 400_000, content_type=pb.CONTENT_TYPE_TEXT_HTML), "article.body", "PAGE_TOO_LONG"),
        (article("<p>خبر" * 50_000, content_type=pb.CONTENT_TYPE_TEXT_HTML), "article.body", "TEXT_TOO_LONG"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_article_that_cannot_be_is_refused_by_its_field(start, refused, request_message, field, reason):
    running = await start()
    refusal = await refused(running.stub.ProcessArticle(request_message))
    assert refusal.code is grpc.StatusCode.INVALID_ARGUMENT
    assert (refusal.info.domain, refusal.info.reason, refusal.fields) == ("mujaz", reason, [field])
    assert refusal.message.startswith(field)
    assert refusal.retry is None
    await assert_serves(running)


@pytest.mark.parametrize(
    ("options", "field", "reason"),
    [
        (pb.ProcessOptions.FromString(b"\x78\x01"), "options", "OPTION_UNKNOWN"),
        (glossary(("Baghdad", "Baghdad")), "options.glossary.terms[0].source", "TERM_MALFORMED"),
        (glossary(("بغداد", " ")), "options.glossary.terms[0].target", "TERM_MALFORMED"),
        (glossary(("بغداد", "x" * 201)), "options.glossary.terms[0].target", "TERM_TOO_LONG"),
        (glossary(("بغداد", "x"), ("بغداد", "y")), "options.glossary.terms[1]", "TERM_TWICE"),
        (glossary(*[("بغداد", "x")] * 2_001), "options.glossary", "GLOSSARY_TOO_LONG"),
        (pb.ProcessOptions(priority=9), "options.priority", "ENUM_UNKNOWN"),
        (pb.ProcessOptions(beam_size=0), "options.beam_size", "BEAM_SIZE_OUT_OF_RANGE"),
        (pb.ProcessOptions(beam_size=9), "options.beam_size", "BEAM_SIZE_OUT_OF_RANGE"),
        (pb.ProcessOptions(quality=9), "options.quality", "ENUM_UNKNOWN"),
        (pb.ProcessOptions(brief=pb.BriefOptions(max_sentences=0)), "options.brief.max_sentences", "BRIEF_TOO_SHORT"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_option_that_cannot_be_is_refused_by_its_field(start, refused, options, field, reason):
    running = await start()
    request = pb.ProcessArticleRequest(article=pb.Article(body=ARABIC), options=options)
    refusal = await refused(running.stub.ProcessArticle(request))
    assert refusal.code is grpc.StatusCode.INVALID_ARGUMENT
    assert (refusal.info.reason, refusal.fields) == (reason, [field])
    await assert_serves(running)


async def test_the_other_methods_refuse_by_their_own_fields(start, refused):
    running = await start()
    text = await refused(running.stub.TranslateText(pb.TranslateTextRequest(text=" ")))
    assert (text.info.reason, text.fields) == ("TEXT_EMPTY", ["text"])
    brief = await refused(running.stub.SummarizeText(pb.SummarizeTextRequest(text="")))
    assert (brief.info.reason, brief.fields) == ("TEXT_EMPTY", ["text"])
    check = await refused(running.stub.CheckTranslation(pb.CheckTranslationRequest(source=ARABIC, translation="\n")))
    assert (check.info.reason, check.fields) == ("TEXT_EMPTY", ["translation"])
    await assert_serves(running)


async def test_ten_megabytes_of_text_are_refused_with_the_limit(start, refused):
    running = await start()
    refusal = await refused(running.stub.ProcessArticle(article("خبر " * (10 * 2**20 // 7))))
    assert refusal.code is grpc.StatusCode.INVALID_ARGUMENT
    assert (refusal.info.reason, refusal.fields) == ("TEXT_TOO_LONG", ["article.body"])
    assert "the limit is 100,000" in refusal.message
    await assert_serves(running)


async def test_a_message_beyond_the_limit_is_refused_by_grpc_with_both_numbers(start):
    running = await start(max_message_bytes=2**16)
    with pytest.raises(grpc.aio.AioRpcError, match=r"larger than max \(\d+ vs\. 65536\)") as caught:
        await running.stub.ProcessArticle(article("خبر " * 2**15))
    assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    await assert_serves(running)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\x0a\x05\x1a\x03\xed\xa0\x80", "not valid UTF-8"),  # article.body is one half of a surrogate pair
        (b"\x0a\x04\x1a\x02\xff\xfe", "not valid UTF-8"),
        (b"\xff\xff\xff\xff", "no such message"),
        (b"\x0a\x7f\x1a", "no such message"),
    ],
)
async def test_bytes_that_are_no_message_are_refused_like_any_other_input(start, refused, data, says):
    running = await start()
    refusal = await refused(raw(running)(data))
    assert refusal.code is grpc.StatusCode.INVALID_ARGUMENT
    assert (refusal.info.reason, refusal.fields) == ("MESSAGE_MALFORMED", ["request"])
    assert says in refusal.message
    await assert_serves(running)


async def test_control_characters_are_translated_around(start):
    running = await start()
    controls = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x202A, 0x202E, 0x2066, 0x2069, 0xFEFF, 0xFFF9]))
    response = await running.stub.ProcessArticle(article(f"قال {controls} الوزير\x00 كلمة.", title="خ\x00بر"))
    assert len(response.segments) >= 1
    assert all(segment.target.end <= len(response.body) for segment in response.segments)
    await assert_serves(running)


async def test_methods_that_do_not_exist_are_unimplemented(start):
    running = await start()
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await raw(running, "DeleteEverything")(b"")
    assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
    await assert_serves(running)


async def test_a_deadline_that_passes_in_work_is_logged_as_one(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.3))
    with capture_logs() as events:
        with pytest.raises(grpc.aio.AioRpcError):
            await running.stub.ProcessArticle(article(), timeout=0.1)
        await eventually(lambda: bool(events))
    assert [(event["event"], event["code"], event["articles"]) for event in events] == [
        ("call", "DEADLINE_EXCEEDED", 1)
    ]


async def test_a_deadline_of_a_millisecond_ends_the_call_and_its_work(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.2))
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await running.stub.ProcessArticle(article(), timeout=0.001)
    assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED
    await eventually(lambda: running.server.lifecycle.scheduler.articles_in_work == 0)
    await assert_serves(running)


async def test_a_cancelled_call_leaves_the_queue_before_the_model_sees_it(start, eventually):
    engine = FakeTranslationEngine(batch_delay_s=0.2)
    running = await start(engine=engine, max_batch_tokens=64)
    scheduler = running.server.lifecycle.scheduler
    first = asyncio.ensure_future(running.stub.ProcessArticle(article()))
    second = running.stub.ProcessArticle(article("هذه كلمة غريبة جدا."))
    waiting = asyncio.ensure_future(second)
    await eventually(lambda: scheduler.articles_in_work == 2)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await first
    await eventually(lambda: scheduler.articles_in_work == 0)
    await assert_serves(running)


_VANISHING_CLIENT = """
import os, signal, sys, grpc
from mujaz.v1 import article_pb2 as pb, article_pb2_grpc as pb_grpc
def requests():
    for number in range(50):
        yield pb.ProcessArticlesRequest(article=pb.Article(id=str(number), body=sys.argv[2] + str(number)))
    import time; time.sleep(60)
stub = pb_grpc.ArticleServiceStub(grpc.insecure_channel(sys.argv[1]))
answers = stub.ProcessArticles(requests())
next(answers)
os.kill(os.getpid(), signal.SIGKILL)
"""


async def test_the_work_of_a_stream_whose_client_is_killed_is_dropped(start, eventually):
    engine = FakeTranslationEngine(batch_delay_s=0.05)
    running = await start(engine=engine, max_batch_tokens=64)
    client = await asyncio.create_subprocess_exec(sys.executable, "-c", _VANISHING_CLIENT, running.address, ARABIC)
    assert await client.wait() == -9
    scheduler = running.server.lifecycle.scheduler
    await eventually(lambda: scheduler.articles_in_work == 0)
    seen = len(engine.batches)
    await asyncio.sleep(0.3)
    assert len(engine.batches) <= seen + 1
    await assert_serves(running)
