"""How clients come to a server, and stay: several addresses, sockets, pings, connections that grow old, reflection."""

import asyncio
import socket
import time

import grpc
import psutil
import pytest
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2

from mujaz.client import AsyncClient, Health, RetryPolicy
from mujaz.config import Settings
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.errors import ConfigError
from mujaz.server import ArticleServer
from mujaz.types import Article

ARTICLE = Article(body="قال الوزير كلمة.")
CHECK = "/grpc.health.v1.Health/Check"


async def test_calls_go_to_all_servers_of_an_address_in_turn(start):
    servers = [await start(translation_memory_mb=0) for _ in range(2)]
    address = "ipv4:" + ",".join(each.address for each in servers)
    async with AsyncClient(address, timeout_s=20) as client:
        for number in range(20):
            await client.process_article(Article(body=f"قال {number} كلمة."))
    done = [len(each.engine.batches) for each in servers]
    assert min(done) >= 8


async def test_a_server_that_goes_away_takes_no_call_with_it(start):
    servers = [await start() for _ in range(2)]
    address = "ipv4:" + ",".join(each.address for each in servers)
    async with AsyncClient(address, timeout_s=20, retry=RetryPolicy(max_attempts=4)) as client:
        for number in range(20):
            if number == 5:
                await servers[0].server.stop()
            assert (await client.process_article(Article(body=f"قال {number} كلمة."))).body.text


@pytest.fixture
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("s") / "mujaz"


async def test_a_server_listens_on_a_socket_in_the_file_system(start, path):
    address = f"unix:{path}"
    running = await start(address=address)
    assert running.address == address
    async with AsyncClient(address, timeout_s=20) as client:
        assert await client.check_health() is Health.SERVING
        assert (await client.process_article(ARTICLE)).body.text
    second = ArticleServer(Settings(address=address), load=lambda limits: limits)
    with pytest.raises(ConfigError, match="another server is there"):
        await second.start()


async def test_the_socket_of_a_server_that_was_killed_is_taken_over(start, path):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    running = await start(address=f"unix:{path}")
    async with AsyncClient(running.address, timeout_s=20) as client:
        assert await client.check_health() is Health.SERVING


@pytest.mark.parametrize(("make", "why"), [("file", "not a socket is there"), ("nothing", "No such file")])
async def test_where_no_socket_can_be_the_reason_is_told(path, make, why):
    if make == "file":
        path.write_text("mine")
    place = path if make == "file" else path.parent / "gone" / "mujaz"
    server = ArticleServer(Settings(address=f"unix:{place}"), load=lambda limits: limits)
    with pytest.raises(ConfigError, match=why):
        await server.start()
    assert make != "file" or path.read_text() == "mine"


@pytest.mark.parametrize("package", ["grpc.reflection.v1", "grpc.reflection.v1alpha"])
async def test_reflection_answers_under_both_of_its_names(start, package):
    running = await start()
    ask = running.channel.stream_stream(
        f"/{package}.ServerReflection/ServerReflectionInfo",
        reflection_pb2.ServerReflectionRequest.SerializeToString,
        reflection_pb2.ServerReflectionResponse.FromString,
    )
    requests = [
        reflection_pb2.ServerReflectionRequest(list_services=""),
        reflection_pb2.ServerReflectionRequest(file_containing_symbol="mujaz.v1.ArticleService"),
    ]
    listed, file = [answer async for answer in ask(iter(requests), timeout=20)]
    names = {service.name for service in listed.list_services_response.service}
    assert names >= {"mujaz.v1.ArticleService", "grpc.health.v1.Health", f"{package}.ServerReflection"}
    described = descriptor_pb2.FileDescriptorProto.FromString(file.file_descriptor_response.file_descriptor_proto[0])
    assert described.package == "mujaz.v1"


async def test_a_check_whose_message_never_ends_does_not_hold_the_end_up(start):
    running = await start(drain_timeout_s=30.0)
    check = running.channel.stream_unary(CHECK)()
    await check.wait_for_connection()
    await asyncio.sleep(0.1)
    started_s = time.monotonic()
    await running.server.stop()
    assert time.monotonic() - started_s < 10
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await check
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE


async def test_a_check_that_ends_before_its_message_is_refused(start):
    running = await start()
    check = running.channel.stream_unary(CHECK)(iter(()), timeout=20)
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        await check
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def test_a_check_while_the_server_drains_says_so(start, eventually):
    engine = FakeTranslationEngine(batch_delay_s=2.0)
    running = await start(engine=engine, drain_timeout_s=30.0)
    call = asyncio.ensure_future(AsyncClient(running.address, timeout_s=30).process_article(ARTICLE))
    check = running.channel.stream_unary(CHECK, response_deserializer=health_pb2.HealthCheckResponse.FromString)()
    await check.wait_for_connection()
    await eventually(lambda: len(engine.batches) > 1)
    stopping = asyncio.create_task(running.server.stop())
    await eventually(running.server.lifecycle.stopping.is_set)
    await check.write(b"")
    await check.done_writing()
    assert (await check).status == health_pb2.HealthCheckResponse.NOT_SERVING
    await asyncio.gather(stopping, call)


async def test_a_connection_that_is_old_is_given_up_for_a_new_one_and_no_call_with_it(start):
    running = await start(max_connection_age_s=0.3)
    port = int(running.address.rpartition(":")[2])
    ends: set[int] = set()
    async with AsyncClient(running.address, timeout_s=20, retry=RetryPolicy(max_attempts=1)) as client:
        for number in range(60):
            await client.process_article(Article(body=f"قال {number} كلمة."))
            connections = psutil.Process().net_connections(kind="tcp")
            ends |= {each.laddr.port for each in connections if each.raddr and each.raddr.port == port}
            await asyncio.sleep(0.02)
    assert len(ends) > 1


@pytest.mark.slow
async def test_a_client_may_ping_every_ten_seconds_without_a_call(start):
    running = await start()
    options = [
        ("grpc.keepalive_time_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.use_local_subchannel_pool", 1),
    ]
    async with grpc.aio.insecure_channel(running.address, options=options) as channel:
        await channel.channel_ready()
        changed = asyncio.create_task(channel.wait_for_state_change(grpc.ChannelConnectivity.READY))
        done, _ = await asyncio.wait({changed}, timeout=45)
        changed.cancel()
        assert not done, "the server sent the client away"
