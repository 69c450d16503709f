"""Words of English, and words that are none."""

import pytest

from mujaz.text.english_words import filter_of, is_english


@pytest.mark.parametrize(
    "word",
    "government governments fiancee cafes jihadists colour color countermeasure cyberattack ab zzz it's über9".split(),
)
def test_a_word_of_english_is_known(word):
    assert is_english(word)


@pytest.mark.parametrize("word", "economys relyed strategicly withoutannounced ungovernmently blorfing".split())
def test_a_made_up_word_is_not(word):
    assert not is_english(word)


def test_the_filter_has_few_false_words():
    letters = "abcdefghij"
    words = [f"q{first}{second}xz{third}" for first in letters for second in letters for third in letters]
    assert sum(map(is_english, words)) < 30
    assert len(filter_of(words)) == pytest.approx(1000 * 9.6 / 8, abs=1)
