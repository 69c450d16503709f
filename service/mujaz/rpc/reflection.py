"""The reflection service, which tells clients what a server can do, under its old and its current name.

The two differ only in the name of their protobuf package. grpcio's package has only the old one (v1alpha), which
today's grpcurl and Kreya try second or not at all.
"""

from typing import Any, cast

import grpc
from grpc_reflection.v1alpha import reflection, reflection_pb2, reflection_pb2_grpc

V1 = "grpc.reflection.v1.ServerReflection"
_METHOD = "ServerReflectionInfo"


def add_reflection(services: tuple[str, ...], server: "grpc.aio.Server") -> None:
    """Adds reflection to a server.

    Args:
        services: The full names of its services.
        server: The server, not yet started.
    """
    servicer = reflection.aio.ReflectionServicer((*services, V1, reflection.SERVICE_NAME))
    reflection_pb2_grpc.add_ServerReflectionServicer_to_server(servicer, server)
    handler = grpc.stream_stream_rpc_method_handler(
        cast(Any, servicer.ServerReflectionInfo),
        request_deserializer=reflection_pb2.ServerReflectionRequest.FromString,
        response_serializer=reflection_pb2.ServerReflectionResponse.SerializeToString,
    )
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(V1, {_METHOD: handler}),))
