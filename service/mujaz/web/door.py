"""The HTTP door: one port, served by uvicorn on the server's own event loop."""

import asyncio
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from mujaz.config import host_and_port
from mujaz.serving.house import House
from mujaz.serving.listening import bound_socket, unusable
from mujaz.serving.tls import Renewed, TlsFiles
from mujaz.web.app import web_app
from mujaz.web.protocol import PatientProtocol

_KEEP_ALIVE_S = 30
"""How long an idle connection is kept open between two requests."""

_BACKLOG = 1024


class HttpDoor:
    """An HTTP server on one port. Belongs to the event loop in which it is created.

    Args:
        house: What the doors of this server share.

    Raises:
        ConfigError: The address is invalid, or the TLS files cannot be used.
    """

    def __init__(self, house: House) -> None:
        self._address = house.settings.http
        self._host, self._port = host_and_port(self._address, setting="http")
        logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # this server has its own log
        context = None if house.tls is None else _context(house.tls)
        self._server = _Server(
            uvicorn.Config(
                web_app(house),
                http=PatientProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                backlog=_BACKLOG,
                timeout_keep_alive=_KEEP_ALIVE_S,
                ssl_context_factory=None if context is None else lambda *_: context,
            )
        )
        self._scheme = "http" if house.tls is None else "https"
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> str:
        """Starts to listen.

        Returns:
            The address as a URL, with the port that was chosen.

        Raises:
            ConfigError: The address cannot be listened on.
        """
        try:
            listening = bound_socket(self._host, self._port)
            listening.listen(_BACKLOG)
        except OSError as error:
            raise unusable(self._address, error) from None
        self._serving = asyncio.create_task(self._server.serve([listening]))
        shown = f"[{self._host}]" if ":" in self._host else self._host
        return f"{self._scheme}://{shown}:{listening.getsockname()[1]}/"

    async def stop(self, grace_s: float) -> None:
        """Accepts no more calls, and waits for those in progress.

        Args:
            grace_s: The longest wait in seconds.
        """
        if self._serving is None:
            return
        self._server.config.timeout_graceful_shutdown = max(1, round(grace_s))
        self._server.should_exit = True
        await self._serving
        for left in list(self._server.server_state.connections):  # their peers do not read what was sent
            left.transport.abort()
        await asyncio.sleep(0)  # in which aborted connections are closed


class _Server(uvicorn.Server):
    """Does not handle signals, as the process has another door to close."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _context(files: TlsFiles) -> ssl.SSLContext:
    """An SSL context that checks at every handshake whether the files have changed."""
    renewed = Renewed(files, files.context)
    context = renewed.current

    def on_hello(connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = renewed.latest()

    context.sni_callback = on_hello
    return context
