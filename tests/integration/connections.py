"""Bare connections to a server, for bytes that no client would send."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias

Peer: TypeAlias = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connections(address: str, count: int) -> AsyncIterator[list[Peer]]:
    """Opens connections to HOST:PORT or a URL of these; they are gone at the end, however it comes."""
    host, port = address.removeprefix("http://").rstrip("/").rsplit(":", 1)
    peers: list[Peer] = []
    try:
        for _ in range(count):
            peers.append(await asyncio.open_connection(host, int(port)))
        yield peers
    finally:
        for _, writer in peers:
            writer.transport.abort()  # to close it would be to wait until what was sent is read
        for _, writer in peers:
            with contextlib.suppress(OSError):
                await writer.wait_closed()


@asynccontextmanager
async def connection(address: str) -> AsyncIterator[Peer]:
    """Opens one."""
    async with connections(address, 1) as (peer,):
        yield peer
