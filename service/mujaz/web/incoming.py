"""Reads the body of a request within limits of size and time, and notices when the client has gone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from typing import TypeVar

from starlette.types import Receive

from mujaz.errors import InvalidInput, Overloaded
from mujaz.web.inflating import Inflating, check_encoding

T = TypeVar("T")

_PAUSE_S = 20.0
"""The longest wait for the next bytes of a body."""

_WHOLE_S = 300.0
"""The longest wait for a whole body."""

_HELD_BODIES = 16
"""Bodies of the greatest length that may be in memory at once."""

_RETRY_S = 1.0

_DISCARD_S = 2.0
_DISCARDED_BODIES = 16
"""The rest of a refused body is read for at most this time, and up to this many times the longest body."""


class ClientGone(Exception):
    """The client has gone, so there is nobody to answer."""


class Bodies:
    """Limits the memory that all request bodies of a server take together.

    Args:
        max_bytes: The longest body.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.held_bytes = 0

    def hold(self, size_bytes: int) -> None:
        """Reserves room for some bytes; raises `Overloaded` if there is none."""
        if self.held_bytes + size_bytes > _HELD_BODIES * self.max_bytes:
            raise Overloaded(
                f"the server holds {self.held_bytes:,} bytes of requests already; try again in {_RETRY_S:.1f} s",
                retry_delay_s=_RETRY_S,
            )
        self.held_bytes += size_bytes


class Incoming:
    """The body of one request.

    Args:
        receive: The ASGI receive function.
        declared_bytes: The `content-length` of the request, if it has one.
        bodies: The limits shared by all bodies.
        encoding: The `content-encoding` of the request; empty if it has none.

    Attributes:
        whole: Whether the body has been read to its end.
    """

    def __init__(self, receive: Receive, declared_bytes: int | None, bodies: Bodies, encoding: str = "") -> None:
        self._receive = receive
        self._encoding = encoding
        self._declared_bytes = declared_bytes
        self._bodies = bodies
        self._kept_bytes = 0
        self.whole = False

    def is_compressed(self) -> bool:
        """Whether the body is gzip; raises `InvalidInput` if its encoding is another one that is not supported."""
        return check_encoding(self._encoding, "content-encoding")

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yields the body in parts, as they arrive; a compressed one decompressed.

        Raises:
            ClientGone: The client left before the end.
            InvalidInput: Nothing arrived for too long, or the body cannot be decompressed.
        """
        if not self.is_compressed():
            async for part in self._parts():
                yield part
            return
        inflating = Inflating()
        async for part in self._parts():
            for piece in inflating.pieces(part):
                yield piece
        inflating.end()

    async def _parts(self) -> AsyncIterator[bytes]:
        """Yields the body in parts, as they arrive, and as they were sent."""
        while not self.whole:
            try:
                async with asyncio.timeout(_PAUSE_S):
                    message = await self._receive()
            except TimeoutError:
                raise InvalidInput(
                    f"paused for more than {_PAUSE_S:.0f} s; send it without pauses",
                    field="request",
                    reason="BODY_TOO_SLOW",
                ) from None
            if message["type"] == "http.disconnect":
                raise ClientGone
            self.whole = not message.get("more_body", False)
            if message.get("body"):
                yield message["body"]

    def keep(self, size_bytes: int) -> None:
        """Sets how much of the body is in memory now, in any form. If it is less than before, the rest is released.

        Raises:
            Overloaded: There is no room for that much.
        """
        more_bytes = size_bytes - self._kept_bytes
        if more_bytes > 0:
            self._bodies.hold(more_bytes)
        else:
            self._bodies.held_bytes += more_bytes
        self._kept_bytes = size_bytes

    async def read(self) -> bytes:
        """Returns the whole body. It counts as kept until `keep` says otherwise, as its parsed form is about as long.

        Raises:
            ClientGone: The client left before the end.
            InvalidInput: The body is too long, or arrives too slowly.
            Overloaded: The server holds too many bodies already.
        """
        limit = self._bodies.max_bytes
        if self._declared_bytes is not None and self._declared_bytes > limit:
            raise too_long(limit)
        parts: list[bytes] = []
        size_bytes = 0
        try:
            async with asyncio.timeout(_WHOLE_S):
                async for part in self.chunks():
                    size_bytes += len(part)
                    if size_bytes > limit:
                        raise too_long(limit)
                    self.keep(size_bytes)
                    parts.append(part)
        except TimeoutError:
            raise InvalidInput(
                f"took longer than {_WHOLE_S:.0f} s to arrive", field="request", reason="BODY_TOO_SLOW"
            ) from None
        return b"".join(parts)

    async def discard(self) -> None:
        """Reads the rest of a refused body, within limits. If the connection closed earlier, no answer would arrive."""
        left_bytes = _DISCARDED_BODIES * self._bodies.max_bytes
        with suppress(ClientGone, InvalidInput, TimeoutError):
            async with asyncio.timeout(_DISCARD_S):
                async for part in self._parts():
                    left_bytes -= len(part)
                    if left_bytes < 0:
                        return

    async def while_there(self, work: Awaitable[T]) -> T:
        """Runs work until it ends or the client leaves. To be called once the body has been read.

        Raises:
            ClientGone: The client left, and the work was cancelled.
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
