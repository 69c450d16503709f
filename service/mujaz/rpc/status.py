"""Turns an error into the status of a call."""

import grpc
from grpc_status import rpc_status

from mujaz.errors import MujazError
from mujaz.wire.failures import error_to_status, retry_delay_s

PUSHBACK_KEY = "grpc-retry-pushback-ms"
"""Metadata that tells gRPC's own retries (gRFC A6) when to try again, as RetryInfo tells programs."""


def grpc_status(error: MujazError, *, request_id: str) -> grpc.Status:
    """The status of a call that failed, with its details."""
    status: grpc.Status = rpc_status.to_status(error_to_status(error, request_id=request_id))
    return status


def pushback(error: MujazError) -> tuple[tuple[str, str], ...]:
    """Trailing metadata that says when to try again; empty if another try makes no sense."""
    delay_s = retry_delay_s(error)
    return () if delay_s is None else ((PUSHBACK_KEY, str(round(1000 * delay_s))),)
