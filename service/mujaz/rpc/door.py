"""The gRPC door: one port that serves the ArticleService, health and reflection."""

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
"""Names that the health service knows: the server as a whole (empty), and the ArticleService."""

_OTHER_STREAMS = 16
"""Streams of each connection that are kept for health, reflection and ListModels."""


class GrpcDoor:
    """A gRPC server on one port. Belongs to the event loop in which it is created.

    Args:
        house: What the doors of this server share.

    Raises:
        ConfigError: The TLS files cannot be used.
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
        """Starts to listen, with health at NOT_SERVING.

        Returns:
            The address, with the port that was chosen.

        Raises:
            ConfigError: The address cannot be listened on.
        """
        await self.set_serving(False)
        address = listen(self._settings.address, self._listen)
        await self._server.start()
        return address

    async def set_serving(self, serving: bool) -> None:
        """Sets the status that health reports."""
        answer = health_pb2.HealthCheckResponse
        status = answer.SERVING if serving else answer.NOT_SERVING
        for service in HEALTH_SERVICES:
            await self._health.set(service, status)

    async def say_stopping(self) -> None:
        """Sets health to NOT_SERVING for good; later changes are ignored."""
        await self._health.enter_graceful_shutdown()

    async def stop(self, grace_s: float) -> None:
        """Accepts no more calls, and waits for those in progress.

        Args:
            grace_s: The longest wait in seconds.
        """
        await self._server.stop(grace_s)

    def _listen(self, address: str) -> int:
        if self._credentials is None:
            return self._server.add_insecure_port(address)
        return self._server.add_secure_port(address, self._credentials)


def _options(settings: Settings) -> list[tuple[str, int]]:
    """Channel arguments for gRPC's core."""
    return [
        ("grpc.so_reuseport", 0),  # otherwise a second server on the same port would get half of the calls
        ("grpc.max_receive_message_length", settings.max_message_bytes),
        ("grpc.max_send_message_length", settings.max_message_bytes),
        # Each connection may have twice as many calls open as may run at once; further calls wait in the client.
        ("grpc.max_concurrent_streams", 2 * settings.max_concurrent_articles + _OTHER_STREAMS),
        # A peer that vanished is noticed within 80 s. Clients may ping every 10 s.
        ("grpc.keepalive_time_ms", 60_000),
        ("grpc.keepalive_timeout_ms", 20_000),
        ("grpc.http2.min_ping_interval_without_data_ms", 9_000),  # below 10 s, as clocks and networks are not exact
        ("grpc.keepalive_permit_without_calls", 1),
        # Clients reconnect now and then, so that a newly started server gets its share. Calls in progress finish first.
        ("grpc.max_connection_age_ms", round(1000 * settings.max_connection_age_s) or 2**31 - 1),
    ]
