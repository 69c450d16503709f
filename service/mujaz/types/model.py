"""Models, and how far their own probabilities can be trusted."""

import enum
import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSignature:
    """A model and how it was run; the fields are those of `mujaz.v1.ModelSignature`."""

    model: str
    revision: str
    engine: str
    compute_type: str


class Task(enum.Enum):
    """What a model does; the values are those of `mujaz.v1.Task`."""

    TRANSLATION = 1
    SUMMARIZATION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenSentence:
    """A sentence and its known translation, to test that a model works before it is used."""

    source: str
    target: str


_LEAST_PROBABILITY = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How certain a model is of its own translation.

    Args:
        probability: The geometric mean of the model's probabilities of the tokens, from 0 to 1.
        doubted: The share of words that are doubted (`Segment.doubts`), from 0 to 1.
        words: The number of words.
    """

    probability: float
    doubted: float
    words: int

    @property
    def log_odds(self) -> float:
        """The log odds of the probability, which is first clipped to between 0.001 and 0.999."""
        likely = min(max(self.probability, _LEAST_PROBABILITY), 1 - _LEAST_PROBABILITY)
        return math.log(likely / (1 - likely))

    @property
    def log_words(self) -> float:
        """The natural logarithm of the number of words."""
        return math.log(max(1, self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns a model's certainty into a confidence: the probability that a reader finds the meaning kept.

    This is a logistic regression, fitted to segments that were read and judged (`bench/calibration.py`).

    Args:
        intercept: The log odds where everything else is 0.
        probability: The weight of `Certainty.log_odds`; not negative.
        doubted: The weight of `Certainty.doubted`; not positive.
        words: The weight of `Certainty.log_words`.
    """

    intercept: float
    probability: float
    doubted: float
    words: float

    def __post_init__(self) -> None:
        if self.probability < 0 or self.doubted > 0:
            raise ValueError("a calibration must not fall with the model's probability, nor rise with doubted words")

    def confidence(self, certainty: Certainty) -> float:
        """The confidence, from 0 to 1, for a certainty."""
        odds = (
            self.intercept
            + self.probability * certainty.log_odds
            + self.doubted * certainty.doubted
            + self.words * certainty.log_words
        )
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedModel:
    """A model that is ready to run.

    Args:
        signature: What it is and how it runs.
        task: What it does.
        license: Its licence as an SPDX expression; empty where unknown.
        description: One line about it.
        golden: A sentence to test it with, where the catalogue has one.
        calibration: Turns its certainty into a confidence, where that was measured.
    """

    signature: ModelSignature
    task: Task
    license: str = ""
    description: str = ""
    golden: GoldenSentence | None = None
    calibration: Calibration | None = None
