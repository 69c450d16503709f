"""Abbreviations that Arabic spells by the names of their letters."""

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.proper_names import names_in


def found(text: str) -> list[tuple[str, str, str]]:
    return [(name.joined, name.arabic, name.english) for name in names_in(text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قناة كيه تي إكس في الولاية", [("", "كيه تي إكس", "KTX")]),
        ("قناة زد تي في المحلية", [("", "زد تي في", "ZTV")]),
        ("شركة إس.آر.دي للنقل", [("", "إس.آر.دي", "SRD")]),
        ("شركة (كيو في) للنقل", [("", "كيو في", "QV")]),
        ('بثت "أر أن في" خبرا', [("", "أر أن في", "RNV")]),
        ("ذكرت لدبليو دي إتش أن", [("ل", "دبليو دي إتش", "WDH")]),
        ("جهاز جي بي أس وحمض دي إن إيه", [("", "جي بي أس", "GPS"), ("", "دي إن إيه", "DNA")]),
        ("انفجار تي أن تي قرب الجسر", [("", "تي أن تي", "TNT")]),
        ("محطة آر آي تي، ومحطة أر أي تي", [("", "آر آي تي", "RIT")]),
        ("سيارات بي إم دبليو وبي إم دبليو", [("", "بي إم دبليو", "BMW"), ("و", "بي إم دبليو", "BMW")]),
        ("شركة إتش إس بي سي للمال", [("", "إتش إس بي سي", "HSBC")]),
        ("نظام جديد وآي تي زد", [("و", "آي تي زد", "ITZ")]),
        ("شركة تي واي إكس", [("", "تي واي إكس", "TYX")]),
        ("شركة زد بي كيه وشركة زد أي كيه", []),
        ("قال إن يو في أي حال", []),
        ("دي جي معروف في النادي", []),
        ("أو أن في أم أي", []),
    ],
)
def test_letters_side_by_side_make_an_abbreviation(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_a_name_of_the_tables_comes_first() -> None:
    assert found("هيئة بي بي سي") == [("", "بي بي سي", "BBC")]


@pytest.mark.parametrize("letters", ["بي ", "جي بي ", "سي ", "إي زد آي ", "بي."])
def test_a_long_run_of_letters_is_no_abbreviation_and_takes_no_time(letters: str) -> None:
    assert found(letters * 30 + "واحد") == []
