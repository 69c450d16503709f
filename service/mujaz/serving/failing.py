"""What a caller may see of an error, and which errors mean that a call was cancelled."""

import asyncio

from mujaz.errors import MujazError


def is_cancelled(error: BaseException) -> bool:
    """Whether an error means that this call was cancelled, by its caller or by the stopping server.

    A CancelledError without a request to cancel this task is a bug elsewhere, and gRPC would leave the call without an
    answer.
    """
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


def as_ours(error: BaseException, *, request_id: str) -> MujazError:
    """An error that may be shown to a caller: a MujazError itself, else one that does not reveal the cause.

    Args:
        error: Anything that was raised.
        request_id: The id under which the log has the cause.
    """
    if isinstance(error, MujazError):
        return error
    return MujazError(
        f"internal error; the server's log has its cause under request id {request_id}", reason="INTERNAL"
    )
