"""Messages as long as may be, made to be costly, on every method: health is answered meanwhile as ever."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mujaz.v1 import article_pb2 as pb

from .conftest import LIMIT_S, Server

MAX_BYTES = 16 * 2**20
SERVICE = pb.DESCRIPTOR.services_by_name["ArticleService"]
FREEZE_S = 0.1
TRIES = 4
"""On a busy machine one answer may be late for other reasons; what freezes a server does so every time."""


def tagged(number: int, content: bytes) -> bytes:
    """A field with a length."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    """A number as protobuf writes it."""
    low, high = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + varint(high) if high else bytes([low])


UNITS = st.one_of(
    st.builds(lambda number: tagged(number, b""), st.integers(1, 9)),
    st.builds(lambda number, text: tagged(number, text.encode()), st.integers(1, 9), st.sampled_from(["ab", "كلمة"])),
    st.builds(lambda number, value: varint(number << 3) + varint(value), st.integers(1, 99), st.integers(0, 9)),
    st.just(tagged(1, "كلمة".encode()) + tagged(2, b"word")),
    st.just(b"\x0b\x0c"),
)
PATHS = st.lists(st.integers(1, 6), max_size=3)


def huge(unit: bytes, path: list[int]) -> bytes:
    """A message that is as long as may be and has nothing but the unit in it, again and again, where the path leads."""
    data = unit * ((MAX_BYTES - 64) // len(unit))
    for number in reversed(path):
        data = tagged(number, data)
    return data


@contextmanager
def health_watched(address: str) -> Iterator[list[float]]:
    """Asks for health all the time; the list gets how long each answer took, in seconds."""
    waits_s: list[float] = []
    done = threading.Event()
    with grpc.insecure_channel(address, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
        health = health_pb2_grpc.HealthStub(channel)
        health.Check(health_pb2.HealthCheckRequest(), timeout=LIMIT_S)

        def ask() -> None:
            while not done.wait(0.005):
                started_s = time.monotonic()
                health.Check(health_pb2.HealthCheckRequest(), timeout=LIMIT_S)
                waits_s.append(time.monotonic() - started_s)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            yield waits_s
        finally:
            done.set()
            asking.join()


def send(channel: grpc.Channel, method: str, data: bytes) -> grpc.StatusCode:
    try:
        if method == "ProcessArticles":
            list(channel.stream_stream(f"/{SERVICE.full_name}/{method}")(iter([data]), timeout=LIMIT_S))
        else:
            channel.unary_unary(f"/{SERVICE.full_name}/{method}")(data, timeout=LIMIT_S)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK


@pytest.mark.timing
def test_no_message_freezes_the_server(serve_fake: Callable[..., Server]) -> None:
    server = serve_fake()
    options = [("grpc.max_send_message_length", -1), ("grpc.use_local_subchannel_pool", 1)]
    with grpc.insecure_channel(server.address, options=options) as channel:

        def longest_wait_s(method: str, data: bytes) -> float:
            with health_watched(server.address) as waits_s:
                assert send(channel, method, data) in (grpc.StatusCode.OK, grpc.StatusCode.INVALID_ARGUMENT)
            return max(waits_s, default=0.0)

        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
        @example(method="DigestArticles", unit=tagged(1, b""), path=[])
        @example(method="ProcessArticle", unit=tagged(1, b"\x0a\x00"), path=[2, 5])
        @example(method="ProcessArticle", unit=b"\x98\x06\x01", path=[2])
        @given(method=st.sampled_from([method.name for method in SERVICE.methods]), unit=UNITS, path=PATHS)
        def check(method: str, unit: bytes, path: list[int]) -> None:
            data = huge(unit, path)
            assert any(longest_wait_s(method, data) < FREEZE_S for _ in range(TRIES))

        check()
