"""What a client sends: its body within limits of size and time, and whether it is still there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from typing import TypeVar

from starlette.types import Receive

from mujaz.errors import InvalidInput, Overloaded

T = TypeVar("T")

_PAUSE_S = 20.0
"""The longest wait for the next bytes of a body."""

_WHOLE_S = 300.0
"""The longest wait for a whole body."""

_HELD_BODIES = 16
"""Bodies of the longest kind that may be held at once."""

_RETRY_S = 1.0

_DISCARD_S = 2.0
_DISCARDED = 16
"""What is read of a body that is refused: for so long, so many times the longest."""


class ClientGone(Exception):
    """The client is not there any more, so nobody wants an answer."""


class Bodies:
    """The bodies of all requests of a server together.

    Args:
        max_bytes: The longest body.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.held_bytes = 0

    def hold(self, size_bytes: int) -> None:
        """Takes room for some bytes; raises `Overloaded` where there is none."""
        if self.held_bytes + size_bytes > _HELD_BODIES * self.max_bytes:
            raise Overloaded(
                f"the server holds {self.held_bytes:,} bytes of requests already; try again in {_RETRY_S:.1f} s",
                retry_delay_s=_RETRY_S,
            )
        self.held_bytes += size_bytes


class Incoming:
    """The body of one request.

    Args:
        receive: Where ASGI gives it.
        declared_bytes: Its `content-length`, where it has one.
        bodies: All of them.
    """

    def __init__(self, receive: Receive, declared_bytes: int | None, bodies: Bodies) -> None:
        self._receive = receive
        self._declared_bytes = declared_bytes
        self._bodies = bodies
        self._kept_bytes = 0
        self.whole = False

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body, piece by piece.

        Raises:
            ClientGone: The client went before the end.
            InvalidInput: Nothing came for too long.
        """
        while not self.whole:
            try:
                async with asyncio.timeout(_PAUSE_S):
                    message = await self._receive()
            except TimeoutError:
                raise InvalidInput(
                    f"stopped coming for {_PAUSE_S:.0f} s; send it in one go", field="request", reason="BODY_TOO_SLOW"
                ) from None
            if message["type"] == "http.disconnect":
                raise ClientGone
            self.whole = not message.get("more_body", False)
            if message.get("body"):
                yield message["body"]

    def keep(self, size_bytes: int) -> None:
        """Says how much of the body is in memory now, in whatever form; what is less than before is free for others.

        Raises:
            Overloaded: There is no room for so much.
        """
        more_bytes = size_bytes - self._kept_bytes
        if more_bytes > 0:
            self._bodies.hold(more_bytes)
        else:
            self._bodies.held_bytes += more_bytes
        self._kept_bytes = size_bytes

    async def read(self) -> bytes:
        """The whole body. It counts as kept until `keep` says otherwise, as what is made of it is about as long.

        Raises:
            ClientGone: As `chunks`.
            InvalidInput: It is too long, or too slow.
            Overloaded: There are too many bodies.
        """
        limit = self._bodies.max_bytes
        if self._declared_bytes is not None and self._declared_bytes > limit:
            raise too_long(limit)
        pieces: list[bytes] = []
        size_bytes = 0
        try:
            async with asyncio.timeout(_WHOLE_S):
                async for piece in self.chunks():
                    size_bytes += len(piece)
                    if size_bytes > limit:
                        raise too_long(limit)
                    self.keep(size_bytes)
                    pieces.append(piece)
        except TimeoutError:
            raise InvalidInput(
                f"took longer than {_WHOLE_S:.0f} s to come", field="request", reason="BODY_TOO_SLOW"
            ) from None
        return b"".join(pieces)

    async def discard(self) -> None:
        """Reads what is left of a body that is refused, within limits: closed before, its client sees no answer."""
        left_bytes = _DISCARDED * self._bodies.max_bytes
        with suppress(ClientGone, InvalidInput, TimeoutError):
            async with asyncio.timeout(_DISCARD_S):
                async for piece in self.chunks():
                    left_bytes -= len(piece)
                    if left_bytes < 0:
                        return

    async def while_there(self, work: Awaitable[T]) -> T:
        """Does work for as long as the client is there, once its body is whole.

        Raises:
            ClientGone: It went; the work is cancelled.
        """
        working = asyncio.ensure_future(work)
        leaving = asyncio.create_task(self._until_gone())
        try:
            await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
            gone = not working.done()
        finally:
            leaving.cancel()
            working.cancel()
            await asyncio.wait({working, leaving})
        if gone:
            raise ClientGone
        return working.result()

    async def _until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


def too_long(limit_bytes: int) -> InvalidInput:
    """The error about a request of too many bytes."""
    return InvalidInput(
        f"is longer than {limit_bytes:,} bytes (max_message_bytes); send less at once",
        field="request",
        reason="MESSAGE_TOO_LONG",
    )
