"""Whether the model still works: how long it has had each batch, and how many have failed in a row."""

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from mujaz.scheduling.run_time import RunTime
from mujaz.scheduling.tickets import Item

_LOOK_EVERY_S = 0.05
"""How often, while a thread is waited for, it is asked whether it ever will end."""


_MOMENT_S = 1e-6


class EngineWatch:
    """Is told of each batch by the thread that runs it, and may be asked from any other.

    Args:
        timeout_s: A batch that is not back by then never will be. It is run time: on a busy machine a batch takes
            longer.
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
        """Stands around what may hang, such as a step of the pipeline with a summary model in it. Errors do not count.

        Args:
            items: What callers wait for in it.
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
        """Stands around a batch in the translation model, which may fail as well.

        Args:
            items: What is in it; nothing for the test sentence.
        """
        with self.step(items):
            try:
                yield
            except BaseException:
                self._count(failed=True)
                raise
            self._count(failed=False)

    def join(self, thread: threading.Thread) -> None:
        """Waits for a thread to end, unless something hangs: then it may never."""
        while thread.is_alive() and not self.hung:
            thread.join(_LOOK_EVERY_S)

    @property
    def hung(self) -> bool:
        """Whether a batch has been in the model, or a step in the pipeline, for longer than it may."""
        return any(late for late, _ in self.in_work())

    @property
    def failures(self) -> int:
        """Batches that failed since one went well."""
        return self._failures

    @property
    def failing_s(self) -> float:
        """Seconds since the first of them; 0 where there are none."""
        with self._lock:
            return time.monotonic() - self._failing_since_s if self._failures else 0.0

    def in_work(self) -> list[tuple[bool, Sequence[Item]]]:
        """The batches in the model, each with whether it has been there for too long."""
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
        items: What callers wait for in it.
        ran_s: How long it could have run.
        seen_s: Up to when that was counted.
    """

    items: Sequence[Item]
    ran_s: float = 0.0
    seen_s: float = field(default_factory=time.monotonic)
