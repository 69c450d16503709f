"""Sends spans to a collector. Needs the extra `tracing`; apart, so that it is imported where tracing is on only."""

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from mujaz import __version__


def tracer_provider() -> TracerProvider:
    """A provider that does what the `OTEL_*` variables say: where to, how many, under which name (`mujaz` if none)."""
    ours = Resource({SERVICE_NAME: "mujaz", SERVICE_VERSION: __version__})
    provider = TracerProvider(resource=ours.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider
