"""Who should not get in by the HTTP door, and who asks for too much: refused, no secret in the log, others served."""

import asyncio
import contextlib
import gzip
import logging
import os
import ssl
from datetime import UTC, datetime

import httpx
import psutil
import pytest
from structlog.testing import capture_logs

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.serving.tokens import token_hash

from .authority import Authority
from .connections import connection, connections

SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
TRANSLATE = "/mujaz.v1.ArticleService/TranslateText"
SECRET, STOLEN = "the-token-of-the-desk", "a-token-that-is-not-known"
MIB = 2**20
PAST = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def tokens_file(tmp_path):
    path = tmp_path / "tokens.toml"
    path.write_text(f'[[token]]\nname = "desk"\nsha256 = "{token_hash(SECRET)}"\n')
    return path


@pytest.fixture
async def http(start):
    """Starts a server with an HTTP door; gives it and a client of it."""
    async with contextlib.AsyncExitStack() as stack:

        async def start_http(*, verify=True, **settings):
            running = await start(http="127.0.0.1:0", **settings)
            client = httpx.AsyncClient(
                base_url=running.server.http_address,
                verify=verify,
                timeout=30,
                trust_env=False,
                limits=httpx.Limits(max_connections=300),
            )
            return running, await stack.enter_async_context(client)

        yield start_http


async def translate(client, token=None) -> int:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return (await client.post(TRANSLATE, json={"text": SENTENCE}, headers=headers)).status_code


@pytest.mark.parametrize("path", [TRANSLATE, "/translate", "/detect", "/translate_file", "/read", "/article.docx"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": f"Bearer {STOLEN}"},
        {"authorization": f"Basic {SECRET}"},
        {"authorization": SECRET},
        {"authorization-bin": f"Bearer {SECRET}"},
        {"cookie": f"authorization=Bearer {SECRET}"},
    ],
    ids=["nothing", "a wrong token", "another scheme", "no scheme", "another header", "a cookie"],
)
async def test_who_has_no_token_of_ours_gets_nothing(http, tokens_file, caplog, path, headers):
    _, client = await http(tokens_file=tokens_file)
    with capture_logs() as events, caplog.at_level(logging.DEBUG):
        response = await client.post(path, json={"q": SENTENCE, "source": "ar", "target": "en"}, headers=headers)
        assert response.status_code in (401, 403)
        assert await translate(client, SECRET) == 200
    said = str(events) + caplog.text + response.text
    assert "TOKEN_" in said
    for secret in (SECRET, STOLEN, token_hash(SECRET), SENTENCE):
        assert secret not in str(events) + response.text


async def test_expired_and_foreign_certificates_open_nothing(http, tmp_path):
    authority = Authority(tmp_path)
    certificate, key = authority.issue("server")
    running, _ = await http(tls_certificate=certificate, tls_key=key, tls_client_ca=authority.ca)

    async def status(files) -> int:
        trust = ssl.create_default_context(cafile=authority.ca)
        if files:
            trust.load_cert_chain(*files)
        async with httpx.AsyncClient(base_url=running.server.http_address, verify=trust, trust_env=False) as client:
            return await translate(client)

    foreign = Authority(tmp_path / "other").issue("foreign")
    for files in (None, authority.issue("expired", not_after=PAST), foreign):
        with pytest.raises(httpx.TransportError):
            await status(files)
    assert await status(authority.issue("client")) == 200


async def test_bodies_that_inflate_are_refused_as_they_are(http):
    _, client = await http(max_message_bytes=2**16)
    process = psutil.Process(os.getpid())
    bomb = gzip.compress(bytes(48 * MIB))
    before = process.memory_info().rss
    for name in (TRANSLATE, "/translate", "/read"):
        headers = {"content-encoding": "gzip", "content-type": "application/json", "x-file-name": "a.txt"}
        response = await client.post(name, content=bomb, headers=headers)
        assert response.status_code == 400
    response = await client.post("/read", content=bomb, headers={"x-file-name": "a.txt.gz"})
    assert response.status_code == 400
    assert process.memory_info().rss - before < 100 * MIB
    assert await translate(client) == 200


async def test_bodies_without_an_end_are_bounded_together(http):
    running, client = await http(max_message_bytes=2**16)
    process = psutil.Process(os.getpid())
    before = process.memory_info().rss
    head = f"POST {TRANSLATE} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    async with connections(running.server.http_address, 200) as peers:
        for _, writer in peers:
            chunk = b"ea60\r\n" + b" " * 60_000 + b"\r\n"
            writer.write(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk)
        await asyncio.sleep(0.5)
        assert process.memory_info().rss - before < 60 * MIB
    for _ in range(50):
        if (status := await translate(client)) == 200:
            break
        await asyncio.sleep(0.1)
    assert status == 200


async def test_streams_whose_message_never_ends_are_bounded_together(http):
    running, client = await http(max_message_bytes=2**16)
    head = "POST /mujaz.v1.ArticleService/ProcessArticles HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    refused = 0
    async with connections(running.server.http_address, 40) as peers:
        for number, (_, writer) in enumerate(peers):
            kind = ("application/x-ndjson", "application/connect+json")[number % 2]
            start = (b"", b"\0\0\0\xff\xff")[number % 2]
            chunk = b"ea60\r\n" + start.ljust(60_000) + b"\r\n"
            writer.write(f"{head}Content-Type: {kind}\r\n\r\n".encode() + chunk)
        await asyncio.sleep(0.5)
        assert await translate(client) == 200  # what is left of the room is enough for a short text
        for reader, _ in peers:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.02):
                    refused += b"resource_exhausted" in await reader.read()
    assert refused >= 20
    for _ in range(50):
        if (status := await translate(client)) == 200:
            break
        await asyncio.sleep(0.1)
    assert status == 200


