"""Takes a server whose model fails or hangs out of service, and ends it if only a new process can help.

A batch may fail because of its text, so after a few failures in a row the test sentence decides. A thread that hangs in
a library's native code cannot be ended, but the process can.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from mujaz.errors import EngineError, EngineHung
from mujaz.scheduling.scheduler import Scheduler

_FAILURES = 5
"""Batches that must fail in a row before the model is given its test sentence."""

_CHECK_EVERY_S = 1.0
_CHECKS_PER_TIMEOUT = 8
"""The model is checked at least this often within `engine_timeout_s`."""

_log = structlog.get_logger()


class EngineGuard:
    """Checks the model for as long as the server runs. Belongs to the server's event loop.

    Args:
        scheduler: Runs the model.
        set_serving: Sets the status that health reports.
    """

    def __init__(self, scheduler: Scheduler, set_serving: Callable[[bool], Awaitable[None]]) -> None:
        self._scheduler = scheduler
        self._watch = scheduler.watch
        self._set_serving = set_serving
        self._failing = False

    async def until_broken(self) -> EngineError:
        """Waits until the model no longer works.

        Returns:
            The error that the server ends with. Calls that the hung model held have been answered.
        """
        pause_s = min(_CHECK_EVERY_S, self._watch.timeout_s / _CHECKS_PER_TIMEOUT)
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
        """Lets the model translate its test sentence. If it hangs, the next check notices."""
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
