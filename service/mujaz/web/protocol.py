"""Extends uvicorn's HTTP/1.1 protocol by timeouts for slow peers and a limit of connections."""

import asyncio
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEADERS_S = 10.0
"""The longest time from the first byte of a request, or from the connection, to the end of the headers."""

_STUCK_S = 60.0
"""The longest time for which a peer may read nothing of an answer that is ready."""

_REST_S = 10.0
"""The longest time for which the unread rest of a body may go on arriving after the answer."""

_MAX_CONNECTIONS = 4096


def max_connections() -> int:
    """The most connections at once: at most half of the process's file descriptors, as gRPC and models need some."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MAX_CONNECTIONS if soft == resource.RLIM_INFINITY else min(_MAX_CONNECTIONS, soft // 2)


class PatientProtocol(H11Protocol):
    """Closes connections whose headers do not arrive or whose peer does not read, and those beyond the limit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headers_timer: asyncio.TimerHandle | None = None
        self._stuck_timer: asyncio.TimerHandle | None = None
        self._rest_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's signature
        """Starts to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > max_connections():
            transport.abort()
            return
        self._headers_timer = self.loop.call_later(_HEADERS_S, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Goes on waiting if the headers are incomplete."""
        super().data_received(data)
        partial = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not partial:
            self._headers_timer = _stopped(self._headers_timer)
        elif self._headers_timer is None:
            self._headers_timer = self.loop.call_later(_HEADERS_S, self.transport.abort)
        if self.conn.their_state is not h11.SEND_BODY:
            self._rest_timer = _stopped(self._rest_timer)

    def on_response_complete(self) -> None:
        """Limits how long the rest of the request's body may arrive; uvicorn would drop it without an end."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._rest_timer = self.loop.call_later(_REST_S, self.transport.abort)

    def pause_writing(self) -> None:
        """Starts to wait, as the peer does not read."""
        super().pause_writing()
        self._stuck_timer = self.loop.call_later(_STUCK_S, self.transport.abort)

    def resume_writing(self) -> None:
        """Stops waiting, as the peer reads again."""
        super().resume_writing()
        self._stuck_timer = _stopped(self._stuck_timer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops all timers."""
        self._headers_timer = _stopped(self._headers_timer)
        self._stuck_timer = _stopped(self._stuck_timer)
        self._rest_timer = _stopped(self._rest_timer)
        super().connection_lost(exc)


def _stopped(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Stops a timer, if there is one; always returns None, to take its place."""
    if timer is not None:
        timer.cancel()
    return None
