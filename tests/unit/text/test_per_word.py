import pytest

from mujaz.text import per_word
from mujaz.text.arabic import words_of
from mujaz.text.per_word import PerWord


def test_each_reader_gets_the_words_that_mean_something_to_it() -> None:
    words = PerWord()
    capital, long = words.reader(lambda word: word.istitle()), words.reader(lambda word: len(word) if word[4:] else 0)
    found = words.read("The Minister spoke in Basra".split())
    assert found[capital] == [(0, True), (1, True), (4, True)]
    assert found[long] == [(1, 8), (2, 5), (4, 5)]


def test_a_word_is_read_once_until_too_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(per_word, "_MOST_WORDS", 3)
    words, seen = PerWord(), list[str]()
    reader = words.reader(lambda word: seen.append(word) or word == "b")  # type: ignore[func-returns-value]
    assert words.read("a b a b c".split())[reader] == [(1, True), (3, True)]
    assert seen == ["a", "b", "c"]
    assert not words.read(["d"])[reader]
    assert words.read(["b"])[reader] == [(0, True)]
    assert seen == ["a", "b", "c", "d", "b"]


def test_a_reader_that_comes_later_also_reads_the_words_seen_before() -> None:
    words = PerWord()
    words.reader(str.isupper)
    words.read(["UN", "team"])
    small = words.reader(str.islower)
    assert words.read(["UN", "team"])[small] == [(1, True)]


def test_a_function_that_is_no_reader_has_no_result() -> None:
    with pytest.raises(KeyError):
        words_of("وصل الوزير").having(str.isalpha)
