"""What is taken off a sentence, and what is not."""

import pytest

from mujaz.pipeline.brief.clean import clean


@pytest.mark.parametrize(
    ("sentence", "cleaned"),
    [
        ("BAGHDAD (Reuters) - Oil exports rose in March.", "Oil exports rose in March."),
        ("WASHINGTON, D.C. — The president signed the order.", "The president signed the order."),
        ("Baghdad (INA) - Oil exports rose in March.", "Oil exports rose in March."),
        ("However, oil exports rose in March.", "Oil exports rose in March."),
        ("But the ministry denied the report.", "The ministry denied the report."),
        ("For his part, Minister Allawi denied the report.", "Minister Allawi denied the report."),
        ("Meanwhile, “the talks go on”, he said.", "“the talks go on”, he said."),
    ],
)
def test_datelines_and_dangling_connectives_go(sentence: str, cleaned: str) -> None:
    assert clean(sentence, follows=False) == cleaned


@pytest.mark.parametrize(
    "sentence",
    [
        "Oil exports rose in March.",
        "The price fell, he added.",
        "He added that the price fell.",
        "Then Prime Minister Haider al-Abadi signed the law.",
        "So many people came that the doors were closed.",
        "Still waters of the marshes have returned.",
        "U.S. forces left the base - the last one in the province.",
        "Al-Sudani - the prime minister - opened the bridge.",
        "OPEC - Organization of the Petroleum Exporting Countries.",
        "But why?",
    ],
)
def test_what_says_something_stays(sentence: str) -> None:
    assert clean(sentence, follows=False) == sentence


def test_a_connective_stays_where_its_other_half_does() -> None:
    assert clean("However, oil exports rose in March.", follows=True) == "However, oil exports rose in March."


def test_a_quotation_mark_of_the_sentence_before_goes() -> None:
    assert clean('" The mayor opened the school.', follows=True) == "The mayor opened the school."
    assert clean('"The mayor" opened at nine.', follows=True) == '"The mayor" opened at nine.'
