"""Real servers inside the test's process, on free ports."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import grpc
import pytest
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status
from grpc_status import rpc_status

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.server import ArticleServer
from mujaz.v1 import article_pb2_grpc as pb_grpc


@dataclass(kw_only=True)
class Running:
    """A server, and a channel to it."""

    server: ArticleServer
    address: str
    channel: grpc.aio.Channel
    stub: pb_grpc.ArticleServiceStub
    engine: FakeTranslationEngine


Start = Callable[..., Awaitable[Running]]


@pytest.fixture
async def start() -> AsyncIterator[Start]:
    """Starts a server with the fake engine; keyword arguments are settings, `engine` and `load=False`."""
    running: list[Running] = []

    async def start_server(*, engine: FakeTranslationEngine | None = None, load: bool = True, **settings) -> Running:
        engine = engine or FakeTranslationEngine()
        server = ArticleServer(
            Settings(**{"address": "127.0.0.1:0", "drain_timeout_s": 5.0, **settings}),
            load=lambda settings: Pipeline(engine, FakeSummaryEngine(), settings),
        )
        address = await server.start()
        if load:
            await server.load()
        options = [
            ("grpc.max_send_message_length", -1),
            ("grpc.max_receive_message_length", -1),
            ("grpc.use_local_subchannel_pool", 1),  # ports are used again; connections to past servers must not be
        ]
        channel = grpc.aio.insecure_channel(address, options=options)
        stub = pb_grpc.ArticleServiceStub(channel)
        running.append(Running(server=server, address=address, channel=channel, stub=stub, engine=engine))
        return running[-1]

    yield start_server
    for each in running:
        await each.channel.close()
        await each.server.stop()


@dataclass(kw_only=True)
class Refusal:
    """How a call failed, read from its status."""

    code: grpc.StatusCode
    message: str
    info: ErrorInfo
    fields: list[str]
    retry: RetryInfo | None
    request_id: str


@pytest.fixture
def refused() -> Callable[[Awaitable[object]], Awaitable[Refusal]]:
    """Awaits a call that must fail, with details in its status."""

    async def read(call: Awaitable[object]) -> Refusal:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await call
        return _refusal(caught.value)

    return read


def _refusal(error: grpc.aio.AioRpcError) -> Refusal:
    status: Status | None = rpc_status.from_call(error)
    assert status is not None, f"no details in {error!r}"
    infos, bad_requests, retries = (
        [found for detail in status.details if detail.Unpack(found := kind())]
        for kind in (ErrorInfo, BadRequest, RetryInfo)
    )
    assert len(infos) == 1
    return Refusal(
        code=error.code(),
        message=error.details() or "",
        info=infos[0],
        fields=[violation.field for request in bad_requests for violation in request.field_violations],
        retry=retries[0] if retries else None,
        request_id=str(error.trailing_metadata()["x-request-id"]),
    )


@pytest.fixture
def eventually() -> Callable[[Callable[[], bool]], Awaitable[None]]:
    """Waits until something is true; the test's own time limit is the only one."""

    async def wait(condition: Callable[[], bool]) -> None:
        for _ in range(1000):
            if condition():
                return
            await asyncio.sleep(0.01)
        pytest.fail("did not become true within 10 s")

    return wait
