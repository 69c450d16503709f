"""The server with the embedded models themselves."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mujaz.config import Settings
from mujaz.server import ArticleServer
from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

ARTICLE = Path(__file__).parents[2] / "examples/alsabah-2021-04-08.txt"

OWN_CONNECTION = (("grpc.use_local_subchannel_pool", 1),)
"""Ports are used again within one process, and gRPC would use a connection to the port's last server again too."""


@pytest.fixture
async def channel(tmp_path, cache_dir) -> AsyncIterator[grpc.aio.Channel]:
    terms = tmp_path / "terms.tsv"
    terms.write_text("حلف شمال الأطلسي\tNATO\nأربيل\tHewler\n", encoding="utf-8")
    server = ArticleServer(Settings(address="127.0.0.1:0", cache_dir=cache_dir, glossary_file=terms))
    address = await server.start()
    await server.load()
    async with grpc.aio.insecure_channel(address, options=OWN_CONNECTION) as channel:
        yield channel
    await server.stop()


async def test_a_real_article_comes_back_whole_while_health_answers(channel):
    title, body = ARTICLE.read_text("utf-8").split("\n", 1)
    stub, health = pb_grpc.ArticleServiceStub(channel), health_pb2_grpc.HealthStub(channel)
    request = pb.ProcessArticleRequest(
        article=pb.Article(id="alsabah", title=title, body=body), options=pb.ProcessOptions(beam_size=1)
    )
    call = asyncio.ensure_future(stub.ProcessArticle(request))
    answered_meanwhile = 0
    while not call.done():
        response = await health.Check(health_pb2.HealthCheckRequest(service="mujaz.v1.ArticleService"))
        assert response.status == health_pb2.HealthCheckResponse.SERVING
        answered_meanwhile += not call.done()
        await asyncio.sleep(0.01)
    answer = await call
    assert answered_meanwhile  # how fast, bench/health_latency.py measures
    assert answer.id == "alsabah"
    assert answer.title.strip()
    assert "60%" in answer.body
    assert len(answer.body.split("\n")) == len(body.split("\n"))
    assert answer.brief.text.strip()
    assert answer.signature.translation.model == "starter-ar-en"
    assert answer.signature.translation.engine.startswith("ctranslate2 ")
    covered = [body[segment.source.start : segment.source.end] for segment in answer.segments]
    assert "".join("".join(covered).split()) == "".join(body.split())


async def test_the_same_article_alone_and_in_a_stream_is_translated_alike(channel):
    stub = pb_grpc.ArticleServiceStub(channel)
    bodies = {str(number): f"قال الوزير إن {number} مدارس ستفتح أبوابها يوم الأحد." for number in range(3, 9)}
    options = pb.ProcessOptions(skip_brief=True)
    requests = [
        pb.ProcessArticlesRequest(article=pb.Article(id=id_, body=body), options=options)
        for id_, body in bodies.items()
    ]
    streamed = {item.id: item.article.body async for item in stub.ProcessArticles(iter(requests))}
    alone = {
        id_: (await stub.ProcessArticle(pb.ProcessArticleRequest(article=pb.Article(body=body), options=options))).body
        for id_, body in bodies.items()
    }
    assert streamed == alone


async def test_terms_of_the_request_and_of_the_server_are_in_the_translation(channel):
    body = (
        "قال رئيس الوزراء مصطفى الكاظمي إن العراق سيعقد اجتماعا مع حلف شمال الأطلسي في بغداد.\n"
        "وصل وفد من هيئة الحشد الشعبي إلى الموصل وأربيل أمس."
    )
    terms = {"مصطفى الكاظمي": "Mustafa al-Kadhimi", "هيئة الحشد الشعبي": "PMC", "أربيل": "Erbil"}
    glossary = pb.Glossary(terms=(pb.Term(source=source, target=target) for source, target in terms.items()))
    request = pb.ProcessArticleRequest(
        article=pb.Article(body=body), options=pb.ProcessOptions(skip_brief=True, glossary=glossary)
    )
    answer = await pb_grpc.ArticleServiceStub(channel).ProcessArticle(request)
    applied = [
        (
            body[term.source.start : term.source.end],
            answer.body[term.target.start : term.target.end],
            pb.TermOrigin.Name(term.origin),
        )
        for segment in answer.segments
        for term in segment.terms
    ]
    assert applied[:4] == [
        ("مصطفى الكاظمي", "Mustafa al-Kadhimi", "TERM_ORIGIN_REQUEST"),
        ("حلف شمال الأطلسي", "NATO", "TERM_ORIGIN_SERVER"),
        ("هيئة الحشد الشعبي", "PMC", "TERM_ORIGIN_REQUEST"),
        ("أربيل", "Erbil", "TERM_ORIGIN_REQUEST"),
    ]
    assert not [
        finding
        for segment in answer.segments
        for finding in segment.findings
        if finding.kind == pb.FINDING_KIND_GLOSSARY
    ]
    assert "XX" not in answer.body
    assert "request-glossary=" in answer.signature.decoding
    assert "server-glossary=" in answer.signature.decoding
