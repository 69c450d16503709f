"""Which words ask for the preposition after them."""

import pytest

from mujaz.pipeline.brief.asks import UNFINISHED, asks_for


@pytest.mark.parametrize(
    "phrase",
    [
        "they lost access to",
        "a drop in",
        "the bank may invest its savings in",
        "his habits were characterised by",  # counted as "characterized"
        "replacing the old pumps with",  # counted as "replaced"
        "he met in the harbour with",
        "the prices are back in",
    ],
)
def test_a_word_has_its_preposition(phrase: str) -> None:
    words = phrase.split()
    assert asks_for(words, len(words) - 1)


@pytest.mark.parametrize(
    "phrase", ["the engineers built a bridge near", "prices fell in", "they opened a school on", "a house with"]
)
def test_other_phrases_are_free(phrase: str) -> None:
    words = phrase.split()
    assert not asks_for(words, len(words) - 1)


def test_words_that_end_no_phrase_are_known() -> None:
    assert {"huge", "serious"} <= UNFINISHED
    assert UNFINISHED.isdisjoint({"bridge", "water", "president"})
