"""The dictionary of words that the model does not know: what is found, and its table."""

import re

import pytest

from mujaz.text.arabic import words_of
from mujaz.text.dictionary import Dictionary, dictionary_digest, find_words
from mujaz.text.folding import fold_text
from mujaz.text.proper_names import NameKind
from mujaz.text.tables import read_table
from mujaz.types import Span

TABLE = list(read_table("mujaz.text.dictionary", "words.tsv"))
OWN = Dictionary(
    {
        "افه": "scourge",
        "نورس": "seagull",
        "ناطحات سحاب": "skyscrapers",
        "ناطحات سحاب زجاجيه": "glass skyscrapers",
    }
)


def found(text: str, taken: list[Span] | None = None) -> list[tuple[str, str, str]]:
    names = OWN.found(text, words_of(text), taken or [])
    assert all(name.kind is NameKind.WORD and name.span.of(text) == name.arabic for name in names)
    return [(name.joined, name.arabic, name.english) for name in names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("حلق نورس فوق الميناء", [("", "نورس", "seagull")]),
        ("صور النورس من بعيد", [("", "النورس", "seagull")]),
        ("وبنورس واحد", [("وب", "نورس", "seagull")]),
        ("للنورس منقار", [("ل", "نورس", "seagull")]),
        ("بين ناطحات السحاب", [("", "ناطحات السحاب", "skyscrapers")]),
        ("بناء ناطحات سحاب زجاجية", [("", "ناطحات سحاب زجاجية", "glass skyscrapers")]),
        ("ناطحات، سحاب", []),
        ("نورسان وناطحات", []),
        ("في كافة المدن", []),
    ],
)
def test_entries_stand_for_their_forms_with_clitics_and_article(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert found(text) == expected


def test_what_is_something_else_is_left_alone() -> None:
    text = "مقهى النورس قرب النورس"
    assert found(text, [Span(5, 11)]) == [("", "النورس", "seagull")]


def test_the_table_has_each_entry_once_folded_and_in_plain_english() -> None:
    assert len(TABLE) > 5000
    keys = [Dictionary.key(words_of(arabic)) for arabic, _ in TABLE]
    assert len(set(keys)) == len(keys)
    for (arabic, english), key in zip(TABLE, keys, strict=True):
        assert key == arabic == fold_text(arabic), arabic
        assert re.fullmatch(r"[A-Za-zÀ-ÿ0-9'’.,&%$ -]{2,60}", english), (arabic, english)
        assert not re.match(r"(?:the|an?) ", english, re.IGNORECASE), (arabic, english)


def test_the_built_in_dictionary_is_what_the_table_says() -> None:
    for arabic, english in TABLE[::97]:
        text = f"قال {arabic}"
        assert [name.english for name in find_words(text, words_of(text), [])][-1:] == [english]
    assert re.fullmatch("[0-9a-f]{8}", dictionary_digest())
