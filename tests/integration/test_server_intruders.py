"""Who should not get in, and who asks for too much: refused with a status, no secret in the log, and others served."""

import asyncio
import contextlib
import gzip
import logging
import os
from datetime import UTC, datetime, timedelta

import grpc
import psutil
import pytest
from structlog.testing import capture_logs

from mujaz.client import AsyncClient, Credentials, RetryPolicy
from mujaz.errors import MujazError, NotReady
from mujaz.server import ArticleServer
from mujaz.serving.tokens import token_hash
from mujaz.types import Article
from mujaz.v1 import article_pb2 as pb

from . import http2
from .authority import Authority
from .connections import connection

ARTICLE = Article(body="قال الوزير إن الاجتماع سيعقد يوم الاثنين.")
SECRET = "the-token-of-the-desk"
STOLEN = "a-token-that-is-not-known"
METHOD = "/mujaz.v1.ArticleService/ProcessArticle"
STREAM = "/mujaz.v1.ArticleService/ProcessArticles"
PAST = datetime(2020, 1, 1, tzinfo=UTC)
MIB = 2**20


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def tokens_file(tmp_path):
    path = tmp_path / "tokens.toml"
    path.write_text(f'[[token]]\nname = "desk"\nsha256 = "{token_hash(SECRET)}"\n')
    return path


@pytest.fixture
def serve(start):
    """As `start`; gives the server and its address."""

    async def start_server(**settings) -> tuple[ArticleServer, str]:
        running = await start(**settings)
        return running.server, running.address

    return start_server


async def translate(address, **credentials) -> str:
    retry = RetryPolicy(max_attempts=1)
    async with AsyncClient(address, timeout_s=20.0, retry=retry, credentials=Credentials(**credentials)) as client:
        return (await client.process_article(ARTICLE)).body.text


@contextlib.contextmanager
def everything_logged(caplog):
    """All that is logged, by us and by libraries, as one text once the block is left."""
    said: list[str] = []
    with capture_logs() as events, caplog.at_level(logging.DEBUG):
        yield said
    said += [str(events), caplog.text]


@pytest.mark.parametrize("what", ["no token", "a wrong token", "another scheme", "two tokens", "bytes"])
async def test_who_has_no_token_of_ours_gets_nothing(serve, tokens_file, caplog, what):
    _, address = await serve(tokens_file=tokens_file)
    metadata = {
        "no token": (),
        "a wrong token": (("authorization", f"Bearer {STOLEN}"),),
        "another scheme": (("authorization", f"Basic {SECRET}"),),
        "two tokens": (("authorization", f"Bearer {STOLEN}"), ("authorization", f"Bearer {SECRET}")),
        "bytes": (("authorization-bin", f"Bearer {SECRET}".encode()),),
    }[what]
    with everything_logged(caplog) as said:
        async with grpc.aio.insecure_channel(address) as channel:
            request = pb.ProcessArticleRequest(article=pb.Article(body=ARTICLE.body)).SerializeToString()
            with pytest.raises(grpc.aio.AioRpcError) as raised:
                await channel.unary_unary(METHOD)(request, metadata=metadata, timeout=20)
        assert raised.value.code() is grpc.StatusCode.UNAUTHENTICATED
        assert STOLEN not in (raised.value.details() or "")
        assert await translate(address, token=SECRET)
    assert "TOKEN_" in said[0]
    for secret in (SECRET, STOLEN, token_hash(SECRET), token_hash(STOLEN)):
        assert secret not in "".join(said)


async def test_expired_and_foreign_certificates_open_nothing(serve, authority, tmp_path, caplog):
    certificate, key = authority.issue("server")
    _, address = await serve(tls_certificate=certificate, tls_key=key, tls_client_ca=authority.ca)
    good, good_key = authority.issue("client")
    expired, expired_key = authority.issue("expired", not_after=PAST)
    foreign, foreign_key = Authority(tmp_path / "other").issue("foreign")
    for theirs, their_key in ((expired, expired_key), (foreign, foreign_key)):
        with pytest.raises(NotReady):
            await translate(address, ca=authority.ca, certificate=theirs, key=their_key)
        assert await translate(address, ca=authority.ca, certificate=good, key=good_key)


async def test_nobody_talks_to_a_server_whose_certificate_is_over(serve, authority):
    certificate, key = authority.issue("server", not_after=datetime.now(UTC) - timedelta(minutes=1))
    _, address = await serve(tls_certificate=certificate, tls_key=key)
    with pytest.raises(NotReady):
        await translate(address, ca=authority.ca)
    authority.issue("server")  # renewed, and taken without a restart
    assert await translate(address, ca=authority.ca)


