"""Takes a server out of service whose model fails or hangs, and ends it where only a new process can help.

A batch that fails may be the fault of its text, so after a few in a row the test sentence decides. A thread that hangs
in a library's native code cannot be ended; the process can.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from mujaz.errors import EngineError, EngineHung
from mujaz.scheduling.scheduler import Scheduler

_FAILURES = 5
"""Batches that fail in a row before the model is asked for its test sentence."""

_LOOK_EVERY_S = 1.0
_LOOKS = 8
"""How often within `engine_timeout_s`, where that is short, the model is looked at."""

_log = structlog.get_logger()


class EngineGuard:
    """Looks at the model for as long as the server runs. Belongs to its event loop.

    Args:
        scheduler: Runs the model.
        set_serving: Tells health.
    """

    def __init__(self, scheduler: Scheduler, set_serving: Callable[[bool], Awaitable[None]]) -> None:
        self._scheduler = scheduler
        self._watch = scheduler.watch
        self._set_serving = set_serving
        self._failing = False

    async def until_broken(self) -> EngineError:
        """Waits until the model is of no use any more.

        Returns:
            What the server ends with. Calls that the model would have held for ever are answered already.
        """
        pause_s = min(_LOOK_EVERY_S, self._watch.timeout_s / _LOOKS)
        while True:
            await asyncio.sleep(pause_s)
            if self._watch.hung:
                return await self._give_up()
            if self._watch.failures >= _FAILURES:
                await self._test()
            elif self._failing:
                await self._change(failing=False)
            if self._failing and self._watch.failing_s > self._watch.timeout_s:
                return EngineError(
                    f"the model has done nothing but fail for {self._watch.failing_s:.0f} s; the log says how",
                    reason="ENGINE_FAILING",
                )

    async def _give_up(self) -> EngineHung:
        await self._set_serving(False)
        self._scheduler.give_up()
        _log.error("engine_hung", engine_timeout_s=self._watch.timeout_s)
        return EngineHung(
            f"the model did not come back from a batch within {self._watch.timeout_s:.0f} s (engine_timeout_s)"
        )

    async def _test(self) -> None:
        """Lets the model translate its test sentence; where it hangs over it, the next look tells."""
        try:
            async with asyncio.timeout(self._watch.timeout_s):
                await self._scheduler.self_test()
        except TimeoutError:
            return
        except Exception as error:
            if not self._failing:
                await self._change(failing=True, cause=error)
        else:
            await self._change(failing=False)

    async def _change(self, *, failing: bool, cause: Exception | None = None) -> None:
        if failing:
            _log.error("engine_failing", failures=self._watch.failures, exc_info=cause)
        elif self._failing:
            _log.warning("engine_recovered")
        self._failing = failing
        await self._set_serving(not failing)
