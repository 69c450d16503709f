import pytest

from mujaz.text.headline import MAX_HEADLINE_CHARS, split_headline


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("عنوان\n\nنص\nآخر\n", "عنوان", "نص\nآخر"),
        ("\n \n عنوان \n \n\nنص", "عنوان", "نص"),
        ("نص\nآخر\n\nثالث", "", "نص\nآخر\n\nثالث"),
        ("نص\n\n", "", "نص"),
        ("نص", "", "نص"),
        ("", "", ""),
        ("س" * MAX_HEADLINE_CHARS + "\n\nنص", "س" * MAX_HEADLINE_CHARS, "نص"),
        ("س" * (MAX_HEADLINE_CHARS + 1) + "\n\nنص", "", "س" * (MAX_HEADLINE_CHARS + 1) + "\n\nنص"),
    ],
)
def test_a_first_line_before_an_empty_one_is_the_headline(text, headline, body):
    assert split_headline(text) == (headline, body)
