"""Watches whether the model still works: how long it has had each batch, and how many batches failed in a row."""

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from mujaz.scheduling.run_time import RunTime
from mujaz.scheduling.tickets import Item

_CHECK_EVERY_S = 0.05
"""How often `join` checks whether something hangs while it waits for a thread."""

_MOMENT_S = 1e-6


class EngineWatch:
    """Observes each batch on the thread that runs it; may be asked from any other thread.

    Args:
        timeout_s: The run time after which a batch counts as hung. On a busy machine, the clock time is longer.
    """

    def __init__(self, timeout_s: float) -> None:
        self.timeout_s = timeout_s
        self._numbers = itertools.count()
        self._in_work: dict[int, _Work] = {}
        self._run_time = RunTime()
        self._looked_s = time.monotonic()
        self._failures = 0
        self._failing_since_s = 0.0
        self._lock = threading.Lock()

    @contextmanager
    def step(self, items: Sequence[Item] = ()) -> Iterator[None]:
        """Wraps what may hang, such as a step of the pipeline that runs a summary model. Errors do not count.

        Args:
            items: The chunks in it that callers wait for.
        """
        with self._lock:
            number = next(self._numbers)
            self._in_work[number] = _Work(items)
        try:
            yield
        finally:
            with self._lock:
                del self._in_work[number]

    @contextmanager
    def batch(self, items: Sequence[Item] = ()) -> Iterator[None]:
        """Wraps a batch of the translation model, and counts whether it fails.

        Args:
            items: The chunks in the batch; none for the test sentence.
        """
        with self.step(items):
            try:
                yield
            except BaseException:
                self._count(failed=True)
                raise
            self._count(failed=False)

    def join(self, thread: threading.Thread) -> None:
        """Waits for a thread to end; returns early if something hangs, as the thread may then never end."""
        while thread.is_alive() and not self.hung:
            thread.join(_CHECK_EVERY_S)

    @property
    def hung(self) -> bool:
        """Whether a batch or a step of the pipeline has run longer than the timeout."""
        return any(late for late, _ in self.in_work())

    @property
    def failures(self) -> int:
        """Batches that have failed since the last success."""
        return self._failures

    @property
    def failing_s(self) -> float:
        """Seconds since the first of those failures; 0 if there are none."""
        with self._lock:
            return time.monotonic() - self._failing_since_s if self._failures else 0.0

    def in_work(self) -> list[tuple[bool, Sequence[Item]]]:
        """The chunks of each batch and step that is running, with whether it has run for too long."""
        with self._lock:
            now_s = time.monotonic()
            share = self._run_time.passed_s() / max(now_s - self._looked_s, _MOMENT_S)
            self._looked_s = now_s
            for work in self._in_work.values():
                work.ran_s += share * (now_s - work.seen_s)
                work.seen_s = now_s
            return [(work.ran_s > self.timeout_s, work.items) for work in self._in_work.values()]

    def _count(self, *, failed: bool) -> None:
        with self._lock:
            if failed and not self._failures:
                self._failing_since_s = time.monotonic()
            self._failures = self._failures + 1 if failed else 0


@dataclass(slots=True)
class _Work:
    """A batch in the model, or a step of the pipeline.

    Args:
        items: The chunks in it that callers wait for.
        ran_s: How long it could have run so far.
        seen_s: The time of `time.monotonic` up to which `ran_s` is counted.
    """

    items: Sequence[Item]
    ran_s: float = 0.0
    seen_s: float = field(default_factory=time.monotonic)
