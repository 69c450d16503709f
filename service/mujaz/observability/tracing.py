"""OpenTelemetry spans: how long a call, each of its articles and each stage took. They hold counts and names, no texts.

Only OpenTelemetry's API is used here, which does nothing until a program sets up the SDK, as `exporting` does.
Exceptions are never recorded in a span, as their messages may quote an article.
"""

import importlib
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import Span, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from mujaz.errors import ConfigError

REQUEST_ID = "mujaz.request_id"
"""The attribute for the id of a call."""

W3C = TraceContextTextMapPropagator()
"""Reads and writes `traceparent` and `tracestate`."""

_SDK = "mujaz.observability.trace_export"


def tracer() -> Tracer:
    """The tracer that makes the spans of Mujaz."""
    return trace.get_tracer("mujaz")


def rpc_attributes(method: str, system: str = "grpc") -> dict[str, str]:
    """The attributes that OpenTelemetry's conventions define for a call.

    Args:
        method: Service and method, such as `mujaz.v1.ArticleService/ProcessArticle`.
        system: The conventions' name for the protocol.
    """
    return {"rpc.system.name": system, "rpc.method": method}


def current_span() -> Span | None:
    """The span that this code runs in; None where it is not recorded."""
    span = trace.get_current_span()
    return span if span.is_recording() else None


def part(name: str) -> AbstractContextManager[object]:
    """Opens a span inside the current one; does nothing where that is not recorded.

    Args:
        name: The name of the span.
    """
    if current_span() is None:
        return nullcontext()
    return tracer().start_as_current_span(name, record_exception=False, set_status_on_exception=False)


def stage(parent: Span, name: str, duration_s: float, *, ended_s_ago: float = 0.0) -> None:
    """Records a span for a stage that has already ended.

    Args:
        parent: The span that it is part of.
        name: The name of the stage.
        duration_s: How long it took.
        ended_s_ago: How long ago it ended.
    """
    end_ns = time.time_ns() - round(1e9 * ended_s_ago)
    context = trace.set_span_in_context(parent)
    span = tracer().start_span(name, context, start_time=end_ns - round(1e9 * duration_s))
    span.end(end_ns)


@contextmanager
def exporting() -> Iterator[None]:
    """Sends spans over OTLP to where the `OTEL_*` variables say, until the context ends; unsent ones are sent then.

    Raises:
        ConfigError: The SDK is not installed.
    """
    try:
        export: Any = importlib.import_module(_SDK)
    except ImportError:
        raise ConfigError(
            "tracing needs OpenTelemetry: `pip install '.[tracing]'` in the folder of Mujaz", reason="CONFIG_EXTRA"
        ) from None
    provider = export.tracer_provider()
    trace.set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
