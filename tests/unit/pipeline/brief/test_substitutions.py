"""Names and numbers that stand where others stood."""

import pytest

from mujaz.pipeline.brief.substitutions import has_substitution

ORIGINAL = "President Biden met Prime Minister Modi of India in Delhi, and 60 people were present."


@pytest.mark.parametrize(
    "copy",
    [
        "President Modi met Prime Minister Modi of India in Delhi, and 60 people were present.",
        "President Biden met Prime Minister Modi of Delhi in Delhi, and 60 people were present.",
        "President Biden met Prime Minister Modi of India in Delhi, and 16 people were present.",
        "Chancellor Scholz met Prime Minister Modi of India in Delhi, and 60 people were present.",
        "President Biden met Prime Minister Modi of India in Biden.",
    ],
)
def test_another_name_or_number_in_the_same_place_is_found(copy: str) -> None:
    assert has_substitution(ORIGINAL, copy)


@pytest.mark.parametrize(
    "copy",
    [
        ORIGINAL,
        "Biden met Modi.",
        "President Biden met Prime Minister Modi in Delhi.",
        "He met Prime Minister Modi of India in Delhi, and 60 people were present.",
        "President Biden met the Indian Prime Minister in Delhi.",
        "In Delhi, where 60 people were present, President Biden met Prime Minister Modi of India.",
        "President Biden met Prime Minister Modi of India in Delhi, and a crowd was present.",
        "",
    ],
)
def test_shortening_and_turning_round_are_no_substitutions(copy: str) -> None:
    assert not has_substitution(ORIGINAL, copy)
