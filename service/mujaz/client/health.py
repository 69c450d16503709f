"""The standard health check, `grpc.health.v1`."""

import enum

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from mujaz.client.failures import error_from_call


class Health(enum.Enum):
    """The health of a server or one of its services. The values are those of `grpc.health.v1`."""

    UNKNOWN = 0
    SERVING = 1
    NOT_SERVING = 2
    """Starting, stopping, or not working."""
    SERVICE_UNKNOWN = 3
    """The server has no service of that name."""


health_stub = health_pb2_grpc.HealthStub
"""Creates the stub for a channel, blocking or async."""


def health_request(service: str) -> health_pb2.HealthCheckRequest:
    """The request about one service, or about the server as a whole if empty."""
    return health_pb2.HealthCheckRequest(service=service)


def health_of_response(response: health_pb2.HealthCheckResponse) -> Health:
    """Reads the answer to a health check."""
    return Health(response.status)


def health_of_failure(call: grpc.RpcError, *, address: str, timeout_s: float) -> Health:
    """Reads a failed check, as the protocol answers NOT_FOUND for an unknown service.

    Raises:
        MujazError: The check failed for another reason.
    """
    if call.code() is grpc.StatusCode.NOT_FOUND:
        return Health.SERVICE_UNKNOWN
    raise error_from_call(call, address=address, timeout_s=timeout_s) from None
