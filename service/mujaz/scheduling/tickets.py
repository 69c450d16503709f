"""Requests in the queue for the model, and the way to their answers."""

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
        queue_s: Seconds until the first of its chunks went to the model.
        translate_s: Seconds from then until the last came back.
    """

    hypotheses: list[Hypothesis]
    queue_s: float
    translate_s: float


class Ticket:
    """One request in the queue, and the way to its answer.

    Args:
        request: What is asked.
        deadline_s: The time of `time.monotonic` after which nobody wants the answer.
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
        """Whether nobody waits for the answer any more."""
        return self.future.done()

    @property
    def work(self) -> float:
        """The work of all of its chunks together, as in `Item.work`."""
        return sum(item.work for item in self.items)

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
class Item:
    """One chunk in the queue.

    Args:
        ticket: The request that it is part of.
        position: Where in the request.
        length: Its source pieces.
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
        """What it costs to decode: pieces, times 4 + beam, as the time was found to rise with the beam."""
        return self.length * (4.0 + self.ticket.request.options.beam_size)
