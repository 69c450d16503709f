"""The state of a server: starting, serving or stopping."""

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
        abandoned: Whether the drain time is up, so that calls in progress are cancelled.
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
        """The scheduler; raises `NotReady` until the models are loaded."""
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
        """Cancels the calls in progress. If gRPC's core did it, their statuses would have no details."""
        self.abandoned = True
        for task in self._calls:
            task.cancel()

    async def until_stopping(self, work: Coroutine[None, None, None]) -> bool:
        """Runs work that has no end of its own until the server stops; returns whether it finished by itself."""
        return await until(self.stopping, work)


async def until(event: asyncio.Event, work: Coroutine[None, None, None]) -> bool:
    """Runs work until it ends or an event is set.

    Args:
        event: Cancels the work once it is set.
        work: The work; what it raises is raised.

    Returns:
        Whether the work finished by itself.
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
