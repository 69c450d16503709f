"""How fast the model decodes, to tell what can no longer be done in time."""

_FADING = 0.9
"""What a measured batch still counts for after each newer one: the last ten or so decide."""

_ENOUGH = 5
"""Full batches that must have been measured before anything is foretold."""

_HASTE = 2.0
"""How much faster than measured the model may turn out to be: batches differ, and a wrong refusal is worse than a late
answer."""


class Pace:
    """Measures work a second from batches that ran, at most a few at once. Belongs to whoever holds the batcher's lock.

    Small batches do much less in a second than full ones, so a quiet time says nothing about a rush: only time that
    ends with a full batch counts.
    """

    def __init__(self) -> None:
        self._running = 0
        self._since_s = 0.0
        self._work_since = 0.0
        self._work = 0.0
        self._seconds = 0.0
        self._measured = 0

    def begin(self, now_s: float) -> None:
        """Notes that a batch goes to the model."""
        if not self._running:
            self._since_s, self._work_since = now_s, 0.0
        self._running += 1

    def end(self, now_s: float, *, work: float, full: bool) -> None:
        """Notes that a batch came back.

        Args:
            now_s: The time of `time.monotonic`.
            work: Of its chunks together, as in `Item.work`.
            full: Whether it was about as large as batches get.
        """
        self._running -= 1
        self._work_since += work
        if full:
            self._work = _FADING * self._work + self._work_since
            self._seconds = _FADING * self._seconds + now_s - self._since_s
            self._since_s, self._work_since = now_s, 0.0
            self._measured += 1

    def least_s(self, work: float) -> float:
        """Seconds that so much work takes at the very least; 0 while too little was measured."""
        if self._measured < _ENOUGH or not self._work:
            return 0.0
        return work * self._seconds / (_HASTE * self._work)
