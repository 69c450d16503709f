"""Decides whether there is room for one more article, before any work is done on it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

from mujaz.errors import Overloaded

_SMOOTHING = 0.1
"""Weight of the newest article in the running mean of how long one takes."""

_KEPT_SHARE = 4
"""Every fourth place is kept for those who do not wait. Four streams fill the server, and without it every other call
would be refused for as long as they last."""


class Admission:
    """Counts the articles in work. Belongs to one event loop.

    Those who wait get all places but the kept ones, in order; while they wait, those who do not get the kept ones only.
    So neither can shut the other out.

    Args:
        max_concurrent_articles: The most at once.
    """

    def __init__(self, max_concurrent_articles: int) -> None:
        self._limit = max_concurrent_articles
        self._kept = max_concurrent_articles // _KEPT_SHARE
        self._inside = 0
        self._patient = 0  # of these, those who would have waited
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
        """Raises `Overloaded` where one who does not wait would be refused now."""
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
                self._leave(patient=True)  # the place was handed over in the same turn of the loop
            elif place in self._waiting:  # not where whoever left in the same turn has passed over it
                self._waiting.remove(place)
            raise

    def _leave(self, *, patient: bool) -> None:
        """Gives the place back, and to those who waited longest what they may have."""
        self._inside -= 1
        self._patient -= patient
        while self._waiting and self._has_room_for_patient:
            place = self._waiting.popleft()
            if not place.done():
                self._inside += 1
                self._patient += 1
                place.set_result(None)

    def _overloaded(self) -> Overloaded:
        # By half the time that an article takes, half of those in work will have left. Told to come back when the next
        # one leaves, a client had used up its four tries in 0.3 s.
        delay_s = min(30.0, max(0.1, self._mean_duration_s / 2))
        return Overloaded(
            f"{self._inside} articles are in work, the limit is {self._limit} (max_concurrent_articles); "
            f"try again in {delay_s:.1f} s",
            retry_delay_s=delay_s,
        )
