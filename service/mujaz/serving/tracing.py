"""The span of a call on the server, a child of the caller's span if the caller sent one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import structlog
from google.rpc.code_pb2 import Code
from opentelemetry.trace import SpanKind, Status, StatusCode, format_trace_id

from mujaz.errors import MujazError
from mujaz.observability.tracing import REQUEST_ID, W3C, current_span, rpc_attributes, tracer
from mujaz.serving.call import Call

_NOT_SERVER_ERRORS = {
    Code.OK,
    Code.CANCELLED,
    Code.INVALID_ARGUMENT,
    Code.NOT_FOUND,
    Code.UNAUTHENTICATED,
    Code.RESOURCE_EXHAUSTED,
}
"""Codes that OpenTelemetry's conventions do not count as errors of a server."""


@contextmanager
def server_span(call: Call, metadata: Iterable[tuple[str, str | bytes]] | None) -> Iterator[None]:
    """Makes the span of a call current, and puts its trace id into the log lines of the call.

    Args:
        call: The call.
        metadata: The metadata that its caller sent.
    """
    sent = {key: value for key, value in metadata or () if key in W3C.fields and isinstance(value, str)}
    with tracer().start_as_current_span(
        call.method,
        W3C.extract(sent),
        SpanKind.SERVER,
        {**rpc_attributes(call.method, call.system), REQUEST_ID: call.request_id},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        structlog.contextvars.bind_contextvars(trace_id=format_trace_id(span.get_span_context().trace_id))
        yield


def note_end(call: Call, code: int, failure: MujazError | None) -> None:
    """Notes on the current span, if there is one, how its call ended."""
    span = current_span()
    if span is None:
        return
    span.set_attribute("rpc.response.status_code", Code.Name(code))
    span.set_attributes({"mujaz.articles": call.articles, "mujaz.chars": call.chars, "mujaz.failed": call.failed})
    if failure is not None:
        span.set_attribute("error.type", failure.reason)
    if code not in _NOT_SERVER_ERRORS:
        span.set_status(Status(StatusCode.ERROR))
