"""How the logic of one article asks for the model without knowing who runs it.

A pipeline function is a generator: it yields a `DecodeRequest`, is sent the hypotheses, and returns its result. The
scheduler drives many such generators over one batcher; `drive` runs one of them on one engine.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from mujaz.types import Chunk, DecodingOptions, Hypothesis

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodeRequest:
    """Chunks to translate in the same way; the answer is one hypothesis for each, in order."""

    chunks: tuple[Chunk, ...]
    options: DecodingOptions


Steps: TypeAlias = Generator[DecodeRequest, list[Hypothesis], T]
"""Logic that returns a `T` after asking for hypotheses any number of times."""


def drive(steps: Steps[T], decode: Callable[[DecodeRequest], list[Hypothesis]]) -> T:
    """Runs steps to their end.

    Args:
        steps: The logic.
        decode: Answers one request.

    Returns:
        What the logic returns.
    """
    try:
        request = next(steps)
        while True:
            request = steps.send(decode(request))
    except StopIteration as end:
        result: T = end.value
        return result
