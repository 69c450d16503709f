"""Parts of a sentence become one sentence: one capital, one full stop, but where the source has more."""

import pytest

from mujaz.pipeline.join import join
from mujaz.types import Hypothesis


def joined(texts: list[str], parts: list[str] | None = None) -> str:
    hypotheses = [Hypothesis(text=text, mean_log_prob=-0.1, token_count=4) for text in texts]
    return join(hypotheses, parts or ["قال"] * len(texts)).text


@pytest.mark.parametrize(
    ("first", "rest", "expected"),
    [
        ("He met the Council.", "Throughout the country.", "He met the Council, throughout the country."),
        ("He won the final game", "Yesterday, which was close.", "He won the final game yesterday, which was close."),
        ("He fled.", "Meanwhile, police came.", "He fled, meanwhile, police came."),
        ("He fled.", "Twenty-two men died.", "He fled, twenty-two men died."),
        ("He fled.", "A man died.", "He fled, a man died."),
        ("He fled.", "It's over.", "He fled, it's over."),
    ],
)
def test_a_part_begins_small_within_the_sentence(first: str, rest: str, expected: str) -> None:
    assert joined([first, rest]) == expected


@pytest.mark.parametrize(
    "rest",
    [
        "Baghdad fell.", "March was cold.", "May 5 was cold.", "I said so.", "US forces left.", "U.S. forces left.",
        "President Aoun left.", "Hamas said so.", "Will.I.Am sang.", "IT failed.",
    ],
)  # fmt: skip
def test_what_may_be_a_name_keeps_its_capital(rest: str) -> None:
    assert joined(["He said", rest]) == f"He said {rest}"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("He left the U.S.", "He left the U.S., then died."),
        ('He said "so."', 'He said "so," then died.'),
        ("He waited...", "He waited... then died."),
        ("He waited…", "He waited… then died."),
        ("Is it over?", "Is it over? Then died."),
        ("Enough!", "Enough! Then died."),
    ],
)
def test_the_end_of_a_part_is_no_end_of_a_sentence(first: str, expected: str) -> None:
    assert joined([first, "Then died."]) == expected


def test_where_the_source_ends_a_sentence_the_translation_does() -> None:
    assert joined(["He went.", "Then he came back."], ['قال "ذهبت.', 'ثم عدت".']) == "He went. Then he came back."


def test_a_part_of_which_nothing_was_made_is_kept() -> None:
    assert joined(["He went.", "."], ["ذهب", "ثم عاد"]) == "He went, ثم عاد"
