"""Errors of ours go from process to process as they are."""

import copy
import pickle
from collections.abc import Iterator

import pytest

from mujaz import errors
from mujaz.errors import InvalidInput, MujazError, Overloaded


def kinds(kind: type[MujazError] = MujazError) -> Iterator[type[MujazError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield from kinds(below)


def made(kind: type[MujazError]) -> MujazError:
    if issubclass(kind, InvalidInput):
        return kind("is empty", field="article.body", reason="TEXT_EMPTY")
    if issubclass(kind, Overloaded):
        return kind("no room", retry_delay_s=0.5, reason="RATE_LIMITED")
    return kind("what is wrong", reason="A_REASON")


@pytest.mark.parametrize("kind", list(kinds()))
def test_an_error_survives_the_way_to_another_process(kind: type[MujazError]) -> None:
    error = made(kind)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
