"""Requests in the queue for the model, and how they are answered."""

import threading
import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass

from mujaz.engines.base import padded_length
from mujaz.pipeline.steps import DecodeRequest
from mujaz.types import Chunk, Hypothesis


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The answer to one request.

    Args:
        hypotheses: One for each chunk, in order.
        queue_s: Seconds until the model was given the first chunk.
        translate_s: Seconds from then until the last chunk was decoded.
    """

    hypotheses: list[Hypothesis]
    queue_s: float
    translate_s: float


class Ticket:
    """One request in the queue, with a future for its answer.

    Args:
        request: The request.
        deadline_s: The time of `time.monotonic` at which the caller gives up; None for never.
    """

    def __init__(self, request: DecodeRequest, deadline_s: float | None) -> None:
        self.request = request
        self.deadline_s = deadline_s
        self.items = tuple(
            Item(self, position, len(chunk.pieces), chunk) for position, chunk in enumerate(request.chunks)
        )
        self.future: Future[Decoded] = Future()
        self._answers: dict[int, Hypothesis] = {}
        self._submitted_s = time.monotonic()
        self._started_s = 0.0
        self._lock = threading.Lock()

    @property
    def over(self) -> bool:
        """Whether the request is answered, failed or cancelled."""
        return self.future.done()

    @property
    def work(self) -> float:
        """The work of all its chunks, as in `Item.work`."""
        return sum(item.work for item in self.items)

    def start(self, now_s: float) -> None:
        """Notes when the model was given the first chunk; later calls change nothing."""
        self._started_s = self._started_s or now_s

    def answer(self, position: int, hypothesis: Hypothesis) -> None:
        """Adds the hypothesis of one chunk; the last one completes the request."""
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
            with suppress(InvalidStateError):  # it was cancelled in the meantime
                self.future.set_result(decoded)

    def fail(self, error: BaseException) -> None:
        """Ends the request without an answer."""
        with suppress(InvalidStateError):  # it was cancelled, or another of its chunks failed
            self.future.set_exception(error)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One chunk in the queue.

    Args:
        ticket: The request that it belongs to.
        position: Its position in the request.
        length: The number of its source tokens.
        chunk: The chunk itself.
    """

    ticket: Ticket
    position: int
    length: int
    chunk: Chunk

    @property
    def padded(self) -> int:
        """The length to which it is padded."""
        return padded_length(self.length)

    @property
    def work(self) -> float:
        """The cost of decoding: tokens times (4 + beam size), as measured times grow with the beam size."""
        return self.length * (4.0 + self.ticket.request.options.beam_size)
