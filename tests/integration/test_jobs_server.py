"""The server runner against real servers: busy, away, back again, with other models."""

import asyncio
import json
import socket
import threading
from dataclasses import replace

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import ConfigError, JobError, NotReady
from mujaz.jobs.predictor import Predictor
from mujaz.jobs.server_runner import ServerPolicy, ServerRunner
from mujaz.pipeline import Pipeline
from mujaz.types import Article, Priority, ProcessOptions


def load(settings):
    return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings)


def batches(count, size=4):
    """Batches of articles, all with the same id, which servers must not mind."""
    return [
        [Article(id="same", title="خبر", body=f"قال {batch * size + number}.") for number in range(size)]
        for batch in range(count)
    ]


class OtherModel(FakeTranslationEngine):
    def __init__(self):
        super().__init__()
        self.model = replace(self.model, signature=replace(self.model.signature, model="other"))


@pytest.fixture
async def connect():
    runners = []

    async def make(*addresses, options=ProcessOptions(), **policy):
        runner = await asyncio.to_thread(ServerRunner, addresses, options, policy=ServerPolicy(**policy))
        runners.append(runner)
        return runner

    yield make
    for runner in runners:
        await asyncio.to_thread(runner.close)


async def run(runner, batches):
    return await asyncio.to_thread(lambda: list(runner.run(iter(batches))))


def bodies(outcomes):
    return [json.loads(outcome.json)["body"] for batch in outcomes for outcome in batch]


def expected(count):
    return [f"W3 {number}." for number in range(count)]


@pytest.fixture
def free_address():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


async def test_outcomes_are_those_of_a_local_run(start, connect):
    server = await start()
    runner = await connect(server.address)
    local = Predictor(Settings(), load=load)
    assert runner.signature == local.signature
    assert await run(runner, [*batches(5), []]) == [*(local(batch) for batch in batches(5)), []]


async def test_options_are_those_of_the_job_and_the_lane_is_bulk(start, connect, monkeypatch):
    from mujaz.scheduling.scheduler import Scheduler

    server = await start()
    seen = []
    process = Scheduler.article

    async def spy(self, article, options, **more):
        seen.append(options)
        return await process(self, article, options, **more)

    monkeypatch.setattr(Scheduler, "article", spy)
    runner = await connect(server.address, options=ProcessOptions(beam_size=2, brief=None))
    ((outcome,),) = await run(runner, [[Article(id="a", body="نص")]])
    assert "brief" not in json.loads(outcome.json)
    assert json.loads(outcome.json)["id"] == "a"
    assert runner.signature.decoding.split(" names=")[0] == "beam=2"
    assert set(seen) == {ProcessOptions(beam_size=2, brief=None, priority=Priority.BULK)}


async def test_an_article_that_is_refused_is_a_failure_with_the_reason(start, connect):
    server = await start(max_article_chars=100)
    runner = await connect(server.address)
    ((first, second, third),) = await run(
        runner, [[Article(id="1", body="نص"), Article(id="2", body="نص " * 50), Article(id="3", body=" ")]]
    )
    assert json.loads(first.json)["id"] == "1"
    assert (second.reason, second.field) == ("TEXT_TOO_LONG", "article.body")
    assert third.reason == "TEXT_EMPTY"


async def test_a_server_that_has_no_room_gets_less_at_a_time(start, connect):
    server = await start(engine=FakeTranslationEngine(batch_delay_s=0.01), max_concurrent_articles=2)
    runner = await connect(server.address, in_flight=16)
    assert bodies(await run(runner, batches(10))) == expected(40)


async def test_several_servers_share_the_work(start, connect):
    servers = [await start(engine=FakeTranslationEngine(batch_delay_s=0.01)) for _ in range(2)]
    runner = await connect(*(server.address for server in servers), in_flight=4)
    assert bodies(await run(runner, batches(10))) == expected(40)
    for server in servers:
        assert len(server.engine.batches) > 2


async def test_a_server_that_is_not_there_is_done_without(start, connect, free_address):
    server = await start()
    runner = await connect(free_address, server.address)
    assert bodies(await run(runner, batches(5))) == expected(20)


async def test_without_any_server_a_job_does_not_begin(connect, free_address):
    with pytest.raises(NotReady, match="nothing answers at"):
        await connect(free_address)
    with pytest.raises(ConfigError, match="is not an address"):
        await connect("localhost")


async def test_work_goes_on_when_a_server_comes_back(start, connect):
    first = await start(engine=FakeTranslationEngine(batch_delay_s=0.01))
    runner = await connect(first.address, in_flight=2)
    under_way = threading.Event()

    def articles():
        for number, batch in enumerate(batches(15)):
            if number == 5:
                under_way.set()
            yield batch

    running = asyncio.create_task(run(runner, articles()))
    await asyncio.to_thread(under_way.wait)
    await first.server.stop()
    await start(address=first.address)
    assert bodies(await running) == expected(60)


async def test_a_server_that_comes_back_with_other_models_ends_the_job(start, connect):
    first = await start(engine=FakeTranslationEngine(batch_delay_s=0.01))
    runner = await connect(first.address, in_flight=2)
    under_way = threading.Event()

    def articles():
        yield from batches(5)
        under_way.set()
        yield from batches(50)

    running = asyncio.create_task(run(runner, articles()))
    await asyncio.to_thread(under_way.wait)
    await first.server.stop()
    await start(address=first.address, engine=OtherModel())
    with pytest.raises(JobError, match="does not make the same results as before"):
        await running


async def test_patience_with_servers_that_are_away_has_an_end(start, connect):
    server = await start()
    runner = await connect(server.address, patience_s=0.5)
    await server.server.stop()
    with pytest.raises(JobError, match=r"no server has answered for 0\.5 s"):
        await run(runner, batches(1))


async def test_closing_does_not_wait_for_answers(start, connect):
    server = await start(engine=FakeTranslationEngine(batch_delay_s=0.2), drain_timeout_s=0.1)
    runner = await connect(server.address, in_flight=1)
    outcomes = runner.run(iter(batches(10_000)))
    assert bodies([await asyncio.to_thread(next, outcomes)]) == expected(4)
    outcomes.close()
