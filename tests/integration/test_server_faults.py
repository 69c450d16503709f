"""Peers that say nothing, read nothing or ask again and again: they harm themselves and nobody else."""

import asyncio
import os

import grpc
import psutil
import pytest

from mujaz.v1 import article_pb2 as pb
from mujaz.v1 import article_pb2_grpc as pb_grpc

from .connections import connections

ARABIC = "قال الوزير كلمة."
MIB = 2**20


def article(number: int = 0, body: str = ARABIC) -> pb.Article:
    return pb.Article(id=str(number), body=body)


async def assert_serves(running) -> None:
    response = await running.stub.ProcessArticle(pb.ProcessArticleRequest(article=article()), timeout=30)
    assert response.body == "W3 w6 w4."


async def test_a_hundred_connections_that_say_nothing_hold_nobody_up(start):
    running = await start()
    async with connections(running.address, 100) as silent:
        for _, writer in silent[:50]:  # half of a greeting
            writer.write(b"PRI * HTTP/2.0\r\n")
            await writer.drain()
        await assert_serves(running)
        # A new connection too, not only one that stood before.
        async with grpc.aio.insecure_channel(
            running.address, options=[("grpc.use_local_subchannel_pool", 1)]
        ) as channel:
            request = pb.ProcessArticleRequest(article=article())
            assert (await pb_grpc.ArticleServiceStub(channel).ProcessArticle(request, timeout=30)).body
    await assert_serves(running)


async def test_streams_that_are_never_read_fill_no_memory_and_hold_nobody_up(start, eventually):
    lines, streams = 300, 12
    running = await start(max_stream_articles=2, max_retries=0, translation_memory_mb=0)
    scheduler = running.server.lifecycle.scheduler
    options = [("grpc.http2.bdp_probe", 0), ("grpc.use_local_subchannel_pool", 1)]
    body = "\n".join([ARABIC] * lines)
    requests = [pb.ProcessArticlesRequest(article=article(number, body)) for number in range(60)]
    before = psutil.Process(os.getpid()).memory_info().rss
    async with grpc.aio.insecure_channel(running.address, options=options) as channel:
        calls = [pb_grpc.ArticleServiceStub(channel).ProcessArticles(iter(requests)) for _ in range(streams)]
        await eventually(lambda: scheduler.articles_in_work > 0)
        quiet = 0
        while quiet < 5:  # until nothing moves any more
            await assert_serves(running)
            await asyncio.sleep(0.1)
            quiet = 0 if scheduler.articles_in_work else quiet + 1
        # All answers would be some 25 MB on the wire alone; both ends of the connection are in this process.
        grown = psutil.Process(os.getpid()).memory_info().rss - before
        assert grown < 150 * MIB, f"{grown / MIB:.0f} MiB"
        assert len(running.engine.batches) < 60 * streams
        for call in calls:
            assert not call.done()
            call.cancel()
    await assert_serves(running)


@pytest.mark.parametrize("kind", ["cancelled", "connection lost"])
async def test_a_client_that_vanishes_leaves_nothing_in_the_queue(start, eventually, kind):
    running = await start(max_batch_tokens=64, max_stream_articles=16)
    running.engine.batch_delay_s = 0.2
    scheduler = running.server.lifecycle.scheduler
    channel = grpc.aio.insecure_channel(running.address, options=[("grpc.use_local_subchannel_pool", 1)])
    call = pb_grpc.ArticleServiceStub(channel).ProcessArticles()
    for number in range(16):
        await call.write(pb.ProcessArticlesRequest(article=article(number, f"{ARABIC} {'كلمة ' * 50} {number}.")))
    await eventually(lambda: scheduler.chunks_waiting > 8)
    if kind == "cancelled":
        call.cancel()
    await channel.close()
    await eventually(lambda: scheduler.articles_in_work == 0)
    assert scheduler.chunks_waiting == 0
    await assert_serves(running)
