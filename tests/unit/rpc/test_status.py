import asyncio

import grpc

from mujaz.errors import EngineError, InvalidInput, Overloaded
from mujaz.rpc.status import as_ours, grpc_status, is_cancelled, pushback


def test_an_error_of_ours_is_shown_as_it_is():
    error = EngineError("the model failed")
    assert as_ours(error, request_id="r-1") is error


def test_any_other_is_shown_as_the_place_to_look_for_it():
    shown = as_ours(KeyError("secret"), request_id="r-1")
    assert shown.reason == "INTERNAL"
    assert "r-1" in shown.message
    assert "secret" not in shown.message


def test_a_status_has_code_message_and_details():
    status = grpc_status(InvalidInput("is empty", field="text"), request_id="r-1")
    assert (status.code, status.details) == (grpc.StatusCode.INVALID_ARGUMENT, "text: is empty")
    assert [key for key, _ in status.trailing_metadata] == ["grpc-status-details-bin"]


def test_grpcs_own_retries_are_told_when_to_try_again():
    assert pushback(Overloaded("no room", retry_delay_s=0.25)) == (("grpc-retry-pushback-ms", "250"),)
    assert pushback(InvalidInput("is empty", field="text")) == ()


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
