"""Decides whether there is room for one more article, before any work is done for it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from mujaz.errors import Overloaded

_SMOOTHING = 0.1
"""Weight of the newest article in the running mean of the time that an article takes."""

_KEPT_SHARE = 4
"""Every fourth place is kept for callers who do not wait. Four streams fill the server, and without kept places all
other calls would be refused until the streams end."""


class Admission:
    """Counts the articles that are being processed. Belongs to one event loop.

    Callers who wait get all places except the kept ones, in order of arrival. As long as any of them wait, callers who
    do not wait get only the kept places. So neither group can lock the other out.

    Args:
        max_concurrent_articles: The most articles that are processed at once.
    """

    def __init__(self, max_concurrent_articles: int) -> None:
        self._limit = max_concurrent_articles
        self._kept = max_concurrent_articles // _KEPT_SHARE
        self._inside = 0
        self._patient = 0  # how many of these belong to callers who wait
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._mean_duration_s = 1.0

    @property
    def inside(self) -> int:
        """Articles that are being processed now."""
        return self._inside

    @asynccontextmanager
    async def enter(self, *, wait: bool = False) -> AsyncIterator[None]:
        """Holds a place for one article.

        Args:
            wait: Wait for a place instead of being refused; for streams, which this slows down.

        Raises:
            Overloaded: There is no place; says when there may be one.
        """
        if wait:
            await self._wait()
        else:
            self.expect_room()
            self._inside += 1
        started_s = perf_counter()
        try:
            yield
            self._mean_duration_s += _SMOOTHING * (perf_counter() - started_s - self._mean_duration_s)
        finally:
            self._leave(patient=wait)

    def expect_room(self) -> None:
        """Raises `Overloaded` if a caller who does not wait would be refused now."""
        if self._inside < self._limit and (not self._waiting or self._inside - self._patient < self._kept):
            return
        raise self._overloaded()

    @property
    def _has_room_for_patient(self) -> bool:
        return self._inside < self._limit and self._patient < self._limit - self._kept

    async def _wait(self) -> None:
        if self._has_room_for_patient and not self._waiting:
            self._inside += 1
            self._patient += 1
            return
        place = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._leave(patient=True)  # the place was granted in the same turn of the loop
            elif place in self._waiting:  # `_leave` may have dropped it in the same turn
                self._waiting.remove(place)
            raise

    def _leave(self, *, patient: bool) -> None:
        """Releases a place, and grants what is free to those who have waited longest."""
        self._inside -= 1
        self._patient -= patient
        while self._waiting and self._has_room_for_patient:
            place = self._waiting.popleft()
            if not place.done():
                self._inside += 1
                self._patient += 1
                place.set_result(None)

    def _overloaded(self) -> Overloaded:
        # In half the time that an article takes, half of those in progress will have finished. When clients were told
        # to come back as soon as the next one finishes, they used up their four tries in 0.3 s.
        delay_s = min(30.0, max(0.1, self._mean_duration_s / 2))
        return Overloaded(
            f"{self._inside} articles are in work, the limit is {self._limit} (max_concurrent_articles); "
            f"try again in {delay_s:.1f} s",
            retry_delay_s=delay_s,
        )
