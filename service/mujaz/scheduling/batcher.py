"""Joins the chunks of many callers into batches of one padded length for one model.

Chunks wait in two lanes (see `lanes`). They arrive tokenised, and planning a batch takes well under a millisecond, so a
batch is planned only when the engine has given one back. The batcher has one worker more than the engine, which
prefetches just one batch: it lies in the engine while others are decoded, and a new interactive chunk overtakes
everything except those. The prefetched batch keeps all processors busy when another ends, but makes an interactive
chunk wait longer under a bulk load: with one processor, for two batches instead of one. `bench/lanes.py` measures both.
"""

import math
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future

from mujaz.engines.base import TranslationEngine
from mujaz.errors import DeadlineExceeded, EngineError, EngineHung, NotReady, Overloaded
from mujaz.observability import metrics
from mujaz.pipeline.steps import DecodeRequest
from mujaz.scheduling.lanes import Lanes
from mujaz.scheduling.pace import Pace
from mujaz.scheduling.tickets import Decoded, Item, Ticket
from mujaz.scheduling.watch import EngineWatch
from mujaz.types import Priority


class Batcher:
    """Runs one engine for many callers, on threads of its own.

    Args:
        engine: The model.
        max_batch_tokens: The most source tokens in a batch, padding included.
        workers: Batches that are in the engine at once.
        watch: Observes every batch.
    """

    def __init__(
        self, engine: TranslationEngine, *, max_batch_tokens: int, workers: int = 1, watch: EngineWatch | None = None
    ) -> None:
        self._engine = engine
        self._watch = watch or EngineWatch(math.inf)
        self._max_batch_tokens = max_batch_tokens
        self._lanes = Lanes(max_batch_tokens)
        self._pace = Pace()
        self._changed = threading.Condition()
        self._closed = False
        self._retries: list[Ticket] = []  # the requests of failed batches that are still to be tried alone
        self._threads = [
            threading.Thread(target=self._work, name=f"mujaz-batcher-{number}", daemon=True)
            for number in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def submit(
        self, request: DecodeRequest, *, priority: Priority = Priority.INTERACTIVE, deadline_s: float | None = None
    ) -> "Future[Decoded]":
        """Puts a request in the queue.

        Args:
            request: The request; its chunks may be decoded in different batches.
            priority: The lane of the request.
            deadline_s: The time of `time.monotonic` at which the caller gives up; None for never.

        Returns:
            A future. Cancelling it removes its waiting chunks from the queue. It fails with `DeadlineExceeded` if the
            deadline passes in the queue, or with what the engine raised.

        Raises:
            DeadlineExceeded, Overloaded: As in `expect_in_time`.
            NotReady: The batcher is closed.
        """
        ticket = Ticket(request, deadline_s)
        with self._changed:
            if self._closed:
                raise NotReady("the server is shutting down")
            self.expect_in_time(priority=priority, deadline_s=deadline_s, work=ticket.work)
            self._lanes.add(ticket, priority)
            self._changed.notify_all()
        ticket.future.add_done_callback(lambda _: self._forget(ticket))
        return ticket.future

    def expect_in_time(self, *, priority: Priority, deadline_s: float | None, work: float = 0.0) -> None:
        """Refuses a request that cannot be decoded in time, so that neither it nor others wait for nothing.

        Only the chunks waiting in the same lane count, at twice the speed that was measured. Nothing is refused until
        enough batches have been measured.

        Args:
            priority: The lane of the request.
            deadline_s: The time of `time.monotonic` at which the caller gives up; None for never.
            work: The work of the request itself, as in `Item.work`.

        Raises:
            DeadlineExceeded: It could not be done in time even if nothing else waited.
            Overloaded: What already waits leaves too little time; says when there may be enough.
        """
        if deadline_s is None:
            return
        with self._changed:
            own_s = self._pace.least_s(work)
            needed_s = self._pace.least_s(self._lanes.work_in(priority)) + own_s
        left_s = max(0.0, deadline_s - time.monotonic())
        if own_s >= left_s:
            raise DeadlineExceeded(
                f"translating it takes {own_s:.1f} s at the very least and {left_s:.1f} s are left; give it more time, "
                "or send less at once"
            )
        if needed_s > left_s:
            raise Overloaded(
                f"what waits already takes {needed_s - own_s:.1f} s at the very least and {left_s:.1f} s are left; try "
                f"again in {needed_s - left_s:.1f} s, or give it more time",
                retry_delay_s=min(30.0, max(0.1, needed_s - left_s)),
            )

    @property
    def waiting(self) -> int:
        """Chunks in the queue."""
        return len(self._lanes)

    def close(self) -> None:
        """Fails waiting requests, lets running batches finish, and ends all threads except those that hang."""
        self._end(NotReady("the server is shutting down"))
        for thread in self._threads:
            self._watch.join(thread)

    def give_up(self) -> None:
        """Fails everything that waits or is in the engine, which hangs, without waiting for it.

        Callers of an overdue batch get an internal error, as the same text might hang another server too. All others
        are told to try another server.
        """
        elsewhere = NotReady(
            "the model of this server hangs; send it to another server, or try again later", reason="ENGINE_HUNG"
        )
        self._end(elsewhere)
        for late, batch in self._watch.in_work():
            _fail(batch, EngineHung("the model did not come back from this text") if late else elsewhere)

    def _end(self, error: NotReady) -> None:
        with self._changed:
            self._closed = True
            unanswered = [*self._lanes.clear(), *self._retries]
            self._changed.notify_all()
        for ticket in unanswered:
            ticket.fail(error)

    def _forget(self, ticket: Ticket) -> None:
        """Removes a finished or cancelled request from the queue."""
        with self._changed:
            self._lanes.remove(ticket.items)

    def _work(self) -> None:
        while (batch := self._take()) is not None:
            if batch:
                self._run(batch)

    def _take(self) -> list[Item] | None:
        """Waits for work and takes one batch of it; returns None once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._lanes))
            if self._closed:
                return None
            now_s = time.monotonic()
            batch = self._lanes.take(now_s)
            for item in batch:
                item.ticket.start(now_s)
            if batch:
                self._pace.begin(now_s)
            return batch

    def _run(self, batch: Sequence[Item]) -> None:
        error = self._try(batch)
        if error is not None:
            self._retry_alone(batch, error)
        distinct = {item.chunk: item for item in batch}.values()
        padded = len(distinct) * batch[0].padded
        with self._changed:
            self._pace.end(
                time.monotonic(),
                work=sum(item.work for item in distinct),
                full=padded >= self._max_batch_tokens / 2,
            )

    def _try(self, batch: Sequence[Item]) -> Exception | None:
        """Decodes a batch; returns what the model raised, if anything."""
        try:
            with self._watch.batch(batch):
                self._decode(batch)
        except Exception as error:
            return error
        except BaseException as error:  # if the thread died silently, every caller would wait forever
            return EngineError(f"the model ended with {type(error).__name__}")
        return None

    def _retry_alone(self, batch: Sequence[Item], error: Exception) -> None:
        """Tries each request of a failed batch by itself, so that only those at fault get an error."""
        by_ticket: dict[Ticket, list[Item]] = {}
        for item in batch:
            by_ticket.setdefault(item.ticket, []).append(item)
        if len(by_ticket) == 1:
            _fail(batch, error)
            return
        with self._changed:
            self._retries.extend(by_ticket)
        for ticket, items in by_ticket.items():
            with self._changed:
                self._retries.remove(ticket)
            if not ticket.over and (own_error := self._try(items)):
                ticket.fail(own_error)

    def _decode(self, batch: Sequence[Item]) -> None:
        """Decodes equal chunks once, and answers every request that has them."""
        started_s = time.monotonic()
        chunks = list(dict.fromkeys(item.chunk for item in batch))
        hypotheses = self._engine.translate(chunks, batch[0].ticket.request.options)
        answers = dict(zip(chunks, hypotheses, strict=True))
        for item in batch:
            item.ticket.answer(item.position, answers[item.chunk])
        metrics.observe_batch(
            lengths=[len(chunk.pieces) for chunk in chunks],
            target_tokens=sum(hypothesis.token_count for hypothesis in hypotheses),
            duration_s=time.monotonic() - started_s,
        )


def _fail(batch: Sequence[Item], error: BaseException) -> None:
    for item in batch:
        item.ticket.fail(error)
