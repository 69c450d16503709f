"""Tests the loaded translation model before it serves requests.

A library upgrade or a damaged file can turn a model's output into gibberish without any error; only the output shows
it.
"""

import difflib

from mujaz.errors import EngineError
from mujaz.pipeline.local import run_text
from mujaz.pipeline.pipeline import Pipeline
from mujaz.text.scripts import has_arabic
from mujaz.types import GoldenSentence, ProcessOptions

_LEAST_LIKENESS = 0.5
"""Share of words that must agree with the golden translation. Other arithmetic or another processor changes a word or
two; a broken model agrees in almost none."""

_ANY_LENGTH = 10**6
"""The limits that are set for requests do not apply to the test sentence."""

_ANY_SENTENCE = "قال الوزير إن الاجتماع سيعقد يوم الاثنين."
"""Translated by models that have no golden sentence. The result only has to look like English."""


def self_test(pipeline: Pipeline) -> None:
    """Translates the golden sentence of the translation model.

    Raises:
        EngineError: The translation is not what is expected.
    """
    model = pipeline.translation.model
    golden = model.golden or GoldenSentence(source=_ANY_SENTENCE, target="")
    unlimited = pipeline.settings.model_copy(update={"max_article_chars": _ANY_LENGTH, "max_word_chars": _ANY_LENGTH})
    tested = Pipeline(pipeline.translation, pipeline.summary, unlimited)
    target = run_text(tested, golden.source, ProcessOptions()).translation.text
    if not _acceptable(target, golden.target):
        raise EngineError(
            f"the model {model.signature.model} does not translate its test sentence as expected; its files may be "
            f"damaged, or the version of {model.signature.engine} may be wrong",
            reason="SELF_TEST_FAILED",
        )


def _acceptable(target: str, expected: str) -> bool:
    if has_arabic(target) or not any(letter.isalpha() for letter in target):
        return False
    words, expected_words = target.lower().split(), expected.lower().split()
    return not expected or difflib.SequenceMatcher(None, words, expected_words).ratio() >= _LEAST_LIKENESS
