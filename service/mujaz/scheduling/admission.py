"""Decides whether there is room for one more article, before any work is done on it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from mujaz.errors import Overloaded

_SMOOTHING = 0.1
"""Weight of the newest article in the running mean of how long one takes."""


class Admission:
    """Counts the articles in work. Belongs to one event loop.

    Args:
        max_concurrent_articles: The most at once.
    """

    def __init__(self, max_concurrent_articles: int) -> None:
        self._limit = max_concurrent_articles
        self._inside = 0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._mean_duration_s = 1.0

    @property
    def inside(self) -> int:
        """Articles in work now."""
        return self._inside

    @asynccontextmanager
    async def enter(self, *, wait: bool = False) -> AsyncIterator[None]:
        """Holds a place for one article.

        Args:
            wait: Wait for a place instead of being refused; for streams, which are slowed down by it.

        Raises:
            Overloaded: There is none, with the time after which there may be one.
        """
        if self._inside >= self._limit or self._waiting:
            if not wait:
                raise self._overloaded()
            await self._wait()
        else:
            self._inside += 1
        started_s = perf_counter()
        try:
            yield
            self._mean_duration_s += _SMOOTHING * (perf_counter() - started_s - self._mean_duration_s)
        finally:
            self._leave()

    async def _wait(self) -> None:
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave()  # the place was handed over in the same turn of the loop
            elif place in self._waiting:  # not where whoever left in the same turn has passed over it
                self._waiting.remove(place)
            raise

    def _leave(self) -> None:
        """Gives the place to the longest waiting, or back."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._inside -= 1

    def _overloaded(self) -> Overloaded:
        # With N articles in work that take D seconds each, one leaves every D/N seconds.
        delay_s = min(30.0, max(0.1, self._mean_duration_s / self._limit))
        return Overloaded(
            f"{self._inside} articles are in work, the limit is {self._limit} (max_concurrent_articles); "
            f"try again in {delay_s:.1f} s",
            retry_delay_s=delay_s,
        )
