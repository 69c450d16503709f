import asyncio

import pytest

from mujaz.errors import NotReady
from mujaz.serving.lifecycle import Lifecycle, until


def test_there_is_no_scheduler_before_there_is_one():
    with pytest.raises(NotReady, match="loading its models"):
        _ = Lifecycle().scheduler


async def test_work_that_ends_by_itself_says_so():
    assert await until(asyncio.Event(), asyncio.sleep(0))


async def test_work_is_cancelled_by_the_event():
    event = asyncio.Event()
    cancelled = []

    async def work() -> None:
        event.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(True)
            raise

    assert not await until(event, work())
    assert cancelled == [True]


async def test_what_the_work_raises_is_raised():
    async def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await until(asyncio.Event(), work())


async def test_cancelling_the_caller_cancels_the_work():
    cancelled = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            cancelled.set()

    task = asyncio.create_task(until(asyncio.Event(), work()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert cancelled.is_set()
