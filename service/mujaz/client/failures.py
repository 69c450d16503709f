"""What a failed call was: the server's own error, or what gRPC says of a server that gave none."""

from collections.abc import Iterable
from typing import cast

import grpc
from google.protobuf.message import DecodeError
from google.rpc.status_pb2 import Status

from mujaz.errors import DeadlineExceeded, InvalidInput, MujazError, NotFound, NotReady
from mujaz.wire.failures import error_from_status

_DETAILS_KEY = "grpc-status-details-bin"


def error_from_call(call: grpc.RpcError, *, address: str, timeout_s: float | None) -> MujazError:
    """The error behind a failed call.

    Args:
        call: gRPC's exception, of a sync or async call.
        address: The server that was asked, for errors that are not its own.
        timeout_s: The deadline of the call, for the same.
    """
    status = _status_of(call)
    if status is not None:
        return error_from_status(status)
    message = call.details() or "no reason given"
    match call.code():
        case grpc.StatusCode.UNAVAILABLE if _never_connected(message):
            return NotReady(f"nothing answers at {address}; start a server with `mujaz serve`", reason="UNREACHABLE")
        case grpc.StatusCode.UNAVAILABLE | grpc.StatusCode.CANCELLED:
            return NotReady(f"the connection to {address} was lost: {message}", reason="CONNECTION_LOST")
        case grpc.StatusCode.DEADLINE_EXCEEDED:
            return DeadlineExceeded(f"no answer from {address} within {timeout_s or 0:g} s; allow more time")
        case grpc.StatusCode.RESOURCE_EXHAUSTED:  # the core of either side, of a message beyond its limit
            return InvalidInput(f"{message}; send less at once", field="request", reason="MESSAGE_TOO_LONG")
        case grpc.StatusCode.UNIMPLEMENTED:
            return NotFound(f"the server at {address} cannot do this: {message}", reason="NOT_IMPLEMENTED")
        case code:
            return MujazError(f"the server at {address} answered {code.name}: {message}", reason=code.name)


def _status_of(call: grpc.RpcError) -> Status | None:
    """The status that the server wrote, with its details; None where it wrote none."""
    pairs = cast("Iterable[tuple[str, str | bytes]]", call.trailing_metadata() or ())  # the stubs do not agree
    for key, value in pairs:
        if key == _DETAILS_KEY and isinstance(value, bytes):
            try:
                return Status.FromString(value)
            except DecodeError:
                return None
    return None


def _never_connected(message: str) -> bool:
    """Tells this from a connection that broke, for which the core of gRPC has the same status."""
    return message.startswith(("failed to connect", "DNS resolution failed", "connections to all backends failing"))
