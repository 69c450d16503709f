"""Runs the pipeline for many callers on one event loop, without ever blocking the loop."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import ParamSpec, TypeVar

from mujaz.config import Settings
from mujaz.errors import DeadlineExceeded
from mujaz.observability import metrics, tracing
from mujaz.pipeline import Pipeline
from mujaz.pipeline.check import check_translation
from mujaz.pipeline.digest import Report
from mujaz.pipeline.selftest import self_test
from mujaz.pipeline.steps import PAUSE, DecodeRequest, Done, Run, Steps
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.scheduling.admission import Admission
from mujaz.scheduling.batcher import Batcher
from mujaz.scheduling.memory import open_memory
from mujaz.scheduling.watch import EngineWatch
from mujaz.types import (
    Article,
    ArticleFailure,
    ArticleResult,
    BriefOptions,
    CheckResult,
    DigestResult,
    Hypothesis,
    LoadedModel,
    Priority,
    ProcessOptions,
    SummaryResult,
    TextResult,
)

T = TypeVar("T")
P = ParamSpec("P")

_PREFETCHED_BATCHES = 1
"""Batches that lie in the engine behind those it decodes, so that it has work the moment one of them ends."""

_PIPELINE_THREADS = 1
"""Threads for the pipeline's own work on strings. As this work holds the interpreter lock, more threads are not faster
and keep the event loop waiting: with two, the 99th percentile of a refusal under ten times the load was 11 s instead of
57 ms."""

_SLICE_S = 0.02
"""How long an article may keep that thread while others wait. It keeps it until its current step is done."""


class Scheduler:
    """Takes articles through admission, pipeline, memory and batcher. Creating one may read a file.

    Args:
        pipeline: The logic and the models; closed with the scheduler.
        settings: Limits.

    Attributes:
        watch: Says whether the translation model works, and whether the summary model hangs.
    """

    def __init__(self, pipeline: Pipeline, settings: Settings) -> None:
        self._pipeline = pipeline
        self._admission = Admission(settings.max_concurrent_articles)
        self.watch = EngineWatch(settings.engine_timeout_s)
        self._batcher = Batcher(
            pipeline.translation,
            max_batch_tokens=settings.max_batch_tokens,
            workers=pipeline.translation.workers + _PREFETCHED_BATCHES,
            watch=self.watch,
        )
        self._memory = open_memory(settings, pipeline.translation.model.signature)
        threads = _PIPELINE_THREADS + (pipeline.fallback is not None)  # a summary model that writes takes seconds
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="mujaz-pipeline")

    @property
    def models(self) -> tuple[LoadedModel, ...]:
        """The loaded models, the translation model first."""
        return self._pipeline.translation.model, self._pipeline.summary.model

    @property
    def articles_in_work(self) -> int:
        """Requests that have been admitted and not yet answered."""
        return self._admission.inside

    @property
    def chunks_waiting(self) -> int:
        """Chunks in the queue for the model."""
        return self._batcher.waiting

    def expect_room(self) -> None:
        """Raises `Overloaded` if a call that does not wait would be refused now."""
        self._admission.expect_room()

    async def article(
        self, article: Article, options: ProcessOptions, *, timeout_s: float | None = None, wait_for_room: bool = False
    ) -> ArticleResult:
        """Translates an article and writes its brief. Cancelling it removes its work from the queue.

        Args:
            article: The article.
            options: How to treat it.
            timeout_s: Seconds until the caller gives up; None for no limit.
            wait_for_room: Wait if there is no room, instead of being refused.

        Raises:
            InvalidInput: The article or an option is beyond a limit.
            Overloaded: There is no room, or too much work is waiting for it to be done within `timeout_s`.
            DeadlineExceeded: `timeout_s` has passed, or is too short for this article.
            NotReady: The scheduler is being closed.
            EngineError: A model failed.
        """
        with tracing.part("article"):
            stopwatch = Stopwatch()
            steps = self._pipeline.process_article(article, options, stopwatch)
            return await self._run(steps, options, stopwatch, timeout_s, wait_for_room=wait_for_room)

    async def digest(
        self,
        outcomes: Sequence[Report | ArticleFailure],
        options: ProcessOptions,
        stopwatch: Stopwatch,
        *,
        timeout_s: float | None = None,
    ) -> DigestResult:
        """Makes a digest of articles that are already translated; waits if there is no room.

        Args:
            outcomes: As in `Pipeline.digest`.
            options: As in `Pipeline.digest`.
            stopwatch: Has run since the call arrived.
            timeout_s: Seconds until the caller gives up; None for no limit.

        Raises:
            DeadlineExceeded: `timeout_s` has passed.
            EngineError: A model failed.
        """
        async with _deadline(timeout_s), self._admission.enter(wait=True):
            return await self._on_thread(self._pipeline.digest, outcomes, options, stopwatch)

    async def text(self, text: str, options: ProcessOptions, *, timeout_s: float | None = None) -> TextResult:
        """Translates a text that is not an article; arguments and errors as for `article`."""
        stopwatch = Stopwatch()
        steps = self._pipeline.translate_text(text, options, stopwatch)
        return await self._run(steps, options, stopwatch, timeout_s)

    async def summary(
        self, text: str, title: str, options: BriefOptions, *, timeout_s: float | None = None
    ) -> SummaryResult:
        """Writes the brief of an English text; errors as for `article`."""
        stopwatch = Stopwatch()
        async with self._admission.enter(), _deadline(timeout_s):
            return await self._on_thread(self._pipeline.summarize_text, text, title, options, stopwatch)

    async def check(self, source: str, translation: str, *, timeout_s: float | None = None) -> CheckResult:
        """Finds what may be wrong with a translation made elsewhere; errors as for `article`."""
        stopwatch = Stopwatch()
        async with self._admission.enter(), _deadline(timeout_s):
            return await self._on_thread(check_translation, source, translation, self._pipeline.settings, stopwatch)

    async def self_test(self) -> None:
        """Tests that the models work.

        Raises:
            EngineError: A model does not give the expected output.
        """
        await self._on_thread(self._self_test)

    def give_up(self) -> None:
        """Fails everything that the hung translation model has, and everything that waits for it."""
        self._batcher.give_up()

    async def close(self) -> None:
        """Fails what still waits and ends all threads. A model that hangs is not closed, as closing would hang too."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        self._batcher.close()
        ending = threading.Thread(target=self._threads.shutdown, kwargs={"cancel_futures": True}, daemon=True)
        ending.start()
        self.watch.join(ending)  # one of these threads may hang, as the self-test runs the model on them
        if self._memory is not None:
            self._memory.close()
        if not self.watch.hung:
            self._pipeline.close()

    def _self_test(self) -> None:
        with self.watch.batch():
            self_test(self._pipeline)

    async def _run(
        self,
        steps: Steps[T],
        options: ProcessOptions,
        stopwatch: Stopwatch,
        timeout_s: float | None,
        *,
        wait_for_room: bool = False,
    ) -> T:
        run = Run(steps, None if options.skip_memory else self._memory)
        priority = options.priority or Priority.INTERACTIVE
        deadline_s = None if timeout_s is None else time.monotonic() + timeout_s
        async with _deadline(timeout_s), self._admission.enter(wait=wait_for_room):
            self._batcher.expect_in_time(priority=priority, deadline_s=deadline_s)
            answer: list[Hypothesis] | None = None
            paused_s: float | None = None
            while True:
                request = await self._on_thread(_slice, run, answer, stopwatch, paused_s)
                if isinstance(request, Done):
                    return request.result
                if request is PAUSE:
                    answer, paused_s = [], time.perf_counter()
                    continue
                paused_s = None
                decoded = await asyncio.wrap_future(
                    self._batcher.submit(request, priority=priority, deadline_s=deadline_s)
                )
                metrics.observe_queue(priority, decoded.queue_s)
                stopwatch.add("queue_ms", decoded.queue_s, ended_s_ago=decoded.translate_s)
                stopwatch.add("translate_ms", decoded.translate_s)
                answer = decoded.hypotheses

    async def _on_thread(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def call() -> T:
            with self.watch.step():
                return function(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, call)


def _slice(
    run: Run[T], answer: list[Hypothesis] | None, stopwatch: Stopwatch, paused_s: float | None
) -> DecodeRequest | Done[T]:
    """Advances a run for at most a slice of time, so that others get their turn.

    Args:
        run: The run.
        answer: The answer to its last request; None at the start, empty after a pause.
        stopwatch: The run's stopwatch, which counts a pause for no stage.
        paused_s: The time of `time.perf_counter` at which it paused; None if it did not.
    """
    if paused_s is not None:
        stopwatch.pause(time.perf_counter() - paused_s)
    return run.advance(answer, slice_s=_SLICE_S)


@asynccontextmanager
async def _deadline(timeout_s: float | None) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(timeout_s):
            yield
    except TimeoutError:
        raise DeadlineExceeded(f"not done within the {timeout_s:.3f} s that the caller gave") from None