async def test_a_body_counts_until_its_work_is_done(http):
    engine = FakeTranslationEngine(batch_delay_s=0.2)
    _, client = await http(engine=engine, max_message_bytes=2**16, max_concurrent_articles=100)
    text = {"text": SENTENCE + " " * 64_000}
    calls = [client.post(TRANSLATE, json=text) for _ in range(24)]
    answers = await asyncio.gather(*calls)
    assert [answer.status_code for answer in answers].count(200) <= 16
    assert {answer.status_code for answer in answers} == {200, 429}
    assert (await client.post(TRANSLATE, json=text)).status_code == 200


@pytest.mark.parametrize("sent", [b"Content-Length: 100000", b"Transfer-Encoding: chunked"], ids=["length", "chunks"])
async def test_a_body_that_nobody_reads_cannot_drip_for_ever(http, monkeypatch, sent):
    monkeypatch.setattr("mujaz.web.protocol._REST_S", 0.3)
    running, client = await http()

    async def drip(writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"1\r\n.\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with connection(running.server.http_address) as (_, writer), asyncio.timeout(10):
        writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + sent + b"\r\n\r\n")
        with pytest.raises(ConnectionError):
            await drip(writer)
    whole = await client.request("GET", "/health", content=b"x" * 1000)  # one that ends is no offence
    assert whole.status_code == 200
    await asyncio.sleep(0.4)
    assert (await client.get("/health")).status_code == 200


async def test_connections_beyond_the_limit_are_closed_at_once(http, monkeypatch):
    monkeypatch.setattr("mujaz.web.protocol._MAX_CONNECTIONS", 5)
    running, client = await http()
    assert await translate(client) == 200
    closed = 0
    async with connections(running.server.http_address, 8) as peers:
        await asyncio.sleep(0.1)
        for reader, _ in peers:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.05):
                    with contextlib.suppress(ConnectionError):
                        await reader.read()
                    closed += 1
        assert closed >= 4
        assert await translate(client) == 200


async def test_names_of_files_are_not_in_the_log(http):
    _, client = await http()
    name = "what-the-minister-hides.png"
    with capture_logs() as events:
        image = b"\x89PNG\r\n\x1a\n" + bytes(50)
        for answer in (
            await client.post("/read", content=image, headers={"x-file-name": name}),
            await client.post("/read", content=b"", headers={"x-file-name": name}),
            await client.post("/translate_file", data={"source": "ar", "target": "en"}, files={"file": (name, image)}),
        ):
            assert answer.status_code == 400
    assert len([event for event in events if event["event"] == "call"]) == 3
    assert "minister" not in str(events)


async def test_many_connections_that_say_nothing_keep_nobody_out(http):
    running, client = await http()
    async with connections(running.server.http_address, 300) as peers:
        for _, writer in peers[:150]:
            writer.write(b"POST / HTTP/1.1\r\nHost: loc")
        assert await translate(client) == 200


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/page.css/../../app.py", "//etc/passwd"]
)
async def test_paths_lead_nowhere_else(http, path):
    running, client = await http()
    async with connection(running.server.http_address) as (reader, writer), asyncio.timeout(10):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 404")
    assert await translate(client) == 200


async def test_ids_and_names_that_are_paths_or_lines_of_a_log_stay_what_they_are(http):
    _, client = await http()
    with capture_logs() as events:
        for sent in ("../../etc/passwd", "a b", "x" * 300, '{"event": "call"}'):
            article = {"article": {"id": sent[:256], "body": SENTENCE}}
            response = await client.post(
                "/mujaz.v1.ArticleService/ProcessArticle", json=article, headers={"x-request-id": sent}
            )
            assert response.json()["id"] == sent[:256]
            assert response.headers["x-request-id"] != sent
    assert "passwd" not in str(events)


async def test_calls_of_which_a_third_is_left_leave_no_task_and_no_work_behind(http, eventually):
    running, client = await http(engine=FakeTranslationEngine(batch_delay_s=0.002), max_concurrent_articles=1000)
    lifecycle = running.server.lifecycle

    async def call(number: int) -> None:
        calling = asyncio.create_task(client.post(TRANSLATE, json={"text": f"{SENTENCE} {number}"}))
        if number % 3 == 0:
            await asyncio.sleep(0.002 * (number % 5))
            calling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await calling
        else:
            assert (await calling).status_code == 200

    await call(1)
    for first in range(0, 900, 30):
        await asyncio.gather(*map(call, range(first, first + 30)))
    await eventually(lambda: not lifecycle._calls and lifecycle.scheduler.articles_in_work == 0)
    assert lifecycle.scheduler.chunks_waiting == 0
    await client.aclose()
    ours = ("while_there", "_until_gone", "run_asgi", "process_article", "translate_text")
    await eventually(lambda: not [task for task in asyncio.all_tasks() if any(name in repr(task) for name in ours)])
