"""How the logic of one article asks for the model without knowing who runs it.

A pipeline function is a generator: it yields a `DecodeRequest`, is sent the hypotheses, and returns its result. Whoever
runs it makes a `Run` of it, which puts a memory between the logic and the model: what is remembered is not asked for
again. The scheduler drives many runs over one batcher; `drive` drives one on one engine. Between requests the logic
yields `PAUSE` again and again: there others may go first.
"""

import math
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeAlias, TypeVar

from mujaz.types import Chunk, DecodingOptions, Hypothesis

T = TypeVar("T")
A = TypeVar("A")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeRequest:
    """Chunks to translate in the same way; the answer is one hypothesis for each, in order."""

    chunks: tuple[Chunk, ...]
    options: DecodingOptions


PAUSE = DecodeRequest(chunks=(), options=DecodingOptions())
"""Asks for nothing, and is answered with nothing. What lies between two of them takes 50 ms at the most: one segment is
prepared, or checked in one way."""

Steps: TypeAlias = Generator[DecodeRequest, list[Hypothesis], T]
"""Logic that returns a `T` after asking for hypotheses any number of times."""


class Memory(Protocol):
    """What the model made of chunks. Every method may be called from several threads at once, and none raises."""

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        """The chunks of a request that the same model has decoded in the same way, with what it made of them."""
        ...

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        """Keeps what the model made of chunks of a request."""
        ...


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The end of a run. StopIteration cannot cross a thread's future, so the end is a value.

    Args:
        result: What the logic returned.
    """

    result: T


class Run(Generic[T]):
    """Steps on their way.

    What comes of them is the same with a memory and without, as a chunk decodes alike at any time and beside any
    neighbours.

    Args:
        steps: The logic.
        memory: What is known; None for a caller that wants everything decoded.
    """

    def __init__(self, steps: Steps[T], memory: Memory | None = None) -> None:
        self._steps = steps
        self._memory = memory
        self._wanted: DecodeRequest | None = None
        self._known: dict[Chunk, Hypothesis] = {}
        self._unknown: tuple[Chunk, ...] = ()

    def advance(self, decoded: list[Hypothesis] | None = None, *, slice_s: float = math.inf) -> DecodeRequest | Done[T]:
        """Runs the logic up to its next question that is not answered from memory, or to its end.

        Args:
            decoded: The answer to the last question; None at first.
            slice_s: After so long it ends at the next `PAUSE`, whose answer is nothing.
        """
        end_s = time.perf_counter() + slice_s
        answer = self._answer(decoded) if self._wanted and decoded is not None else None
        try:
            while True:
                wanted = next(self._steps) if answer is None else self._steps.send(answer)
                request = self._question(wanted)
                if request.chunks or (wanted is PAUSE and time.perf_counter() > end_s):
                    return request
                answer = self._answer([])
        except StopIteration as end:
            return Done(end.value)

    def close(self) -> None:
        """Ends the logic where it stands."""
        self._steps.close()

    def _question(self, wanted: DecodeRequest) -> DecodeRequest:
        """What is left to ask the model of what the logic wants: each chunk once, and none that is known."""
        self._wanted = wanted
        if self._memory is None or wanted is PAUSE:
            self._known, self._unknown = {}, ()
            return wanted
        self._known = self._memory.recall(wanted)
        self._unknown = tuple(chunk for chunk in dict.fromkeys(wanted.chunks) if chunk not in self._known)
        return replace(wanted, chunks=self._unknown)

    def _answer(self, decoded: list[Hypothesis]) -> list[Hypothesis]:
        """What the logic is told, in the order in which it asked."""
        if self._memory is None or self._wanted is None:
            return decoded
        fresh = dict(zip(self._unknown, decoded, strict=True))
        if fresh:
            self._memory.remember(self._wanted, fresh)
        known = self._known | fresh
        return [known[chunk] for chunk in self._wanted.chunks]


def drive(steps: Steps[T], decode: Callable[[DecodeRequest], list[Hypothesis]], memory: Memory | None = None) -> T:
    """Runs steps to their end.

    Args:
        steps: The logic.
        decode: Answers one request.
        memory: As in `Run`.

    Returns:
        What the logic returns.
    """
    run = Run(steps, memory)
    try:
        step = run.advance()
        while not isinstance(step, Done):
            step = run.advance(decode(step))
        return step.result
    finally:
        run.close()


def each(items: Iterable[A], work: Callable[[A], T]) -> Steps[list[T]]:
    """Does the same with many items, with a pause after each.

    Args:
        items: The items.
        work: What is done with one, within 50 ms.

    Returns:
        What came of each, in order.
    """
    results = []
    for item in items:
        results.append(work(item))
        yield PAUSE
    return results
