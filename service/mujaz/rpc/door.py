"""The gRPC door: one port that answers the ArticleService, health and reflection."""

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from mujaz.config import Settings
from mujaz.rpc.interceptors import ARTICLE_SERVICE, ArticleCalls, EndWithServer
from mujaz.rpc.listening import listen
from mujaz.rpc.reflection import add_reflection
from mujaz.rpc.servicer import ArticleServicer
from mujaz.rpc.tls import server_credentials
from mujaz.serving.house import House
from mujaz.v1 import article_pb2_grpc as pb_grpc

HEALTH_SERVICES = ("", ARTICLE_SERVICE)
"""Names that health answers for: the server as a whole, and the service."""

_OTHER_STREAMS = 16
"""Streams of one connection kept for health, reflection and ListModels."""


class GrpcDoor:
    """A gRPC server on one port. Belongs to the event loop in which it is made.

    Args:
        house: What it opens into.

    Raises:
        ConfigError: The files for TLS cannot be used.
    """

    def __init__(self, house: House) -> None:
        self._settings = house.settings
        self._health = health.aio.HealthServicer()
        self._credentials = server_credentials(house.tls)
        self._server = grpc.aio.server(
            interceptors=[
                ArticleCalls(house.lifecycle, house.answers, house.tokens, tracing=house.settings.tracing),
                EndWithServer(house.lifecycle),
            ],
            options=_options(house.settings),
        )
        pb_grpc.add_ArticleServiceServicer_to_server(ArticleServicer(house.answers), self._server)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        add_reflection((ARTICLE_SERVICE, health.SERVICE_NAME), self._server)

    async def start(self) -> str:
        """Listens, and answers health with NOT_SERVING.

        Returns:
            The address, with the port that was taken.

        Raises:
            ConfigError: Nothing can listen there.
        """
        await self.set_serving(False)
        address = listen(self._settings.address, self._listen)
        await self._server.start()
        return address

    async def set_serving(self, serving: bool) -> None:
        """Tells health."""
        answer = health_pb2.HealthCheckResponse
        status = answer.SERVING if serving else answer.NOT_SERVING
        for service in HEALTH_SERVICES:
            await self._health.set(service, status)

    async def say_stopping(self) -> None:
        """Tells health, for good."""
        await self._health.enter_graceful_shutdown()

    async def stop(self, grace_s: float) -> None:
        """Takes no more calls, and waits for those in work.

        Args:
            grace_s: How long at most.
        """
        await self._server.stop(grace_s)

    def _listen(self, address: str) -> int:
        if self._credentials is None:
            return self._server.add_insecure_port(address)
        return self._server.add_secure_port(address, self._credentials)


def _options(settings: Settings) -> list[tuple[str, int]]:
    """What gRPC's core is told."""
    return [
        ("grpc.so_reuseport", 0),  # a second server on the port would take half of the calls
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        # One connection may wait for a place with as many calls again as there are places; more wait in the client.
        ("grpc.max_concurrent_streams", 2 * settings.max_concurrent_articles + _OTHER_STREAMS),
        # A peer that went without a word is noticed within 80 s; clients may ask as often as every 10 s.
        ("grpc.keepalive_time_ms", 60_000),
        ("grpc.keepalive_timeout_ms", 20_000),
        ("grpc.http2.min_ping_interval_without_data_ms", 9_000),  # their clocks and the network are not exact
        ("grpc.keepalive_permit_without_calls", 1),
        # Clients connect anew now and then, so that a server which joined gets its share; calls in work are finished.
        ("grpc.max_connection_age_ms", round(1000 * settings.max_connection_age_s) or 2**31 - 1),
    ]
