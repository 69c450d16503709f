"""Admission: never more than the limit inside, refusals say when to come back, places are handed on in order."""

import asyncio

import pytest

from mujaz.errors import Overloaded
from mujaz.scheduling.admission import Admission


async def hold(admission: Admission, release: asyncio.Event, *, wait: bool = False) -> None:
    async with admission.enter(wait=wait):
        await release.wait()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_beyond_the_limit_a_caller_is_refused_with_a_time_to_try_again() -> None:
    admission, release = Admission(2), asyncio.Event()
    inside = [asyncio.create_task(hold(admission, release)) for _ in range(2)]
    await settle()
    with pytest.raises(Overloaded, match="the limit is 2 ") as refusal:
        async with admission.enter():
            pytest.fail("let in")
    assert 0 < refusal.value.retry_delay_s <= 30
    release.set()
    await asyncio.gather(*inside)
    async with admission.enter():
        assert admission.inside == 1
    assert admission.inside == 0


async def test_who_waits_is_let_in_in_order_and_nobody_overtakes() -> None:
    admission = Admission(1)
    releases = [asyncio.Event() for _ in range(3)]
    order: list[int] = []

    async def visit(number: int) -> None:
        async with admission.enter(wait=True):
            order.append(number)
            await releases[number].wait()

    tasks = [asyncio.create_task(visit(number)) for number in range(3)]
    await settle()
    with pytest.raises(Overloaded):
        async with admission.enter():
            pytest.fail("overtook")
    for release in releases:
        release.set()
        await settle()
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2]
    assert admission.inside == 0


@pytest.mark.parametrize("freed_first", [False, True])
async def test_a_waiting_caller_that_is_cancelled_leaves_no_place_behind(freed_first: bool) -> None:
    admission, release = Admission(1), asyncio.Event()
    inside = asyncio.create_task(hold(admission, release))
    await settle()
    waiting = asyncio.create_task(hold(admission, release, wait=True))
    await settle()
    if freed_first:
        # The place is handed over and its new owner is cancelled before it runs.
        release.set()
        await inside
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    release.set()
    await inside
    assert admission.inside == 0


async def test_a_waiting_caller_that_is_cancelled_as_another_leaves_is_cancelled_and_no_more() -> None:
    admission, release = Admission(1), asyncio.Event()
    inside = asyncio.create_task(hold(admission, release))
    await settle()
    waiting = asyncio.create_task(hold(admission, release, wait=True))
    await settle()
    release.set()  # who is inside goes first, in the turn in which the other is cancelled
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await inside
    assert admission.inside == 0


async def test_an_article_that_fails_gives_its_place_back() -> None:
    admission = Admission(1)
    with pytest.raises(ValueError, match="broken"):
        async with admission.enter():
            raise ValueError("broken")
    assert admission.inside == 0


async def test_streams_leave_a_fourth_of_the_places_to_calls() -> None:
    admission, release = Admission(8), asyncio.Event()
    streams = [asyncio.create_task(hold(admission, release, wait=True)) for _ in range(10)]
    await settle()
    assert admission.inside == 6
    calls = [asyncio.create_task(hold(admission, release)) for _ in range(2)]
    await settle()
    assert admission.inside == 8
    with pytest.raises(Overloaded):
        async with admission.enter():
            pytest.fail("let in")
    release.set()
    await asyncio.gather(*streams, *calls)
    assert admission.inside == 0


async def test_calls_do_not_keep_streams_out() -> None:
    admission = Admission(8)
    releases = [asyncio.Event() for _ in range(8)]
    calls = [asyncio.create_task(hold(admission, release)) for release in releases]
    await settle()
    stream = asyncio.create_task(hold(admission, releases[7], wait=True))
    await settle()
    releases[0].set()
    await calls[0]
    await settle()
    assert admission.inside == 8  # the place that came free is the stream's
    with pytest.raises(Overloaded):
        async with admission.enter():
            pytest.fail("let in before the stream")
    for release in releases:
        release.set()
    await asyncio.gather(stream, *calls)
    assert admission.inside == 0
