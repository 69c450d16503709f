"""Measures how fast the model decodes, to tell which requests can no longer be done in time."""

_FADING = 0.9
"""Factor by which each newer batch reduces the weight of a measured one, so that about the last ten count."""

_ENOUGH = 5
"""Full batches that must have been measured before there is an estimate."""

_SPEED_MARGIN = 2.0
"""How many times faster than measured the model may turn out to be. Batches differ, and a wrong refusal is worse than a
late answer."""


class Pace:
    """Measures work per second from batches, of which a few may run at once. Use it only with the batcher's lock held.

    Small batches do much less work per second than full ones, so quiet times say nothing about a rush. Only periods
    that end with a full batch count.
    """

    def __init__(self) -> None:
        self._running = 0
        self._since_s = 0.0
        self._work_since = 0.0
        self._work = 0.0
        self._seconds = 0.0
        self._measured = 0

    def begin(self, now_s: float) -> None:
        """Notes that the model was given a batch."""
        if not self._running:
            self._since_s, self._work_since = now_s, 0.0
        self._running += 1

    def end(self, now_s: float, *, work: float, full: bool) -> None:
        """Notes that a batch came back.

        Args:
            now_s: The time of `time.monotonic`.
            work: The work of all its chunks, as in `Item.work`.
            full: Whether it was about as large as a batch may be.
        """
        self._running -= 1
        self._work_since += work
        if full:
            self._work = _FADING * self._work + self._work_since
            self._seconds = _FADING * self._seconds + now_s - self._since_s
            self._since_s, self._work_since = now_s, 0.0
            self._measured += 1

    def least_s(self, work: float) -> float:
        """The least number of seconds that some work takes; 0 until enough batches have been measured."""
        if self._measured < _ENOUGH or not self._work:
            return 0.0
        return work * self._seconds / (_SPEED_MARGIN * self._work)
