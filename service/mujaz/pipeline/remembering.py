"""Puts a memory between the logic of an article and the model: what is remembered is not asked for again."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from typing import Protocol, TypeVar

from mujaz.pipeline.steps import DecodeRequest, Steps
from mujaz.types import Chunk, Hypothesis

T = TypeVar("T")


class Memory(Protocol):
    """What the model made of chunks. Every method may be called from several threads at once, and none raises."""

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        """The chunks of a request that the same model has decoded in the same way, with what it made of them."""
        ...

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        """Keeps what the model made of chunks of a request."""
        ...


def remembering(steps: Steps[T], memory: Memory | None) -> Steps[T]:
    """The same steps, asking only for chunks that are not remembered, and for equal ones once.

    What comes of them is the same as without, as a chunk decodes alike at any time and beside any neighbours.

    Args:
        steps: The logic.
        memory: What is known; None for a caller that wants everything decoded.

    Returns:
        What the logic returns.
    """
    if memory is None:
        return (yield from steps)
    with closing(steps):
        answer: list[Hypothesis] | None = None
        while True:
            try:
                request = next(steps) if answer is None else steps.send(answer)
            except StopIteration as end:
                result: T = end.value
                return result
            known = memory.recall(request)
            unknown = tuple(chunk for chunk in dict.fromkeys(request.chunks) if chunk not in known)
            if unknown:
                decoded = yield replace(request, chunks=unknown)
                fresh = dict(zip(unknown, decoded, strict=True))
                memory.remember(request, fresh)
                known |= fresh
            answer = [known[chunk] for chunk in request.chunks]
