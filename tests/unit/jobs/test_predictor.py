import json
import random

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import EngineError, MujazError
from mujaz.jobs.predictor import Predictor
from mujaz.jobs.records import Failure, Response
from mujaz.pipeline import Pipeline, run_article
from mujaz.types import Article, ProcessOptions
from mujaz.wire.results import article_result_to_json

POISON = "سم"


class Engine(FakeTranslationEngine):
    """Fails on a word, and on another like a bug."""

    def translate(self, batch, options):
        words = {piece for chunk in batch for piece in chunk.pieces}
        if POISON in words:
            raise EngineError("the model failed")
        if "عطل" in words:
            raise ZeroDivisionError
        return super().translate(batch, options)


class Summary(FakeSummaryEngine):
    def summarize(self, title, sentences, options):
        if any("W7" in sentence for sentence in sentences):
            raise EngineError("no summary", reason="SUMMARY")
        return super().summarize(title, sentences, options)


def predictor(engine=None, options=ProcessOptions(), **settings):
    engine = engine or Engine()
    return Predictor(Settings(**settings), options, load=lambda settings: Pipeline(engine, Summary(), settings))


def articles(count, seed=0):
    """Some of them with numbers that the fake engine loses, so that they are tried again."""
    rng = random.Random(seed)
    words = ["قال", "الوزير", "إن", "ثلاثة", "مليون", "٥٠", "السوق."]
    bodies = [" ".join(rng.choices(words, k=rng.randint(1, 40))) + " قال.\nنعم." for _ in range(count)]
    return [Article(id=str(number), title="عنوان", body=body) for number, body in enumerate(bodies)]


def test_outcomes_are_those_of_the_pipeline_without_timings():
    predict = predictor()
    batch = articles(20)
    pipeline = Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())
    for article, outcome in zip(batch, predict(batch), strict=True):
        result = run_article(pipeline, article, ProcessOptions())
        assert outcome == Response(json=article_result_to_json(result, indent=None, timings=False))
        assert "timings" not in json.loads(outcome.json)


def test_an_outcome_does_not_depend_on_its_company():
    predict = predictor()
    batch = articles(30)
    alone = [predict([article])[0] for article in batch]
    shuffled = random.Random(1).sample(range(30), 30)
    together = predict([batch[position] for position in shuffled])
    assert together == [alone[position] for position in shuffled]


def test_what_comes_again_is_not_decoded_again_and_comes_out_the_same():
    engine = Engine()
    predict = predictor(engine)
    outcomes = predict(articles(10))
    engine.batches.clear()
    assert predict(articles(10)) == outcomes
    assert not engine.batches


def test_without_the_memory_everything_is_decoded():
    engine = Engine()
    predict = predictor(engine, ProcessOptions(skip_memory=True))
    outcomes = predict(articles(10))
    engine.batches.clear()
    assert predict(articles(10)) == outcomes
    assert engine.batches


def test_articles_share_the_batches_of_the_model():
    engine = Engine()
    predict = predictor(engine, max_batch_tokens=256)
    engine.batches.clear()
    predict(articles(50))
    # As many first tries as fill the budget, and the same for the retries, which are decoded in other ways.
    first = [batch for batch in engine.batches if len(batch) > 1]
    assert len(engine.batches) < 50
    for batch in first:
        assert len(batch) * max(len(chunk.pieces) for chunk in batch) <= 256


def test_an_article_that_cannot_be_is_a_failure_and_the_others_are_done():
    batch = articles(5)
    batch[1] = Article(id="empty", body=" ")
    batch[3] = Article(id="latin", title="x", body="only English")
    outcomes = predictor()(batch)
    assert [isinstance(outcome, Response) for outcome in outcomes] == [True, False, True, False, True]
    assert (outcomes[1].reason, outcomes[1].field) == ("TEXT_EMPTY", "article.body")
    assert outcomes[3].reason == "TEXT_NOT_ARABIC"


@pytest.mark.parametrize(("word", "reason"), [(POISON, "ENGINE"), ("عطل", "INTERNAL")])
def test_an_article_that_the_model_fails_on_costs_no_other(word, reason, caplog):
    predict = predictor()
    batch = articles(9)
    alone = predict(batch)
    batch[4] = Article(id="bad", body=f"قال {word} ما.")
    outcomes = predict(batch)
    assert outcomes[4].reason == reason
    assert [*outcomes[:4], *outcomes[5:]] == [*alone[:4], *alone[5:]]
    assert word not in caplog.text
    assert ("ZeroDivisionError" in caplog.text) == (reason == "INTERNAL")


def test_a_fault_behind_the_model_costs_no_other_article():
    batch = articles(3)
    batch[1] = Article(id="bad", body="سبعحروف.")
    outcomes = predictor()(batch)
    assert outcomes[1] == Failure(reason="SUMMARY", message="no summary")
    assert isinstance(outcomes[2], Response)


def test_a_batch_of_nothing_is_nothing():
    assert predictor()([]) == []


def test_the_signature_is_that_of_the_results():
    predict = predictor(beam_size=2)
    assert predict.signature.decoding.startswith("beam=2 names=")
    assert predict.signature.translation == predict.signature.summary
    (outcome,) = predict(articles(1))
    assert json.loads(outcome.json)["signature"]["decoding"] == predict.signature.decoding


def test_a_model_that_does_not_work_is_found_at_the_start():
    class Mute(FakeTranslationEngine):
        def translate(self, batch, options):
            raise EngineError("mute")

    with pytest.raises(MujazError, match="mute"):
        predictor(Mute())
