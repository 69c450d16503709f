"""Words that look like foreign names and that no table has."""

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.proper_names import NameOrigin, foreign_names
from mujaz.types import Span


def found(text: str, taken: tuple[Span, ...] = ()) -> list[tuple[str, str, str]]:
    names = list(foreign_names(text, words_of(text), taken))
    assert all(name.origin is NameOrigin.LETTERS and name.certainty <= 0.5 for name in names)
    return [(name.joined, name.arabic, name.english) for name in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال غلودوفيتش أمس", [("", "غلودوفيتش", "Glodovic")]),
        ("أعلن بريندكوم ولاندسكرونا", [("", "بريندكوم", "Brendkom"), ("و", "لاندسكرونا", "Landscrona")]),
        ("سيكون المتظاهرون في المستشفيات", []),
        ("قال الرئيس إن الاستراتيجية ناجحة", []),
        ("شركة Brendkom", []),
        ("ليست المرة الأولى", []),
        ("عدد سكان القرية كان كبيرا", []),
        ("كانا يعملان ليلا بريف دمشق", []),
        ("كانت دراستان جديدتان", []),
        ("كانوا جالسون هناك", []),
        ("ويرى الخبراء", []),
        ("فأنا هنا", []),
        ("زار للأرجنتيني والأردن", []),
        ("قال برغمان وكينزنغر", [("", "برغمان", "Bergman"), ("و", "كينزنغر", "Kinsnger")]),
    ],
)
def test_they_are_spelled_by_their_letters(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


def test_what_is_known_is_left_alone() -> None:
    text = "قال غلودوفيتش أمس"
    assert found(text, (Span(4, 13),)) == []
