"""What a server can do, for clients that ask: the reflection service, under its old name and its present one.

The two differ in nothing but the name of their package; grpcio's own package has the old one alone, which today's
grpcurl and Kreya ask for second or not at all.
"""

from typing import Any, cast

import grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2, reflection_pb2_grpc

V1 = "grpc.reflection.v1.ServerReflection"
_METHOD = "ServerReflectionInfo"


def add_reflection(services: tuple[str, ...], server: "grpc.aio.Server") -> None:
    """Lets a server tell its services.

    Args:
        services: Their full names.
        server: Not started yet.
    """
    servicer = reflection.aio.ReflectionServicer((*services, V1, reflection.SERVICE_NAME))
    reflection_pb2_grpc.add_ServerReflectionServicer_to_server(servicer, server)
    handler = grpc.stream_stream_rpc_method_handler(
        cast(Any, servicer.ServerReflectionInfo),
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(V1, {_METHOD: handler}),))