@pytest.mark.parametrize("size", [17_000, 60_000, 2 * MIB])
async def test_headers_beyond_16_kib_are_refused(serve, tokens_file, caplog, size):
    server, address = await serve(tokens_file=tokens_file)
    options = [("grpc.max_metadata_size", 16 * MIB), ("grpc.use_local_subchannel_pool", 1)]
    with everything_logged(caplog) as said:
        async with grpc.aio.insecure_channel(address, options=options) as channel:
            metadata = (("authorization", f"Bearer {SECRET}"), ("x-request-id", "s" * size))
            request = pb.ListModelsRequest().SerializeToString()
            call = channel.unary_unary("/mujaz.v1.ArticleService/ListModels")(request, metadata=metadata, timeout=20)
            assert await call.code() in (grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.UNAVAILABLE)
        assert await translate(address, token=SECRET)
    assert SECRET not in "".join(said)
    assert "sssss" not in "".join(said)
    assert server.lifecycle.scheduler.articles_in_work == 0


async def test_a_message_that_inflates_beyond_the_limit_is_refused_before_it_takes_memory(serve):
    _, address = await serve(max_message_bytes=2**16)
    process = psutil.Process(os.getpid())
    bomb = gzip.compress(bytes(48 * MIB))
    for data in (bomb, bomb[:-20]):
        assert len(data) < 2**16, "its frame alone would be refused"
        before = peak = process.memory_info().rss
        async with connection(address) as (reader, writer):
            writer.write(http2.PREFACE + http2.frame(http2.SETTINGS, 0, 0))
            block = http2.headers(METHOD, grpc_encoding="gzip")
            writer.write(http2.frame(http2.HEADERS, http2.END_HEADERS, 1, block))
            writer.write(http2.data_frames(1, http2.message(data, compressed=True)))
            await writer.drain()
            async with asyncio.timeout(20):
                while (await http2.read_frame(reader))[0] not in (http2.HEADERS, http2.RST_STREAM):
                    peak = max(peak, process.memory_info().rss)
        peak = max(peak, process.memory_info().rss)
        assert peak - before < 16 * MIB, f"{(peak - before) / MIB:.0f} MiB"
    async with grpc.aio.insecure_channel(address) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await channel.unary_unary(METHOD)(bytes(40 * MIB), compression=grpc.Compression.Gzip, timeout=20)
    assert raised.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert await translate(address)


@pytest.mark.parametrize("rude", ["left open", "reset at once"])
async def test_a_hundred_thousand_streams_on_one_connection_are_bounded(serve, rude):
    server, address = await serve(max_concurrent_articles=4)
    before = psutil.Process(os.getpid()).memory_info().rss
    async with connection(address) as (reader, writer):
        writer.write(http2.PREFACE + http2.frame(http2.SETTINGS, 0, 0))
        limits: dict[int, int] = {}
        refused = most = 0

        async def listen() -> None:
            nonlocal refused
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    kind, _, payload = await http2.read_frame(reader)
                    if kind == http2.SETTINGS:
                        limits.update(http2.settings_of(payload))
                    refused += kind in (http2.RST_STREAM, http2.GOAWAY)

        listening = asyncio.create_task(listen())
        block = http2.headers(STREAM)
        with contextlib.suppress(ConnectionError):
            for number in range(100_000):
                stream = 2 * number + 1
                writer.write(http2.frame(http2.HEADERS, http2.END_HEADERS, stream, block))
                if rude == "reset at once":
                    writer.write(http2.frame(http2.RST_STREAM, 0, stream, (8).to_bytes(4, "big")))
                if number % 500 == 0:
                    async with asyncio.timeout(20):
                        await writer.drain()
                    await asyncio.sleep(0)
                    most = max(most, len(server.lifecycle._calls))
        assert await translate(address)
        assert limits[http2.MAX_CONCURRENT_STREAMS] == 2 * 4 + 16
        assert most <= limits[http2.MAX_CONCURRENT_STREAMS] + 1
        assert refused or listening.done(), "neither refused nor cut off"
        assert psutil.Process(os.getpid()).memory_info().rss - before < 150 * MIB
        listening.cancel()
    assert await translate(address)


async def test_ids_that_are_paths_or_lines_of_a_log_stay_what_they_are(serve, caplog):
    _, address = await serve()
    ids = ["../../etc/passwd", "/etc/passwd", "a\0b", "x" * 256, 'a\n{"event": "call"}', "‮txt.exe"]
    with everything_logged(caplog) as said:
        async with AsyncClient(address, timeout_s=20.0) as client:
            for id_ in ids:
                assert (await client.process_article(Article(id=id_, body=ARTICLE.body))).id == id_
            with pytest.raises(MujazError):
                await client.process_article(Article(id="x" * 257, body=ARTICLE.body))
    assert "passwd" not in "".join(said)
    assert await translate(address)
