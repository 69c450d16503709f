"""Converts errors to protobuf and back.

One table maps errors to status codes. The status of a call, the `ArticleError` of a stream and the client's exceptions
are all made from it.
"""

from datetime import timedelta

from google.protobuf.any_pb2 import Any
from google.protobuf.message import Message
from google.rpc.code_pb2 import Code
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo, RetryInfo
from google.rpc.status_pb2 import Status

from mujaz.errors import DeadlineExceeded, InvalidInput, MujazError, NotFound, NotReady, Overloaded, Unauthenticated
from mujaz.v1 import article_pb2 as pb

DOMAIN = "mujaz"
"""The domain of every ErrorInfo."""

_CODES: dict[type[MujazError], int] = {
    InvalidInput: Code.INVALID_ARGUMENT,
    NotFound: Code.NOT_FOUND,
    Unauthenticated: Code.UNAUTHENTICATED,
    Overloaded: Code.RESOURCE_EXHAUSTED,
    DeadlineExceeded: Code.DEADLINE_EXCEEDED,
    NotReady: Code.UNAVAILABLE,
    MujazError: Code.INTERNAL,
}
_KINDS = {code: kind for kind, code in _CODES.items()}

_NOT_READY_RETRY_S = 1.0
"""How long callers are told to wait for a server that is starting or stopping; loading takes one to two seconds."""


def code_of(error: MujazError) -> int:
    """The number of an error's gRPC status code, that of its most specific class in the table."""
    return next(_CODES[kind] for kind in type(error).__mro__ if kind in _CODES)


def error_to_status(error: MujazError, *, request_id: str) -> Status:
    """Writes an error as the status of a call.

    Args:
        error: The error.
        request_id: Goes into the ErrorInfo, so that the log line can be found from a user's report.

    Returns:
        A status with an ErrorInfo, a BadRequest if a field is at fault, and a RetryInfo if another try makes sense.
    """
    details: list[Message] = [ErrorInfo(reason=error.reason, domain=DOMAIN, metadata={"request_id": request_id})]
    if isinstance(error, InvalidInput):
        violation = BadRequest.FieldViolation(field=error.field, description=error.description, reason=error.reason)
        details.append(BadRequest(field_violations=[violation]))
    delay_s = retry_delay_s(error)
    if delay_s is not None:
        retry = RetryInfo()
        retry.retry_delay.FromTimedelta(timedelta(seconds=delay_s))
        details.append(retry)
    return Status(code=code_of(error), message=error.message, details=map(_packed, details))


def error_from_status(status: Status) -> MujazError:
    """Reads the status of a failed call, from the server or from anything on the way to it.

    Args:
        status: The status; it has a code and a message, and perhaps details.
    """
    info, bad_request, retry = ErrorInfo(), BadRequest(), RetryInfo()
    for detail in status.details:
        for kind in (info, bad_request, retry):
            detail.Unpack(kind)  # does nothing if the detail is of another kind
    violation = bad_request.field_violations[0] if bad_request.field_violations else None
    return _error(
        status.code,
        status.message,
        reason=info.reason or None,
        field="" if violation is None else violation.field,
        retry_delay_s=retry.retry_delay.ToTimedelta().total_seconds() if retry.HasField("retry_delay") else None,
    )


def error_to_pb(error: MujazError) -> pb.ArticleError:
    """Writes an error as an item of a stream."""
    delay_s = retry_delay_s(error)
    return pb.ArticleError(
        code=code_of(error),
        message=error.message,
        reason=error.reason,
        field=error.field if isinstance(error, InvalidInput) else "",
        retry_delay_ms=None if delay_s is None else round(1000 * delay_s),
    )


def error_from_pb(message: pb.ArticleError) -> MujazError:
    """Reads an error from an item of a stream."""
    return _error(
        message.code,
        message.message,
        reason=message.reason or None,
        field=message.field,
        retry_delay_s=message.retry_delay_ms / 1000 if message.HasField("retry_delay_ms") else None,
    )


def retry_delay_s(error: MujazError) -> float | None:
    """Seconds after which another try makes sense; None if it never does."""
    if isinstance(error, Overloaded):
        return error.retry_delay_s
    return _NOT_READY_RETRY_S if isinstance(error, NotReady) else None


def _error(code: int, message: str, *, reason: str | None, field: str, retry_delay_s: float | None) -> MujazError:
    kind = _KINDS.get(code, MujazError)
    if kind is Overloaded and retry_delay_s is not None:
        return Overloaded(message, retry_delay_s=retry_delay_s, reason=reason)
    if kind is Overloaded:  # from gRPC itself, about a message that is too long, so another try would not help
        return InvalidInput(message, field="request", reason=reason or "MESSAGE_TOO_LONG")
    if kind is InvalidInput:
        field = field or "request"
        return InvalidInput(message.removeprefix(f"{field}: "), field=field, reason=reason)
    return kind(message, reason=reason)


def _packed(message: Message) -> Any:
    packed = Any()
    packed.Pack(message)
    return packed
