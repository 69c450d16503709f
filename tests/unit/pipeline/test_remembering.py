"""Steps with a memory: what is known is not asked for, equal chunks are asked for once, order and errors stay."""

from collections.abc import Mapping

import pytest

from mujaz.errors import EngineError
from mujaz.pipeline.remembering import remembering
from mujaz.pipeline.steps import DecodeRequest, Steps, drive
from mujaz.types import Chunk, DecodingOptions, Hypothesis

OPTIONS = DecodingOptions()


class Notebook:
    """The plainest memory."""

    def __init__(self) -> None:
        self.known: dict[Chunk, Hypothesis] = {}

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        return {chunk: self.known[chunk] for chunk in request.chunks if chunk in self.known}

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        self.known |= decoded


def chunk(word: str) -> Chunk:
    return Chunk(pieces=(word,))


def asking(*requests: str) -> Steps[list[str]]:
    """Asks for the letters of each word together, and returns what came."""
    answers: list[str] = []
    for request in requests:
        hypotheses = yield DecodeRequest(chunks=tuple(map(chunk, request)), options=OPTIONS)
        answers.append("".join(hypothesis.text for hypothesis in hypotheses))
    return answers


def decoder(asked: list[str]):
    def decode(request: DecodeRequest) -> list[Hypothesis]:
        letters = [one.pieces[0] for one in request.chunks]
        asked.append("".join(letters))
        return [Hypothesis(text=letter.upper(), mean_log_prob=-0.1, token_count=1) for letter in letters]

    return decode


def test_only_what_is_not_known_is_asked_for_and_answers_keep_their_order() -> None:
    asked: list[str] = []
    answers = drive(remembering(asking("abca", "cdb", "ab"), Notebook()), decoder(asked))
    assert answers == ["ABCA", "CDB", "AB"]
    assert asked == ["abc", "d"]


def test_without_a_memory_everything_is_asked_for() -> None:
    asked: list[str] = []
    assert drive(remembering(asking("aa", "a"), None), decoder(asked)) == ["AA", "A"]
    assert asked == ["aa", "a"]


def test_what_was_not_decoded_is_not_remembered() -> None:
    memory = Notebook()

    def fail(request: DecodeRequest) -> list[Hypothesis]:
        raise EngineError("the model failed")

    with pytest.raises(EngineError):
        drive(remembering(asking("ab"), memory), fail)
    assert not memory.known


def test_ending_the_steps_early_ends_the_logic_within() -> None:
    ended: list[bool] = []

    def logic() -> Steps[None]:
        try:
            yield DecodeRequest(chunks=(chunk("a"),), options=OPTIONS)
        finally:
            ended.append(True)

    steps = remembering(logic(), Notebook())
    next(steps)
    steps.close()
    assert ended == [True]
