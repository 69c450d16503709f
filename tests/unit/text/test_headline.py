import pytest

from mujaz.text.headline import MAX_HEADLINE_CHARS, split_headline, with_line_feeds


@pytest.mark.parametrize(
    ("text", "headline", "body"),
    [
        ("عنوان\n\nنص\nآخر\n", "عنوان", "نص\nآخر"),
        ("\n \n عنوان \n \n\nنص", "عنوان", "نص"),
        ("\n \n عنوان \n\t\n\n  نص\nسطر\n\n", "عنوان", "  نص\nسطر"),
        ("نص\nآخر\n\nثالث", "", "نص\nآخر\n\nثالث"),
        ("عنوان\n\n \n", "", "عنوان\n\n "),
        ("نص\n\n", "", "نص"),
        ("نص", "", "نص"),
        ("", "", ""),
        ("س" * MAX_HEADLINE_CHARS + "\n\nنص", "س" * MAX_HEADLINE_CHARS, "نص"),
        ("س" * (MAX_HEADLINE_CHARS + 1) + "\n\nنص", "", "س" * (MAX_HEADLINE_CHARS + 1) + "\n\nنص"),
    ],
)
def test_a_first_line_before_an_empty_one_is_the_headline(text, headline, body):
    assert split_headline(text) == (headline, body)


@pytest.mark.parametrize("text", ["\n " * 500_000 + "x", "نص " * 500_000, "نص " * 500_000 + "\nسطر"])
def test_a_text_of_a_million_characters_is_split_in_no_time(text):
    assert split_headline(text) == ("", text)


def test_lines_of_every_system_end_with_a_line_feed():
    assert with_line_feeds("أ\rب\r\nج\n\rد") == "أ\nب\nج\n\nد"
