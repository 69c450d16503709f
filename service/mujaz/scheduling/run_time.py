"""How long a process could have run, which on a busy machine is less than the clock says.

A thread that waits for a processor and one that hangs both give no answer. The kernel can tell them apart, as it counts
for each thread how long it ran and how long it waited to run.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_LONGEST_S = 2.0
"""The longest time between two calls that counts. Calls come about every second; after a longer gap, the whole process
stood still."""


class RunTime:
    """The run time of one process. May be used by one thread at a time.

    Args:
        process: The folder of the process in `/proc`, by default that of this process. If there is none, as on systems
            other than Linux, run time is what the clock says.
    """

    def __init__(self, process: Path = Path("/proc/self")) -> None:
        self._process = process
        self._asked_s = time.monotonic()
        self._threads = self._read()
        self._owed_s: dict[str, float] = {}  # the kernel counts a wait when it is over, perhaps several calls later

    def passed_s(self) -> float:
        """Seconds since the last call, minus the longest time that any thread had to wait for a processor.

        The result is at least the time that the busiest thread ran, so a model in an endless loop is detected however
        busy the machine is.
        """
        now_s, threads = time.monotonic(), self._read()
        clock_s, self._asked_s = min(now_s - self._asked_s, _LONGEST_S), now_s
        previous, self._threads = self._threads, threads
        owed, self._owed_s = self._owed_s, {}
        most_ran_s = most_waited_s = 0.0
        for thread in threads:
            before = previous.get(thread, (0.0, 0.0))  # it has begun since
            ran_s, waited_s = (now - then for now, then in zip(threads[thread], before, strict=True))
            waited_s += owed.get(thread, 0.0)
            counted_s = min(waited_s, max(0.0, clock_s - ran_s))
            self._owed_s[thread] = min(waited_s - counted_s, _LONGEST_S)
            most_ran_s, most_waited_s = max(most_ran_s, ran_s), max(most_waited_s, counted_s)
        return min(clock_s, max(clock_s - most_waited_s, most_ran_s))

    def _read(self) -> Mapping[str, tuple[float, float]]:
        """Seconds that each thread ran and waited, without the main thread, which does no work of a model."""
        return dict(self._each())

    def _each(self) -> Iterator[tuple[str, tuple[float, float]]]:
        first = self._process.resolve().name
        for folder in self._process.glob("task/*"):
            with suppress(OSError, ValueError):  # the thread has ended
                ran, waited, _ = (folder / "schedstat").read_text(encoding="ascii").split()
                if folder.name != first:
                    yield folder.name, (int(ran) / 1e9, int(waited) / 1e9)
