"""The standard health check, `grpc.health.v1`."""

import enum

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mujaz.client.failures import error_from_call


class Health(enum.Enum):
    """How a server, or one of its services, says it is. The values are those of `grpc.health.v1`."""

    UNKNOWN = 0
    SERVING = 1
    NOT_SERVING = 2
    """Starting, stopping, or not working."""
    SERVICE_UNKNOWN = 3
    """The server has no service of that name."""


health_stub = health_pb2_grpc.HealthStub
"""Makes the stub for a channel, sync or async."""


def health_request(service: str) -> health_pb2.HealthCheckRequest:
    """Asks for one service, or the server as a whole if empty."""
    return health_pb2.HealthCheckRequest(service=service)


def health_of_response(response: health_pb2.HealthCheckResponse) -> Health:
    """Reads the answer."""
    return Health(response.status)


def health_of_failure(call: grpc.RpcError, *, address: str, timeout_s: float) -> Health:
    """Reads a failed check: the protocol answers NOT_FOUND for a service it does not know.

    Raises:
        MujazError: It failed for another reason.
    """
    if call.code() is grpc.StatusCode.NOT_FOUND:
        return Health.SERVICE_UNKNOWN
    raise error_from_call(call, address=address, timeout_s=timeout_s) from None
