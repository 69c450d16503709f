"""Measures how long the stages of one request take."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeAlias, get_args

from mujaz.observability import tracing
from mujaz.types import Timings

Stage: TypeAlias = Literal["prepare_ms", "queue_ms", "translate_ms", "check_ms", "brief_ms"]


class Stopwatch:
    """Runs from its creation. The times of a stage that occurs more than once add up.

    Created within a trace span that is recorded, it records a span for each stage.
    """

    def __init__(self) -> None:
        self._span = tracing.current_span()
        self._started_s = time.perf_counter()
        self._stages: dict[Stage, float] = {}
        self._paused_s = 0.0

    def pause(self, duration_s: float) -> None:
        """Leaves out of the running stage the time in which other requests were served."""
        self._paused_s += duration_s

    def add(self, stage: Stage, duration_s: float, *, ended_s_ago: float = 0.0) -> None:
        """Adds time that was measured elsewhere.

        Args:
            stage: The stage in which it was spent.
            duration_s: Its length.
            ended_s_ago: How long ago it ended.
        """
        self._count(stage, 1000 * duration_s)
        if self._span is not None:
            tracing.stage(self._span, stage.removesuffix("_ms"), duration_s, ended_s_ago=ended_s_ago)

    def add_stages(self, timings: Timings) -> None:
        """Adds the stages of a request that was part of this one."""
        for stage in get_args(Stage):
            self._count(stage, getattr(timings, stage))

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Measures the time spent inside the `with` block."""
        started_s, paused_s = time.perf_counter(), self._paused_s
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - started_s - (self._paused_s - paused_s))

    def timings(self) -> Timings:
        """Returns the times of the stages so far, and the time since the start."""
        stages = {stage: round(duration_ms, 3) for stage, duration_ms in self._stages.items()}
        return Timings(**stages, total_ms=round(1000 * (time.perf_counter() - self._started_s), 3))

    def _count(self, stage: Stage, duration_ms: float) -> None:
        self._stages[stage] = self._stages.get(stage, 0.0) + duration_ms
