"""Measures the stages of one request."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias, get_args

from mujaz.types import Timings

Stage: TypeAlias = Literal["prepare_ms", "queue_ms", "translate_ms", "check_ms", "brief_ms"]


class Stopwatch:
    """Runs from its making; stages add up when they come more than once."""

    def __init__(self) -> None:
        self._started_s = time.perf_counter()
        self._stages: dict[Stage, float] = {}

    def add(self, stage: Stage, duration_s: float) -> None:
        """Counts time that somebody else measured."""
        self._stages[stage] = self._stages.get(stage, 0.0) + 1000 * duration_s

    def add_stages(self, timings: Timings) -> None:
        """Counts the stages of a request that was part of this one."""
        for stage in get_args(Stage):
            self.add(stage, getattr(timings, stage) / 1000)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Counts the time spent inside."""
        started_s = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started_s)

    def timings(self) -> Timings:
        """The stages so far, and the time since the start."""
        stages = {stage: round(duration_ms, 3) for stage, duration_ms in self._stages.items()}
        return Timings(**stages, total_ms=round(1000 * (time.perf_counter() - self._started_s), 3))
