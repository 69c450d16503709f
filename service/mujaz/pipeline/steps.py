"""How the pipeline asks the model for translations without knowing what runs the model.

A pipeline function is a generator: it yields a `DecodeRequest`, is sent the hypotheses, and returns its result. Its
caller wraps it in a `Run`, which answers what it can from the translation memory. The scheduler runs many articles over
one batcher; `drive` runs one on one engine. Between requests the generator often yields `PAUSE`, so that other requests
may take their turn.
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
    """Chunks to translate with the same options. The answer is one hypothesis for each, in order."""

    chunks: tuple[Chunk, ...]
    options: DecodingOptions


PAUSE = DecodeRequest(chunks=(), options=DecodingOptions())
"""An empty request, with an empty answer, at which a generator may be suspended. The work between two pauses takes at
most 50 ms: one segment is prepared, or checked in one way."""

Steps: TypeAlias = Generator[DecodeRequest, list[Hypothesis], T]
"""A generator that asks for hypotheses any number of times and returns a `T`."""


class Memory(Protocol):
    """A translation memory. Every method may be called from several threads at once, and none raises."""

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        """Returns the known hypotheses for chunks of a request, from the same model and with the same options."""
        ...

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        """Stores the hypotheses for chunks of a request."""
        ...


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The end of a run, as a value: a future of a thread cannot raise StopIteration.

    Args:
        result: What the generator returned.
    """

    result: T


class Run(Generic[T]):
    """Steps that are being run.

    The result is the same with and without a memory, because a chunk gets the same hypothesis at any time and in any
    batch.

    Args:
        steps: The generator.
        memory: The translation memory, or None to decode everything.
    """

    def __init__(self, steps: Steps[T], memory: Memory | None = None) -> None:
        self._steps = steps
        self._memory = memory
        self._wanted: DecodeRequest | None = None
        self._known: dict[Chunk, Hypothesis] = {}
        self._unknown: tuple[Chunk, ...] = ()

    def advance(self, decoded: list[Hypothesis] | None = None, *, slice_s: float = math.inf) -> DecodeRequest | Done[T]:
        """Runs the generator to its next request that the memory cannot answer in full, or to its end.

        Args:
            decoded: The answer to the last request; None at first.
            slice_s: The run stops at the first `PAUSE` after this time. Its answer is an empty list.

        Returns:
            The request to decode, `PAUSE`, or the result.
        """
        end_s = time.perf_counter() + slice_s
        answer = self._answer(decoded) if self._wanted and decoded is not None else None
        try:
            while True:
                wanted = next(self._steps) if answer is None else self._steps.send(answer)
                request = self._without_known(wanted)
                if request.chunks or (wanted is PAUSE and time.perf_counter() > end_s):
                    return request
                answer = self._answer([])
        except StopIteration as end:
            return Done(end.value)

    def close(self) -> None:
        """Stops the generator."""
        self._steps.close()

    def _without_known(self, wanted: DecodeRequest) -> DecodeRequest:
        """Returns a request for the chunks that the memory does not have, each once."""
        self._wanted = wanted
        if self._memory is None or wanted is PAUSE:
            self._known, self._unknown = {}, ()
            return wanted
        self._known = self._memory.recall(wanted)
        self._unknown = tuple(chunk for chunk in dict.fromkeys(wanted.chunks) if chunk not in self._known)
        return replace(wanted, chunks=self._unknown)

    def _answer(self, decoded: list[Hypothesis]) -> list[Hypothesis]:
        """Returns the hypotheses, decoded and remembered, in the order in which the generator asked for them."""
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
        steps: The generator.
        decode: Answers one request.
        memory: As in `Run`.

    Returns:
        What the generator returns.
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
    """Applies a function to each item, with a pause after each.

    Args:
        items: The items.
        work: The function. One call takes at most 50 ms.

    Returns:
        The results, in order.
    """
    results = []
    for item in items:
        results.append(work(item))
        yield PAUSE
    return results
