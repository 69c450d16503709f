"""The values that have something to work out."""

import math
from dataclasses import replace

import pytest

from mujaz.types import Calibration, Certainty, Segment, Span, Translation

CALIBRATION = Calibration(intercept=1.0, probability=2.0, doubted=-3.0, words=-0.5)


def confidence(probability: float = 0.6, doubted: float = 0.2, words: int = 20) -> float:
    return CALIBRATION.confidence(Certainty(probability=probability, doubted=doubted, words=words))


def test_confidence_is_a_logistic_function_of_what_the_model_says() -> None:
    assert confidence(0.5, 0.0, 1) == pytest.approx(1 / (1 + math.exp(-1.0)))
    assert confidence() == pytest.approx(1 / (1 + math.exp(-(1.0 + 2.0 * math.log(1.5) - 0.6 - 0.5 * math.log(20)))))


def test_confidence_rises_with_probability_and_falls_with_doubts_and_length() -> None:
    assert confidence(0.7) > confidence(0.6)
    assert confidence(doubted=0.3) < confidence(doubted=0.2)
    assert confidence(words=40) < confidence(words=20)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_confidence_stays_between_0_and_1_at_the_ends(probability: float) -> None:
    assert 0 < confidence(probability, words=0) < 1


@pytest.mark.parametrize("wrong", [{"probability": -0.1}, {"doubted": 0.1}])
def test_a_calibration_that_turns_doubt_into_confidence_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must not fall"):
        replace(CALIBRATION, **wrong)


def test_a_texts_confidence_is_that_of_its_segments_by_length() -> None:
    long = Segment(source=Span(0, 90), target=Span(0, 5), confidence=0.2)
    short = Segment(source=Span(91, 101), target=Span(6, 11), confidence=1.0)
    assert Translation(text="Five, six..", segments=(long, short)).confidence == pytest.approx(0.28)
    assert Translation(text="", segments=()).confidence == 1.0
