"""Which articles tell the same story."""

import numpy as np
import pytest

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.digest.group import SAME_STORY, group_stories


def matrix(count: int, **pairs: float) -> np.ndarray:
    """Similarities; `ab=0.5` is that of the first and the second."""
    made = np.eye(count)
    for (one, other), value in pairs.items():
        i, j = ord(one) - ord("a"), ord(other) - ord("a")
        made[i, j] = made[j, i] = value
    return made


@pytest.mark.parametrize(
    ("similarities", "groups"),
    [
        (np.eye(1), [[0]]),
        (np.zeros((0, 0)), []),
        (matrix(3), [[0], [1], [2]]),
        (matrix(3, ac=0.5), [[0, 2], [1]]),
        (matrix(4, ad=0.5, bc=0.6), [[0, 3], [1, 2]]),
        (matrix(3, ab=0.5, bc=0.5, ac=0.5), [[0, 1, 2]]),
        # b is about both things: one story out of three would be wrong, and b goes where it fits best.
        (matrix(3, ab=0.3, bc=0.4), [[0], [1, 2]]),
        # Of three alike and one that is like one of them, the mean decides.
        (matrix(4, ab=0.9, ac=0.9, bc=0.9, ad=0.3), [[0, 1, 2], [3]]),
        (matrix(4, ab=0.9, ac=0.9, bc=0.9, ad=0.9), [[0, 1, 2, 3]]),
    ],
)
def test_articles_are_grouped_by_what_they_have_in_common_on_average(similarities, groups):
    assert group_stories(similarities, 0.25) == groups


def test_grouping_leaves_the_similarities_as_they_are():
    similarities = matrix(3, ab=0.9)
    group_stories(similarities)
    assert (similarities == matrix(3, ab=0.9)).all()


EARTHQUAKE = [
    "A strong earthquake shook the coast near Basra on Monday and damaged dozens of houses. Rescue teams searched the "
    "ruins for survivors. The governor of Basra declared a state of emergency.",
    "Rescue teams in Basra pulled twelve survivors from the ruins after the earthquake. Hospitals treated two hundred "
    "people. The governor asked Baghdad for help.",
]
OTHERS = [
    "The central bank kept its interest rate at four percent. Inflation fell for the third month, the bank said.",
    "The national team won the cup after a penalty shoot-out in Doha. The captain dedicated the victory to the fans.",
]


def test_reports_of_one_event_are_alike_and_others_are_not(engine: ExtractiveEngine) -> None:
    similarities = engine.similarities([*EARTHQUAKE, *OTHERS])
    assert np.allclose(similarities, similarities.T)
    assert np.allclose(np.diag(similarities), 1)
    assert similarities[0, 1] > SAME_STORY > similarities[0, 2:].max()
    assert group_stories(engine.similarities([EARTHQUAKE[0], *OTHERS, EARTHQUAKE[1]])) == [[0, 3], [1], [2]]


def test_words_that_all_articles_have_count_for_little(engine: ExtractiveEngine) -> None:
    trade = [f"Firm{number} shares rose {number} percent in trading on the Amman bourse." for number in range(40)]
    alone = engine.similarities(trade[:2])[0, 1]
    assert engine.similarities(trade)[0, 1] < alone - 0.1


def test_texts_without_a_word_are_like_nothing(engine: ExtractiveEngine) -> None:
    assert engine.similarities(["…", "the of and", "Basra"]).tolist() == [[0, 0, 0], [0, 0, 0], [0, 0, 1]]
