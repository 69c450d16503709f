from fractions import Fraction

import pytest

from mujaz.text.folding import fold
from mujaz.text.quantities.tokens import LONGEST_NUMBER, NUMBER, read_digits, tokenize


@pytest.mark.parametrize(
    ("form", "arabic", "english"),
    [
        ("1500", ["1500"], ["1500"]),
        ("1,500", ["1500"], ["1500"]),
        ("1,234", ["1234"], ["1234"]),
        ("1.500", ["1500", "1.5"], ["1.5", "1500"]),
        ("1.234", ["1.234", "1234"], ["1.234", "1234"]),
        ("0.125", ["0.125"], ["0.125"]),
        ("2,5", ["2.5"], ["2.5"]),
        ("1,234,567", ["1234567"], ["1234567"]),
        ("1.234.567", ["1234567"], ["1234567"]),
        ("1,234.5", ["1234.5"], ["1234.5"]),
        ("1.234,5", ["1234.5"], ["1234.5"]),
        ("1٬234٫5", ["1234.5"], ["1234.5"]),
        ("1'000", ["1000"], ["1000"]),
        ("12,50", ["12.5"], ["12.5"]),
        ("27،31", [], []),
        ("1995,1996", [], []),
        ("8.4.2021", [], []),
    ],
)
def test_digits_are_read_by_the_marks_among_them(form, arabic, english):
    assert read_digits(form) == tuple(map(Fraction, arabic))
    assert read_digits(form, english=True) == tuple(map(Fraction, english))


def test_digits_that_are_no_one_number_become_several_tokens():
    assert [token.form for token in tokenize("8.4.2021") if token.form] == ["8", ".", "4", ".", "2021"]


@pytest.mark.parametrize("text", ["9" * 5000, "111 " * 5000, "1." * 5000, "١٬٠٠٠" * 5000])
def test_digits_without_end_are_no_number(text):
    assert all(len(token.form) <= LONGEST_NUMBER for token in tokenize(text) if token.kind == NUMBER)


def test_tokens_keep_their_place_and_lose_their_marks():
    text = "بـ٥٠ صاروخاً\u200f!"
    assert [(token.form, text[token.start : token.end]) for token in tokenize(text) if token.form] == [
        ("ب", "بـ"),
        ("50", "٥٠"),
        ("صاروخا", "صاروخاً"),
        ("!", "!"),
    ]


def test_spellings_of_one_word_fold_to_one_form():
    assert {fold(word) for word in ("إحدى", "احدى", "إِحْدَى", "احدي", "احـــدى")} == {"احدي"}
