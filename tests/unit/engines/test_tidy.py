import pytest

from mujaz.engines.tidy import tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ('He said " About time " and left .', 'He said "About time" and left.'),
        ('" Yes " , he said , " but ( not ) now "', '"Yes", he said, "but (not) now"'),
        ("“ Yes ” he said !", "“Yes” he said!"),
        ("The law , which ( in part ) was passed ; it holds", "The law, which (in part) was passed; it holds"),
    ],
)
def test_marks_that_stand_alone_go_to_their_words(text, tidied):
    assert tidy(text)[0] == tidied


@pytest.mark.parametrize(
    "text",
    [
        'A screen of 5 " was sold.',
        'He said " yes and left.',
        "It ended 2 - 1 at 10 : 30",
        "3 . 5 percent",
        "two  spaces , here",
        "a",
        "",
        '"',
        ". .",
        "Rock & roll",
        '"About time," he said.',
    ],
)
def test_what_is_not_certain_is_left(text):
    assert tidy(text)[0] == text


def test_a_mark_and_its_word_have_the_lower_of_their_probabilities():
    text, probabilities = tidy('" About time " .', (0.9, 0.4, 0.8, 0.3, 0.9))
    assert text == '"About time".'
    assert probabilities == (0.4, 0.3)
    assert tidy("About time .", ()) == ("About time.", ())
