"""Finds the error behind a failed call: the server's own, or one made from gRPC's message if the server sent none."""

import re
from collections.abc import Iterable
from typing import cast

import grpc
from google.protobuf.message import DecodeError
from google.rpc.status_pb2 import Status

from mujaz.errors import DeadlineExceeded, InvalidInput, MujazError, NotFound, NotReady, Unauthenticated
from mujaz.wire.failures import error_from_status

_DETAILS_KEY = "grpc-status-details-bin"

_NEVER_CONNECTED = re.compile(
    r"failed to connect|errors resolving|DNS resolution failed|connections to all backends failing"
)
"""How messages of gRPC's core begin if there was no connection. One that broke later has the same status code."""

_CAUSES = [
    (re.compile(cause), meaning)
    for cause, meaning in (
        (r"errors resolving|DNS resolution failed", "the host of {address} cannot be found; check its name"),
        (
            "WRONG_VERSION_NUMBER",
            "what answers at {address} does not speak TLS; leave out tls, ca and certificate (settings call_tls, "
            "call_ca, call_certificate), or check the port",
        ),
        (
            r"CERTIFICATE_VERIFY_FAILED: (?P<why>[^:]+)",
            "the certificate of {address} is not accepted ({why}); it must be valid, and signed by an authority of ca "
            "(setting call_ca, variable MUJAZ_CALL_CA)",
        ),
        (
            "Hostname Verification Check failed",
            "the certificate of {address} is for another name; call the server by a name that is in it",
        ),
        (
            "Failed to create security handshaker",
            "no connection to {address} can be made with these files; ca, certificate and key must be PEM, and the "
            "last two belong together",
        ),
        ("Expected SETTINGS frame", "what answers at {address} is not a gRPC server; check the port"),
        (
            r"Socket closed|[Cc]onnection reset",
            "the server at {address} hangs up at once; it may speak TLS (give ca, setting call_ca, variable "
            "MUJAZ_CALL_CA), or ask its callers for a certificate (certificate and key, "
            "settings call_certificate and call_key)",
        ),
    )
]
"""Why a connection failed and what to do about it, by words in the messages of gRPC's core (1.85)."""

_WRITE_FAILED = "Internal error from Core"
"""What grpc.aio (1.85) says, as INTERNAL, of a message that could not be written as the connection was lost."""


def error_from_call(call: grpc.RpcError, *, address: str, timeout_s: float | None) -> MujazError:
    """The error behind a failed call.

    Args:
        call: gRPC's exception, of a blocking or async call.
        address: The server that was called, for errors that it did not send itself.
        timeout_s: The deadline of the call, for the same errors.
    """
    status = _status_of(call)
    if status is not None:
        return error_from_status(status)
    message = call.details() or "no reason given"
    match grpc.StatusCode.UNAVAILABLE if message == _WRITE_FAILED else call.code():
        case grpc.StatusCode.UNAVAILABLE if _NEVER_CONNECTED.match(message):
            return NotReady(_why_unreachable(message, address), reason="UNREACHABLE")
        case grpc.StatusCode.UNAVAILABLE | grpc.StatusCode.CANCELLED:
            return NotReady(f"the connection to {address} was lost: {message}", reason="CONNECTION_LOST")
        case grpc.StatusCode.DEADLINE_EXCEEDED:
            return DeadlineExceeded(
                f"no answer from {address} within {timeout_s or 0:g} s; allow more time with timeout_s, or check the "
                "address"
            )
        case grpc.StatusCode.RESOURCE_EXHAUSTED:  # gRPC's core on either side, about a message that is too long
            return InvalidInput(f"{message}; send less at once", field="request", reason="MESSAGE_TOO_LONG")
        case grpc.StatusCode.UNIMPLEMENTED:
            return NotFound(
                f"the server at {address} cannot do this ({message.rstrip('!')}); is it Mujaz, and of this version?",
                reason="NOT_IMPLEMENTED",
            )
        case grpc.StatusCode.UNAUTHENTICATED:  # a proxy on the way, as the server itself sends details
            return Unauthenticated(f"{address} asks for authentication: {message}")
        case code:
            return MujazError(f"the server at {address} answered {code.name}: {message}", reason=code.name)


def _why_unreachable(message: str, address: str) -> str:
    for cause, meaning in _CAUSES:
        if found := cause.search(message):
            return meaning.format(address=address, **found.groupdict())
    return f"nothing answers at {address}; start a server with `mujaz serve`, or check host and port"


def _status_of(call: grpc.RpcError) -> Status | None:
    """The status that the server sent, with its details; None if it sent none."""
    pairs = cast("Iterable[tuple[str, str | bytes]]", call.trailing_metadata() or ())  # the stubs' types differ
    for key, value in pairs:
        if key == _DETAILS_KEY and isinstance(value, bytes):
            try:
                return Status.FromString(value)
            except DecodeError:
                return None
    return None
