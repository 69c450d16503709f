"""The field of a text, and words whose sense follows it."""

import re
from collections.abc import Sequence

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.dictionary import Dictionary, cues_in, fields_of, find_words
from mujaz.text.folding import fold_text
from mujaz.text.tables import read_table

CUES = list(read_table("mujaz.text.dictionary", "fields.tsv"))
SENSES = list(read_table("mujaz.text.dictionary", "senses.tsv"))

SPORT = "أهدر المهاجم ركلة جزاء في المباراة"
COURT = "طلب المحامي من المحكمة براءة المتهم"
SILENT = "قال إن الأمر سيتضح غدا"
OWN = Dictionary(
    {"حكم": "rule", "حكم محلي": "local government"},
    [("حكم", "referee", "sport"), ("حكم", "verdict", "court"), ("حكم رابع", "fourth official", "sport")],
)


def fields(*texts: str) -> Sequence[str]:
    return fields_of([cues_in(words_of(text)) for text in texts])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (SPORT, "sport"),
        (COURT, "court"),
        ("صعدت الأسهم في البورصة مع ارتفاع أسعار النفط", "economy"),
        ("أعلن المخرج عرض الفيلم في المهرجان", "screen"),
        (SILENT, ""),
        ("شاهد الوزير المباراة ثم غادر", ""),  # one cue
        ("المباراة تلو المباراة", ""),  # one cue, twice
        ("مثل اللاعب أمام المحكمة بعد المباراة وطلب المحامي تأجيلا", ""),  # two of either
        ("", ""),
    ],
)
def test_the_field_of_a_text_is_that_of_several_cues_that_agree(text: str, field: str) -> None:
    assert fields(text) == [field]


def test_a_segment_without_cues_is_in_the_field_of_its_article() -> None:
    assert fields(SPORT, SILENT) == ["sport", "sport"]
    assert fields("انتهت المباراة", "سعيد اللاعب", SILENT) == ["sport"] * 3


def test_segments_of_a_page_with_several_stories_have_their_own_fields() -> None:
    assert fields(SPORT, SILENT, COURT) == ["sport", "", "court"]


def test_a_segment_with_a_cue_of_another_field_is_in_none() -> None:
    assert fields(SPORT, "سجل اللاعب هدفا في الشوط", "ناشد القاضي الحضور") == ["sport", "sport", ""]


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("اعترض على الحكم", "sport", ["referee"]),
        ("اعترض على الحكم", "court", ["verdict"]),
        ("اعترض على الحكم", "weather", ["rule"]),
        ("اعترض على الحكم", "", ["rule"]),
        ("قوانين الحكم المحلي", "sport", ["local government"]),
        ("نبه الحكم الرابع", "sport", ["fourth official"]),
        ("نبه الحكم الرابع", "court", ["verdict"]),
    ],
)
def test_the_sense_of_a_word_follows_the_field_and_the_longest_wins(text: str, field: str, expected: list[str]) -> None:
    assert [name.english for name in OWN.found(text, words_of(text), [], field)] == expected


def test_the_tables_have_each_entry_once_folded_and_with_a_field_that_has_cues() -> None:
    known = {field for _, field in CUES}
    assert len(dict(CUES)) == len(CUES) > 200
    assert len({(arabic, field) for arabic, _, field in SENSES}) == len(SENSES) > 50
    assert {field for *_, field in SENSES} <= known
    for arabic in [*(cue for cue, _ in CUES), *(sense for sense, *_ in SENSES)]:
        assert Dictionary.key(words_of(arabic)) == arabic == fold_text(arabic), arabic
    for _, english, _ in SENSES:
        assert re.fullmatch(r"[A-Za-z'-]+(?: [A-Za-z'-]+)*", english), english


def test_the_built_in_dictionary_takes_the_senses_of_a_field() -> None:
    for arabic, english, field in SENSES:
        text = f"قال {arabic}"
        assert [name.english for name in find_words(text, words_of(text), [], field)][-1:] == [english]
