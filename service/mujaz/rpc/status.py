"""How an error reaches the caller: as the status of the call."""

import asyncio

import grpc
from grpc_status import rpc_status

from mujaz.errors import MujazError
from mujaz.wire.failures import error_to_status, retry_delay_s

PUSHBACK_KEY = "grpc-retry-pushback-ms"
"""Metadata that says to the retries which gRPC itself makes (gRFC A6) what RetryInfo says to programs."""


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


def grpc_status(error: MujazError, *, request_id: str) -> grpc.Status:
    """The status of a call that failed, with its details."""
    status: grpc.Status = rpc_status.to_status(error_to_status(error, request_id=request_id))
    return status


def pushback(error: MujazError) -> tuple[tuple[str, str], ...]:
    """Trailing metadata that says when to try again; empty where that makes no sense."""
    delay_s = retry_delay_s(error)
    return () if delay_s is None else ((PUSHBACK_KEY, str(round(1000 * delay_s))),)
