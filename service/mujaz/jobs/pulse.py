"""Tells whether a worker process hangs: it counts its steps in shared memory, where its parent can always read them."""

import ctypes
from multiprocessing import get_context
from pathlib import Path

from mujaz.scheduling.run_time import RunTime


class Pulse:
    """A counter of the steps that a worker process has done. Its parent makes it and passes it on at the start."""

    def __init__(self) -> None:
        self._steps = get_context("spawn").RawValue(ctypes.c_uint64, 0)

    @property
    def steps(self) -> int:
        """The number of steps, possibly a little low: steps that two threads do at the same time may count as one."""
        return int(self._steps.value)

    def beat(self) -> None:
        """Counts a step."""
        self._steps.value += 1


class Standstill:
    """Measures for how long a worker has done no step, as its parent sees it.

    Args:
        pulse: The worker's counter of steps.
        process_id: The worker's process.
    """

    def __init__(self, pulse: Pulse, process_id: int | None) -> None:
        self._pulse = pulse
        self._run_time = RunTime(Path(f"/proc/{process_id}"))
        self._steps = pulse.steps
        self._still_s = 0.0

    def begin(self) -> None:
        """Starts the measurement, as the worker has something to do now."""
        self._run_time.passed_s()
        self._steps, self._still_s = self._pulse.steps, 0.0

    def still_s(self) -> float:
        """Returns the seconds of run time without a step. To be called every second or so."""
        passed_s, steps = self._run_time.passed_s(), self._pulse.steps
        self._still_s = self._still_s + passed_s if steps == self._steps else 0.0
        self._steps = steps
        return self._still_s
