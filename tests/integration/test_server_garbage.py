"""Bytes at the port that are no call, and calls whose bytes are no message: nothing ends, nothing hangs."""

import asyncio
import contextlib
import random
import ssl
import struct

import grpc
import pytest
from structlog.testing import capture_logs

from mujaz.v1 import article_pb2 as pb

from . import http2
from .connections import connection

ARABIC = "قال الوزير كلمة."
SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]
UNARY = [method.name for method in SERVICE.methods if not method.server_streaming]
EXPECTED = {grpc.StatusCode.OK, grpc.StatusCode.INVALID_ARGUMENT}
HELLO = http2.PREFACE + http2.frame(http2.SETTINGS, 0, 0)


def client_hello() -> bytes:
    """The first words of TLS."""
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        ssl.create_default_context().wrap_bio(incoming, outgoing, server_hostname="localhost").do_handshake()
    return outgoing.read()


def frames(rng: random.Random, count: int) -> bytes:
    """Frames whose kinds, flags, streams and payloads mean nothing."""
    return b"".join(
        http2.frame(rng.randrange(16), rng.randrange(256), rng.randrange(8), rng.randbytes(rng.randrange(64)))
        for _ in range(count)
    )


def fields(rng: random.Random, depth: int = 0) -> bytes:
    """Protobuf on the wire without any schema: fields of any number and kind, messages within messages."""
    parts = []
    for _ in range(rng.randrange(5)):
        number, kind = rng.choice((*range(1, 18), 1000)), rng.choice((0, 1, 2, 2, 2, 2, 5, 3, 7))
        parts.append(varint(number << 3 | kind))
        if kind == 0:
            parts.append(varint(rng.choice((0, 1, 3, 9, 2**32, 2**64 - 1))))
        elif kind == 2:
            inside = rng.choice((ARABIC.encode(), rng.randbytes(9), b"", fields(rng, depth + 1) if depth < 4 else b""))
            parts += varint(len(inside)), inside
        else:
            parts.append(rng.randbytes({1: 8, 5: 4}.get(kind, 0)))
    return b"".join(parts)


def varint(value: int) -> bytes:
    """A number as protobuf writes it."""
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(high) if high else bytes([low])


async def assert_serves(running) -> None:
    request = pb.ProcessArticleRequest(article=pb.Article(body=ARABIC))
    assert (await running.stub.ProcessArticle(request, timeout=30)).body == "W3 w6 w4."
    assert running.server.lifecycle.scheduler.articles_in_work == 0


async def throw(running, data: bytes) -> None:
    """Sends bytes and reads what comes until the server ends it, or says no more for a while."""
    async with connection(running.address) as (reader, writer):
        with contextlib.suppress(ConnectionError, TimeoutError):
            writer.write(data)
            await writer.drain()
            async with asyncio.timeout(0.2):
                while await reader.read(65_536):
                    pass


GARBAGE = {
    "nothing": b"",
    "zeros": bytes(100_000),
    "noise": random.Random(1).randbytes(100_000),
    "HTTP/1": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "HTTP/1 to be upgraded": b"POST / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 9\r\n\r\n{}",
    "TLS": client_hello(),
    "half a preface": http2.PREFACE[:10],
    "a preface and noise": HELLO + random.Random(2).randbytes(50_000),
    "a frame of 16 MiB": HELLO + b"\xff\xff\xff\x00\x00\x00\x00\x00\x01" + bytes(100_000),
    "headers without an end": HELLO + http2.frame(http2.HEADERS, 0, 1, http2.headers("/x")),
    "headers that are none": HELLO + http2.frame(http2.HEADERS, http2.END_HEADERS, 1, b"\xff" * 300),
    "data of no stream": HELLO + http2.frame(http2.DATA, 0, 0, b"x") + http2.frame(http2.DATA, 1, 99, b"x"),
    "a call of no method": HELLO + http2.frame(http2.HEADERS, 5, 1, http2.headers("")),
    "settings of another length": HELLO + http2.frame(http2.SETTINGS, 0, 0, b"\x00\x03\xff"),
    "a window of nothing": HELLO + http2.frame(8, 0, 0, bytes(4)),
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_what_is_no_call_harms_nobody(start, name):
    running = await start()
    for _ in range(3):
        await throw(running, GARBAGE[name])
    await assert_serves(running)


async def test_frames_that_mean_nothing_harm_nobody(start):
    running, rng = await start(), random.Random(3)
    for _ in range(15):
        await asyncio.gather(*(throw(running, HELLO + frames(rng, rng.randrange(1, 40))) for _ in range(10)))
    await assert_serves(running)


@pytest.mark.parametrize("method", UNARY)
async def test_bytes_that_are_no_message_have_a_status_on_every_method(start, method):
    running, rng = await start(), random.Random(method)
    call = running.channel.unary_unary(f"/{SERVICE.full_name}/{method}")
    with capture_logs() as events:
        for number in range(150):
            data = fields(rng) if number % 3 else rng.randbytes(rng.randrange(200))
            assert await call(data, timeout=30).code() in EXPECTED, data.hex()
    assert len(events) == 150
    await assert_serves(running)


async def test_bytes_that_are_no_message_are_items_of_a_stream(start):
    running, rng = await start(), random.Random(4)
    call = running.channel.stream_stream(
        f"/{SERVICE.full_name}/ProcessArticles", response_deserializer=pb.ProcessArticlesResponse.FromString
    )
    answers = [answer async for answer in call(iter([fields(rng) for _ in range(300)]), timeout=30)]
    assert len(answers) == 300
    assert {answer.error.code for answer in answers if answer.HasField("error")} == {3}
    await assert_serves(running)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "identity", "br", ""])
@pytest.mark.parametrize("data", [b"garbage", b"", b"\x1f\x8b\x08" + bytes(20)], ids=["garbage", "nothing", "half"])
async def test_a_message_that_says_it_is_compressed_and_is_not_ends_its_own_call(start, encoding, data):
    running = await start()
    async with connection(running.address) as (reader, writer):
        block = http2.headers(f"/{SERVICE.full_name}/ListModels", **({"grpc_encoding": encoding} if encoding else {}))
        writer.write(HELLO + http2.frame(http2.HEADERS, http2.END_HEADERS, 1, block))
        writer.write(http2.data_frames(1, http2.message(data, compressed=True)))
        async with asyncio.timeout(20):
            while (await http2.read_frame(reader))[:2] not in ((http2.HEADERS, 1), (http2.RST_STREAM, 1)):
                pass
    await assert_serves(running)


@pytest.mark.parametrize(
    "body",
    [
        b"\x00",
        b"\x00\xff\xff\xff\xff",
        b"\x07\x00\x00\x00\x00",
        b"\x00\x00\x00\x00\x05abc",
        b"",
        struct.pack(">BI", 0, 0) * 3,
    ],
    ids=["a byte", "4 GiB to come", "unknown flag", "cut off", "nothing", "three"],
)
async def test_messages_in_no_frame_end_their_own_call(start, body):
    running = await start()
    async with connection(running.address) as (reader, writer):
        block = http2.headers(f"/{SERVICE.full_name}/ListModels")
        writer.write(HELLO + http2.frame(http2.HEADERS, http2.END_HEADERS, 1, block) + http2.data_frames(1, body))
        async with asyncio.timeout(20):
            while (await http2.read_frame(reader))[:2] not in ((http2.HEADERS, 1), (http2.RST_STREAM, 1)):
                pass
    await assert_serves(running)
