import asyncio

from mujaz.errors import EngineError
from mujaz.serving.failing import as_ours, is_cancelled


def test_an_error_of_ours_is_shown_as_it_is():
    error = EngineError("the model failed")
    assert as_ours(error, request_id="r-1") is error


def test_any_other_is_shown_as_the_place_to_look_for_it():
    shown = as_ours(KeyError("secret"), request_id="r-1")
    assert shown.reason == "INTERNAL"
    assert "r-1" in shown.message
    assert "secret" not in shown.message


async def test_only_a_cancellation_of_this_very_task_counts_as_one():
    assert not is_cancelled(ValueError())
    assert not is_cancelled(asyncio.CancelledError())
    seen = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as error:
            seen.append(is_cancelled(error))

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await task
    assert seen == [True]
