"""The span of a call in the client. It is recorded only if the calling program has set up OpenTelemetry."""

from collections.abc import Iterator
from contextlib import contextmanager

import grpc
from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context

from mujaz.client.channel import SERVICE
from mujaz.observability.tracing import W3C, rpc_attributes, tracer


@contextmanager
def client_span(method: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Records a span from the sending of a call to its end, retries included.

    The span is not made current, as what a program does between the answers of a stream is not part of the call.

    Args:
        method: The name of the method.

    Yields:
        Metadata that passes the span to the server.
    """
    name = f"{SERVICE}/{method}"
    span = tracer().start_span(name, kind=SpanKind.CLIENT, attributes=rpc_attributes(name))
    headers: dict[str, str] = {}
    W3C.inject(headers, set_span_in_context(span))
    try:
        yield tuple(headers.items())
    except grpc.RpcError as error:
        span.set_attributes({"rpc.response.status_code": error.code().name, "error.type": error.code().name})
        span.set_status(Status(StatusCode.ERROR))
        raise
    finally:
        span.end()
