"""Where a server stands between its start and its end."""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from mujaz.errors import NotReady
from mujaz.scheduling.scheduler import Scheduler
from mujaz.serving.reading import Reader


class Lifecycle:
    """Starting until it has a scheduler, then serving, then stopping. Belongs to one event loop.

    Attributes:
        stopping: Set when the server begins to stop.
        abandoned: Whether the time for calls in work is over, so that they are cancelled.
        healthy: Whether the models are loaded and work.
        reader: Reads the messages of calls.
    """

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self.abandoned = False
        self.healthy = False
        self.reader = Reader()
        self._calls: set[asyncio.Task[Any]] = set()
        self._scheduler: Scheduler | None = None

    @property
    def scheduler(self) -> Scheduler:
        """The scheduler; raises `NotReady` while there is none."""
        if self._scheduler is None:
            raise NotReady("the server is loading its models; try again in a moment")
        return self._scheduler

    def serve_with(self, scheduler: Scheduler) -> None:
        """Starts to serve."""
        self._scheduler = scheduler

    @contextmanager
    def in_work(self) -> Iterator[None]:
        """Notes that the current task answers a call."""
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            yield
        finally:
            self._calls.discard(task)

    def abandon(self) -> None:
        """Cancels the calls in work. Done by gRPC's core, they would end without details in their status."""
        self.abandoned = True
        for task in self._calls:
            task.cancel()

    async def until_stopping(self, work: Coroutine[None, None, None]) -> bool:
        """Runs work that may go on for as long as a client likes; says whether it came to its own end."""
        return await until(self.stopping, work)


async def until(event: asyncio.Event, work: Coroutine[None, None, None]) -> bool:
    """Runs work for as long as an event is not set.

    Args:
        event: Cancels the work.
        work: Raises what it likes.

    Returns:
        Whether the work came to its own end.
    """
    working = asyncio.create_task(work)
    waiting = asyncio.create_task(event.wait())
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()
        working.cancel()
        await asyncio.wait({working, waiting})
    if working.cancelled():
        return False
    working.result()
    return True
