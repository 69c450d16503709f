"""Whether a worker process gets on: it counts its steps where its parent sees them, whatever its threads do."""

import ctypes
from multiprocessing import get_context
from pathlib import Path

from mujaz.scheduling.run_time import RunTime


class Pulse:
    """The steps that a worker process has done. Made by its parent, and handed over as the process starts."""

    def __init__(self) -> None:
        self._steps = get_context("spawn").RawValue(ctypes.c_uint64, 0)

    @property
    def steps(self) -> int:
        """How many so far, or nearly: two threads may count one for two."""
        return int(self._steps.value)

    def beat(self) -> None:
        """Counts a step."""
        self._steps.value += 1


class Standstill:
    """How long a worker has done no step, as its parent sees it.

    Args:
        pulse: The worker's.
        process_id: The worker's.
    """

    def __init__(self, pulse: Pulse, process_id: int | None) -> None:
        self._pulse = pulse
        self._run_time = RunTime(Path(f"/proc/{process_id}"))
        self._steps = pulse.steps
        self._still_s = 0.0

    def begin(self) -> None:
        """Begins to count, as there is something to do now."""
        self._run_time.passed_s()
        self._steps, self._still_s = self._pulse.steps, 0.0

    def still_s(self) -> float:
        """Seconds of run time without a step; to be asked every second or so."""
        passed_s, steps = self._run_time.passed_s(), self._pulse.steps
        self._still_s = self._still_s + passed_s if steps == self._steps else 0.0
        self._steps = steps
        return self._still_s
