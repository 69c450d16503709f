"""How a server ends: what is in work is finished, nothing holds it up for ever, nobody is left without a status."""

import asyncio

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc

from mujaz.engines.fake import FakeTranslationEngine
from mujaz.v1 import article_pb2 as pb

ARABIC = "قال الوزير كلمة."
LONG_S = 60.0


def article(number: int = 0) -> pb.ProcessArticleRequest:
    return pb.ProcessArticleRequest(article=pb.Article(id=str(number), body=ARABIC))


async def end_of(call) -> grpc.StatusCode:
    """Reads a stream to its end, without which its status does not come."""
    try:
        while await call.read() is not grpc.aio.EOF:
            pass
    except grpc.aio.AioRpcError as error:
        return error.code()
    return grpc.StatusCode.OK


async def test_calls_in_work_are_finished(start, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.3), drain_timeout_s=LONG_S)
    calls = [asyncio.ensure_future(running.stub.ProcessArticle(article(number))) for number in range(3)]
    await eventually(lambda: running.server.lifecycle.scheduler.articles_in_work == 3)
    await running.server.stop()
    assert [response.id for response in await asyncio.gather(*calls)] == ["0", "1", "2"]


async def test_an_idle_server_stops_although_others_watch_it(start):
    running = await start(drain_timeout_s=LONG_S)
    health = health_pb2_grpc.HealthStub(running.channel)
    watch = health.Watch(health_pb2.HealthCheckRequest())
    assert (await watch.read()).status == health_pb2.HealthCheckResponse.SERVING
    reflection = reflection_pb2_grpc.ServerReflectionStub(running.channel).ServerReflectionInfo()
    await reflection.write(reflection_pb2.ServerReflectionRequest(list_services=""))
    names = [service.name for service in (await reflection.read()).list_services_response.service]
    assert "mujaz.v1.ArticleService" in names

    await asyncio.wait_for(running.server.stop(), timeout=5)
    for call in (watch, reflection):
        assert await end_of(call) is grpc.StatusCode.UNAVAILABLE


async def test_an_open_stream_gets_the_answers_to_what_was_read_and_then_its_end(start, refused, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=0.3), drain_timeout_s=LONG_S)
    call = running.stub.ProcessArticles()
    for number in range(3):
        await call.write(pb.ProcessArticlesRequest(article=article(number).article))
    await eventually(lambda: running.server.lifecycle.scheduler.articles_in_work == 3)
    stopping = asyncio.create_task(running.server.stop())
    assert {(await call.read()).id for _ in range(3)} == {"0", "1", "2"}
    refusal = await refused(call.read())
    assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.UNAVAILABLE, "NOT_READY")
    assert refusal.retry is not None
    await asyncio.wait_for(stopping, timeout=5)


async def test_what_is_not_done_by_the_end_of_the_drain_is_told_to_go_elsewhere(start, refused, eventually):
    running = await start(engine=FakeTranslationEngine(batch_delay_s=1.0), drain_timeout_s=0.1)
    unary = asyncio.ensure_future(running.stub.ProcessArticle(article()))
    stream = running.stub.ProcessArticles()
    await stream.write(pb.ProcessArticlesRequest(article=article().article))
    await eventually(lambda: running.server.lifecycle.scheduler.articles_in_work == 2)
    stopping = asyncio.create_task(running.server.stop())
    for call in (unary, stream.read()):
        refusal = await refused(call)
        assert (refusal.code, refusal.info.reason) == (grpc.StatusCode.UNAVAILABLE, "NOT_READY")
        assert refusal.retry is not None
    await stopping
