"""Bytes at the HTTP port that are no request, and requests whose bodies are no message: nothing ends, nothing hangs."""

import asyncio
import contextlib
import random

import httpx
import pytest
from structlog.testing import capture_logs

from mujaz.v1 import article_pb2 as pb

from .connections import connection
from .test_server_garbage import ARABIC, GARBAGE, fields

SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]
UNARY = [method.name for method in SERVICE.methods if not method.server_streaming]
PATH = f"/{SERVICE.full_name}/TranslateText"
POST = f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n".encode()
BODY = b'{"text": ""}'
REQUESTS = GARBAGE | {
    "two lengths": POST + b"Content-Length: 12\r\nContent-Length: 3\r\n\r\n" + BODY,
    "a length and chunks": POST
    + b"Content-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
    "a length that is none": POST + b"Content-Length: -1\r\n\r\n" + BODY,
    "a length of 2^64": POST + b"Content-Length: 18446744073709551616\r\n\r\n" + BODY,
    "chunks that are none": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY,
    "a chunk of 2^60": POST + b"Transfer-Encoding: chunked\r\n\r\n1000000000000000\r\n" + BODY,
    "a header of 1 MiB": POST + b"X-Long: " + b"x" * 2**20 + b"\r\n\r\n",
    "ten thousand headers": POST + b"X: y\r\n" * 10_000 + b"\r\n",
    "a path of 100 kB": b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a line break within": b"GET / HTTP/1.1\nHost: localhost\nX: a\r\r\n\n\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "a header's nul": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: \0\r\n\r\n",
    "an upgrade": b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
    "CONNECT": b"CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n",
    "ten thousand requests at once": b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" * 10_000,
}


@pytest.fixture
async def http(start):
    """A server with an HTTP door, and a client of it."""
    running = await start(http="127.0.0.1:0")
    async with httpx.AsyncClient(base_url=running.server.http_address, trust_env=False, timeout=30) as client:
        yield running, client


async def assert_serves(running, client) -> None:
    response = await client.post(PATH, json={"text": ARABIC})
    assert response.json()["text"] == "W3 w6 w4."
    assert running.server.lifecycle.scheduler.articles_in_work == 0
    assert not running.server.lifecycle._calls


async def throw(running, data: bytes) -> bytes:
    """Sends bytes and gives back what comes until the server ends it, or says no more for a while."""
    came = b""
    async with connection(running.server.http_address) as (reader, writer):
        with contextlib.suppress(ConnectionError, TimeoutError):
            writer.write(data)
            await writer.drain()
            async with asyncio.timeout(0.3):
                while part := await reader.read(65_536):
                    came += part
    return came


@pytest.mark.parametrize("name", REQUESTS)
async def test_what_is_no_request_harms_nobody(http, name):
    running, client = http
    for _ in range(3):
        assert b" 500 " not in (await throw(running, REQUESTS[name])).partition(b"\r\n")[0]
    await assert_serves(running, client)


async def test_requests_with_a_broken_byte_harm_nobody(http):
    running, client = http
    rng, good = random.Random(5), POST + b"Content-Length: 12\r\n\r\n" + BODY
    for _ in range(20):
        broken = []
        for _ in range(10):
            data = bytearray(good)
            for _ in range(rng.randrange(1, 4)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            broken.append(bytes(data[: rng.randrange(1, len(data) + 1)]))
        for came in await asyncio.gather(*(throw(running, data) for data in broken)):
            assert b" 500 " not in came.partition(b"\r\n")[0]
    await assert_serves(running, client)


@pytest.mark.parametrize("method", UNARY)
async def test_bytes_that_are_no_message_have_a_status_on_every_method(http, method):
    running, client = http
    rng = random.Random(method)
    with capture_logs() as events:
        for number in range(100):
            data = fields(rng) if number % 3 else rng.randbytes(rng.randrange(200))
            response = await client.post(
                f"/{SERVICE.full_name}/{method}", content=data, headers={"content-type": "application/proto"}
            )
            assert response.status_code in (200, 400), data.hex()
    assert len([event for event in events if event["event"] == "call"]) == 100
    await assert_serves(running, client)


@pytest.mark.parametrize("kind", ["x-ndjson", "connect+json", "connect+proto"])
async def test_streams_of_noise_end_with_an_answer(http, kind):
    running, client = http
    rng = random.Random(kind)
    for number in range(60):
        noise = rng.randbytes(rng.randrange(400))
        data = noise if number % 2 else b"\0" + len(noise).to_bytes(4, "big") + noise
        response = await client.post(
            f"/{SERVICE.full_name}/ProcessArticles", content=data, headers={"content-type": f"application/{kind}"}
        )
        assert response.status_code == 200
    await assert_serves(running, client)
