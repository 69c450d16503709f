"""Failed calls as errors."""

import grpc
import pytest
from grpc.aio import AioRpcError, Metadata

from mujaz.client.failures import error_from_call
from mujaz.errors import DeadlineExceeded, InvalidInput, MujazError, NotFound, NotReady, Overloaded, Unauthenticated
from mujaz.wire.failures import error_to_status

CODES = {code.value[0]: code for code in grpc.StatusCode}


def failed(code: grpc.StatusCode, message: str, details: bytes | None = None) -> AioRpcError:
    pairs = [] if details is None else [("grpc-status-details-bin", details)]
    return AioRpcError(code, Metadata(), Metadata(("x-request-id", "7"), *pairs), message)


def read(call: AioRpcError) -> MujazError:
    return error_from_call(call, address="host:1", timeout_s=2.5)


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("is empty", field="article.body", reason="TEXT_EMPTY"),
        NotFound("no such thing"),
        Overloaded("no room", retry_delay_s=0.7),
        DeadlineExceeded("over"),
        NotReady("is starting"),
    ],
)
def test_what_the_server_raised_is_what_the_client_raises(error: MujazError) -> None:
    status = error_to_status(error, request_id="7")
    came = read(failed(CODES[status.code], status.message, status.SerializeToString()))
    assert type(came) is type(error)
    assert came.message == error.message
    assert came.reason == error.reason
    assert {**vars(came)} == {**vars(error), "reason": error.reason}


@pytest.mark.parametrize(
    ("code", "message", "kind", "reason"),
    [
        ("UNAVAILABLE", "failed to connect to all addresses; last error: ...", NotReady, "UNREACHABLE"),
        ("UNAVAILABLE", "DNS resolution failed for host:1: ...", NotReady, "UNREACHABLE"),
        ("UNAVAILABLE", "errors resolving host:1: [field:hostname lookup error: ...]", NotReady, "UNREACHABLE"),
        ("UNAVAILABLE", "Socket closed", NotReady, "CONNECTION_LOST"),
        ("CANCELLED", "", NotReady, "CONNECTION_LOST"),
        ("INTERNAL", "Internal error from Core", NotReady, "CONNECTION_LOST"),
        ("INTERNAL", "Received RST_STREAM with error code 2", MujazError, "INTERNAL"),
        ("DEADLINE_EXCEEDED", "Deadline Exceeded", DeadlineExceeded, "DEADLINE_EXCEEDED"),
        (
            "RESOURCE_EXHAUSTED",
            "CLIENT: Sent message larger than max (17 vs. 16)",
            InvalidInput,
            "MESSAGE_TOO_LONG",
        ),
        ("UNIMPLEMENTED", "Method not found!", NotFound, "NOT_IMPLEMENTED"),
        ("UNAUTHENTICATED", "log in first", Unauthenticated, "UNAUTHENTICATED"),
        ("UNKNOWN", "Exception calling application", MujazError, "UNKNOWN"),
    ],
)
def test_what_no_server_explained_is_explained_here(
    code: str, message: str, kind: type[MujazError], reason: str
) -> None:
    error = read(failed(grpc.StatusCode[code], message))
    assert type(error) is kind
    assert error.reason == reason
    assert "\n" not in error.message


def test_the_errors_of_the_network_name_the_server_and_what_to_do() -> None:
    unreachable = read(failed(grpc.StatusCode.UNAVAILABLE, "failed to connect to all addresses"))
    assert unreachable.message == "nothing answers at host:1; start a server with `mujaz serve`, or check host and port"
    late = read(failed(grpc.StatusCode.DEADLINE_EXCEEDED, "Deadline Exceeded"))
    assert "host:1 within 2.5 s" in late.message


@pytest.mark.parametrize(
    ("cause", "says"),
    [
        ("errors resolving host:1: [field:hostname lookup error: ...]", "the host of host:1 cannot be found"),
        ("Tls handshake failed: SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER: ...: OK", "does not speak TLS"),
        (
            "Tls handshake failed: OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: certificate has expired: OK",
            "the certificate of host:1 is not accepted (certificate has expired); it must be valid",
        ),
        ("Custom verification check failed: Hostname Verification Check failed.", "is for another name"),
        ("Failed to create security handshaker.", "ca, certificate and key must be PEM"),
        ("Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame, got frame type 79)", "not a gRPC server"),
        ("Socket closed", "hangs up at once; it may speak TLS"),
        ("recvmsg:Connection reset by peer", "hangs up at once; it may speak TLS"),
        ("Failed to connect to remote host: Connection refused", "nothing answers at host:1"),
    ],
)
def test_why_there_is_no_connection_is_said_in_our_words(cause: str, says: str) -> None:
    prefix = "" if cause.startswith("errors") else "failed to connect to all addresses; last error: UNKNOWN: "
    error = read(failed(grpc.StatusCode.UNAVAILABLE, prefix + cause))
    assert error.reason == "UNREACHABLE"
    assert says in error.message


def test_details_that_cannot_be_read_count_as_none() -> None:
    error = read(failed(grpc.StatusCode.UNAVAILABLE, "Socket closed", b"\xff\xff"))
    assert error.reason == "CONNECTION_LOST"
