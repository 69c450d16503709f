"""Takes traces over OTLP and counts their spans: a collector small enough to stand beside a measurement."""

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
    """Where spans go.

    Args:
        address: HOST:PORT.
        spans: How many have come.
        services: The names of the programs that sent them.
    """

    address: str = ""
    spans: int = 0
    services: frozenset[str] = frozenset()

    def Export(self, request: pb.ExportTraceServiceRequest, context: Any) -> pb.ExportTraceServiceResponse:  # noqa: ARG002
        """Counts."""
        for sent in request.resource_spans:
            self.spans += sum(len(scope.spans) for scope in sent.scope_spans)
            self.services |= {a.value.string_value for a in sent.resource.attributes if a.key == "service.name"}
        return pb.ExportTraceServiceResponse()


@contextmanager
def sink() -> Iterator[Sink]:
    """Listens on a free port while inside."""
    found = Sink()
    server = grpc.server(ThreadPoolExecutor(2))
    pb_grpc.add_TraceServiceServicer_to_server(found, server)
    found.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield found
    finally:
        server.stop(1.0).wait()
