"""HTTP/1.1 with patience that ends: uvicorn's protocol, and what it lacks against peers that dawdle or are too many."""

import asyncio
import resource
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEADERS_S = 10.0
"""From the first byte of a request, or from the connection, to the end of its headers."""

_STUCK_S = 60.0
"""How long a peer may read nothing of what is ready for it."""


_REST_S = 10.0
"""How long the rest of a body may come that nobody reads, after the answer to its request."""

_MOST_CONNECTIONS = 4096


def max_connections() -> int:
    """Connections at once: half the files that the process may open, as gRPC and the models need theirs."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return _MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(_MOST_CONNECTIONS, soft // 2)


class PatientProtocol(H11Protocol):
    """Ends connections whose headers do not come, whose peer does not read, or that are too many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headers_timer: asyncio.TimerHandle | None = None
        self._stuck_timer: asyncio.TimerHandle | None = None
        self._rest_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > max_connections():
            transport.abort()
            return
        self._headers_timer = self.loop.call_later(_HEADERS_S, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Waits on where the headers are not whole."""
        super().data_received(data)
        partial = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not partial:
            self._headers_timer = _stopped(self._headers_timer)
        elif self._headers_timer is None:
            self._headers_timer = self.loop.call_later(_HEADERS_S, self.transport.abort)
        if self.conn.their_state is not h11.SEND_BODY:
            self._rest_timer = _stopped(self._rest_timer)

    def on_response_complete(self) -> None:
        """The answer is sent; what is left of the request's body, which uvicorn drops without end, may come soon."""
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._rest_timer = self.loop.call_later(_REST_S, self.transport.abort)

    def pause_writing(self) -> None:
        """The peer does not read."""
        super().pause_writing()
        self._stuck_timer = self.loop.call_later(_STUCK_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        super().resume_writing()
        self._stuck_timer = _stopped(self._stuck_timer)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._headers_timer = _stopped(self._headers_timer)
        self._stuck_timer = _stopped(self._stuck_timer)
        self._rest_timer = _stopped(self._rest_timer)
        super().connection_lost(exc)


def _stopped(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Stops a timer; returns what takes its place: none."""
    if timer is not None:
        timer.cancel()
    return None
