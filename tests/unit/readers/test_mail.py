"""A letter is read in its paragraphs, however its program folds them."""

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.mail import read_mail


@pytest.mark.parametrize(
    ("kind", "text", "body"),
    [
        ("format=flowed", "بنت البلدية \nجسرا.\n\n وقال \nأحمد: \nنعم.", "بنت البلدية جسرا.\n\nوقال أحمد: نعم."),
        ("format=flowed; delsp=yes", "بنت البل \nدية جسرا.", "بنت البلدية جسرا."),
        ("format=flowed", "بنت جسرا. \n> سؤال \n> آخر\nنعم.\n-- \nأحمد", "بنت جسرا. \n> سؤال \n> آخر\nنعم.\n-- \nأحمد"),
        ("charset=utf-8", "بنت البلدية \nجسرا.", "بنت البلدية \nجسرا."),
    ],
)
def test_the_lines_of_a_folded_paragraph_are_joined(kind: str, text: str, body: str) -> None:
    head = f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; {kind}\nContent-Transfer-Encoding: 8bit\n\n"
    assert read_mail(f"{head}{text}\n".encode(), "a").body == body


def test_a_message_of_far_too_many_parts_is_refused_before_it_is_taken_apart() -> None:
    head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"
    with pytest.raises(InvalidInput, match="has more than 5,000 parts"):
        read_mail((head + "--x\n\nنص\n" * 5001).encode(), "a")
    assert read_mail((head + "--x\n\nنص\n" * 400).encode(), "a").body == "نص"
