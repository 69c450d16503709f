"""A small OTLP collector for measurements, which only counts the spans that it receives."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import grpc
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as pb
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as pb_grpc


@dataclass
class Sink(pb_grpc.TraceServiceServicer):
    """A collector of spans.

    Args:
        address: HOST:PORT.
        spans: The number of spans received.
        services: The names of the programs that sent them.
    """

    address: str = ""
    spans: int = 0
    services: frozenset[str] = frozenset()

    def Export(self, request: pb.ExportTraceServiceRequest, context: Any) -> pb.ExportTraceServiceResponse:  # noqa: ARG002
        """Count the spans of a request."""
        for sent in request.resource_spans:
            self.spans += sum(len(scope.spans) for scope in sent.scope_spans)
            self.services |= {a.value.string_value for a in sent.resource.attributes if a.key == "service.name"}
        return pb.ExportTraceServiceResponse()


@contextmanager
def sink() -> Iterator[Sink]:
    """Listen on a free port within the `with` block."""
    collector = Sink()
    server = grpc.server(ThreadPoolExecutor(2))
    pb_grpc.add_TraceServiceServicer_to_server(collector, server)
    collector.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield collector
    finally:
        server.stop(1.0).wait()
