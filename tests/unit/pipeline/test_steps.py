"""Steps with a memory: what is known is not asked for, equal chunks are asked for once, order and errors stay."""

from collections.abc import Mapping, Sequence

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import EngineError
from mujaz.pipeline import Pipeline, run_digest, run_text
from mujaz.pipeline.steps import DecodeRequest, Run, Steps, drive
from mujaz.types import Article, Chunk, DecodingOptions, Hypothesis, ProcessOptions

OPTIONS = DecodingOptions()


class Notebook:
    """The plainest memory."""

    def __init__(self) -> None:
        self.known: dict[Chunk, Hypothesis] = {}

    def recall(self, request: DecodeRequest) -> dict[Chunk, Hypothesis]:
        return {chunk: self.known[chunk] for chunk in request.chunks if chunk in self.known}

    def remember(self, request: DecodeRequest, decoded: Mapping[Chunk, Hypothesis]) -> None:
        self.known |= decoded


class CountingEngine(FakeTranslationEngine):
    """Counts the chunks that it is given."""

    asked = 0

    def translate(self, batch: Sequence[Chunk], options: DecodingOptions) -> list[Hypothesis]:
        self.asked += len(batch)
        return super().translate(batch, options)


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
    answers = drive(asking("abca", "cdb", "ab"), decoder(asked), Notebook())
    assert answers == ["ABCA", "CDB", "AB"]
    assert asked == ["abc", "d"]


def test_without_a_memory_everything_is_asked_for() -> None:
    asked: list[str] = []
    assert drive(asking("aa", "a"), decoder(asked)) == ["AA", "A"]
    assert asked == ["aa", "a"]


def test_what_was_not_decoded_is_not_remembered() -> None:
    memory = Notebook()

    def fail(request: DecodeRequest) -> list[Hypothesis]:
        raise EngineError("the model failed")

    with pytest.raises(EngineError):
        drive(asking("ab"), fail, memory)
    assert not memory.known


def test_ending_the_steps_early_ends_the_logic_within() -> None:
    ended: list[bool] = []

    def logic() -> Steps[None]:
        try:
            yield DecodeRequest(chunks=(chunk("a"),), options=OPTIONS)
        finally:
            ended.append(True)

    run = Run(logic(), Notebook())
    run.advance()
    run.close()
    assert ended == [True]


def test_articles_of_a_digest_and_texts_use_the_memory() -> None:
    engine = CountingEngine()
    pipeline, memory = Pipeline(engine, FakeSummaryEngine(), Settings()), Notebook()
    options = ProcessOptions()
    run_text(pipeline, "قال الوزير إن الاجتماع غدا.", options, memory)
    asked = engine.asked
    assert asked > 0
    run_text(pipeline, "قال الوزير إن الاجتماع غدا.", options, memory)
    articles = [Article(id=name, body="قال الوزير إن الاجتماع غدا.") for name in ("a", "b")]
    run_digest(pipeline, articles, options, memory)
    assert engine.asked == asked
