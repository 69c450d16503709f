"""What a caller may know of an error, and which errors are a call's own end."""

import asyncio

from mujaz.errors import MujazError


def is_cancelled(error: BaseException) -> bool:
    """Whether an error means that the caller, or the server's end, cancelled this very call.

    A CancelledError that nobody asked of this task comes from a fault somewhere below, and gRPC would leave the call
    without an answer.
    """
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


def as_ours(error: BaseException, *, request_id: str) -> MujazError:
    """An error that may be shown to a caller: itself if it is of our family, else one that says nothing of the cause.

    Args:
        error: Anything that was raised.
        request_id: Where the log tells the rest.
    """
    if isinstance(error, MujazError):
        return error
    return MujazError(
        f"internal error; the server's log has its cause under request id {request_id}", reason="INTERNAL"
    )
