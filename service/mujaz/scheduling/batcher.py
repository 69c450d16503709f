"""Many callers, one model: joins the chunks of all of them into batches of like length.

Chunks wait in two lanes. A batch is made around the chunk that has waited longest in its lane, from the waiting chunks
nearest to it in length, until the token budget is full: nothing starves, and little of a batch is padding. Chunks are
tokenised before they come here and a batch is planned in well under a millisecond, so nothing is prefetched: on a
processor a second batch ready in advance would only make an interactive chunk wait for two batches instead of one.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeAlias

from mujaz.engines.base import TranslationEngine
from mujaz.errors import DeadlineExceeded, EngineError, NotReady
from mujaz.observability import metrics
from mujaz.pipeline.steps import DecodeRequest
from mujaz.types import Chunk, DecodingOptions, Hypothesis, Priority

_BULK_SHARE = 4
"""While both lanes wait, every fourth batch is taken from the bulk lane, so that it never stands still."""

_HORIZON = 512
"""Chunks of one lane that are looked at for a batch: some ten batches of 1,024 pieces, planned in about 0.3 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The answer to one request.

    Args:
        hypotheses: One for each chunk, in order.
        queue_s: Seconds until the first of its chunks went to the model.
        translate_s: Seconds from then until the last came back.
    """

    hypotheses: list[Hypothesis]
    queue_s: float
    translate_s: float


class Ticket:
    """One request in the queue, and the way to its answer."""

    def __init__(self, request: DecodeRequest, deadline_s: float | None) -> None:
        self.request = request
        self.deadline_s = deadline_s
        self.future: Future[Decoded] = Future()
        self._answers: dict[int, Hypothesis] = {}
        self._submitted_s = time.monotonic()
        self._started_s = 0.0
        self._lock = threading.Lock()

    @property
    def over(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self.future.done()

    def start(self, now_s: float) -> None:
        """Notes when the first chunk went to the model."""
        self._started_s = self._started_s or now_s

    def answer(self, position: int, hypothesis: Hypothesis) -> None:
        """Takes one answer; the last one completes the request."""
        with self._lock:
            self._answers[position] = hypothesis
            complete = len(self._answers) == len(self.request.chunks)
        if complete:
            now_s = time.monotonic()
            decoded = Decoded(
                hypotheses=[self._answers[position] for position in range(len(self._answers))],
                queue_s=self._started_s - self._submitted_s,
                translate_s=now_s - self._started_s,
            )
            with suppress(InvalidStateError):  # cancelled meanwhile
                self.future.set_result(decoded)

    def fail(self, error: BaseException) -> None:
        """Ends the request without an answer."""
        with suppress(InvalidStateError):  # cancelled, or failed with another chunk of it
            self.future.set_exception(error)


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    ticket: Ticket
    position: int
    length: int

    @property
    def chunk(self) -> Chunk:
        return self.ticket.request.chunks[self.position]


_Lane: TypeAlias = dict[_Item, None]
"""Waiting chunks in order of arrival; a dict, as chunks leave from its middle."""


class Batcher:
    """Runs one engine for many callers, on threads of its own.

    Args:
        engine: The model.
        max_batch_tokens: Source pieces of one batch, padding counted.
        workers: Batches decoded at once.
    """

    def __init__(self, engine: TranslationEngine, *, max_batch_tokens: int, workers: int = 1) -> None:
        self._engine = engine
        self._max_batch_tokens = max_batch_tokens
        self._lanes: dict[Priority, _Lane] = {priority: {} for priority in Priority}
        self._changed = threading.Condition()
        self._since_bulk = 0
        self._closed = False
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
            request: Its chunks may be decoded in different batches.
            priority: Its lane.
            deadline_s: The time of `time.monotonic` after which nobody wants the answer.

        Returns:
            A future; cancelling it takes the chunks that still wait out of the queue. It fails with
            `DeadlineExceeded` when the deadline passes in the queue, or with what the engine raised.
        """
        ticket = Ticket(request, deadline_s)
        with self._changed:
            if self._closed:
                raise NotReady("the server is shutting down")
            for position, chunk in enumerate(request.chunks):
                self._lanes[priority][_Item(ticket, position, len(chunk.pieces))] = None
            self._changed.notify_all()
        return ticket.future

    @property
    def waiting(self) -> int:
        """Chunks in the queue."""
        return sum(len(lane) for lane in self._lanes.values())

    def close(self) -> None:
        """Fails what waits, lets what runs finish, and ends the threads."""
        with self._changed:
            self._closed = True
            left = [item.ticket for lane in self._lanes.values() for item in lane]
            for lane in self._lanes.values():
                lane.clear()
            self._changed.notify_all()
        for ticket in left:
            ticket.fail(NotReady("the server is shutting down"))
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (batch := self._take()) is not None:
            try:
                self._decode(batch)
            except Exception as error:
                _fail(batch, error)
            except BaseException as error:  # a thread that died in silence would leave every caller waiting
                _fail(batch, EngineError(f"the model ended with {type(error).__name__}"))

    def _decode(self, batch: Sequence[_Item]) -> None:
        if not batch:
            return
        started_s = time.monotonic()
        chunks = [item.chunk for item in batch]
        hypotheses = self._engine.translate(chunks, batch[0].ticket.request.options)
        for item, hypothesis in zip(batch, hypotheses, strict=True):
            item.ticket.answer(item.position, hypothesis)
        metrics.observe_batch(
            lengths=[item.length for item in batch],
            target_tokens=sum(hypothesis.token_count for hypothesis in hypotheses),
            duration_s=time.monotonic() - started_s,
        )

    def _take(self) -> list[_Item] | None:
        """Waits for work and takes one batch of it; None when closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or any(self._lanes.values()))
            if self._closed:
                return None
            lane = self._next_lane()
            now_s = time.monotonic()
            batch = _plan(_living(lane, now_s), self._max_batch_tokens)
            for item in batch:
                del lane[item]
                item.ticket.start(now_s)
            return batch

    def _next_lane(self) -> _Lane:
        interactive, bulk = self._lanes[Priority.INTERACTIVE], self._lanes[Priority.BULK]
        if not bulk:
            return interactive
        self._since_bulk += 1
        if interactive and self._since_bulk < _BULK_SHARE:
            return interactive
        self._since_bulk = 0
        return bulk


def _fail(batch: Sequence[_Item], error: BaseException) -> None:
    for item in batch:
        item.ticket.fail(error)


def _living(lane: _Lane, now_s: float) -> list[_Item]:
    """The chunks that have waited longest, after those that nobody waits for are gone from the lane."""
    living: list[_Item] = []
    gone: list[_Item] = []
    for item in lane:
        if not item.ticket.over and item.ticket.deadline_s is not None and now_s > item.ticket.deadline_s:
            item.ticket.fail(DeadlineExceeded("the deadline passed while the text waited for the model"))
        (gone if item.ticket.over else living).append(item)
        if len(living) == _HORIZON:
            break
    for item in gone:
        del lane[item]
    return living


def _plan(waiting: Sequence[_Item], max_batch_tokens: int) -> list[_Item]:
    """The longest waiting chunk and, of those decoded alike, the nearest to it in length, within the budget."""
    if not waiting:
        return []
    oldest = waiting[0]
    options: DecodingOptions = oldest.ticket.request.options
    alike = [item for item in waiting if item.ticket.request.options == options]
    alike.sort(key=lambda item: item.length)
    low = alike.index(oldest)
    high = low + 1
    longest = oldest.length
    while True:
        # Shorter neighbours first: they cost no padding of what is in the batch already.
        if low > 0 and longest * (high - low + 1) <= max_batch_tokens:
            low -= 1
        elif high < len(alike) and alike[high].length * (high - low + 1) <= max_batch_tokens:
            longest = alike[high].length
            high += 1
        else:
            return alike[low:high]
