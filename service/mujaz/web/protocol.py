"""HTTP/1.1 with patience that ends: uvicorn's protocol, and what it lacks against peers that dawdle."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_HEADERS_S = 10.0
"""From the first byte of a request, or from the connection, to the end of its headers."""

_STUCK_S = 60.0
"""How long a peer may read nothing of what is ready for it."""


class PatientProtocol(H11Protocol):
    """Ends connections whose headers do not come, or whose peer does not read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._headers_timer: asyncio.TimerHandle | None = None
        self._stuck_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begins to wait for a request."""
        super().connection_made(transport)
        self._headers_timer = self.loop.call_later(_HEADERS_S, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Waits on where the headers are not whole."""
        super().data_received(data)
        partial = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not partial:
            self._headers_timer = _stopped(self._headers_timer)
        elif self._headers_timer is None:
            self._headers_timer = self.loop.call_later(_HEADERS_S, self.transport.abort)

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
        super().connection_lost(exc)


def _stopped(timer: asyncio.TimerHandle | None) -> asyncio.TimerHandle | None:
    """Stops a timer; returns what takes its place: none."""
    if timer is not None:
        timer.cancel()
    return None
