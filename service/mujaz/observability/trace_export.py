"""Sends spans to a collector. Imported only where tracing is on, as it needs the extra `tracing`."""

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from mujaz import __version__


def tracer_provider() -> TracerProvider:
    """A tracer provider as the `OTEL_*` variables configure it; the service is called `mujaz` by default."""
    default = Resource({SERVICE_NAME: "mujaz", SERVICE_VERSION: __version__})
    provider = TracerProvider(resource=default.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
