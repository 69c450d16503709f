"""A chat that WhatsApp exported is its messages, each with its sender and time."""

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.readers.kinds import Kind, kind_of
from mujaz.types import Article

HEAD, ONE, TWO = "فتح الجسر", "أعلنت البلدية فتح الجسر القديم: 51 مترا.", "وقال رئيسها إن العمل دام أربعة أشهر."

IPHONE = f"""\u200e[30/11/2026, 14:05:11] غرفة الأخبار: \u200eMessages and calls are end-to-end encrypted.
[30/11/2026, 14:05:12] ~\u00a0ليلى: {HEAD}

{ONE}
{TWO}
[30/11/2026, 14:06:00] ليلى: \u200eimage omitted
[01/12/2026, 09:00:00] أحمد: {TWO}\u200e <This message was edited>
[01/12/2026, 09:01:00] أحمد: \u200eالصورة محذوفة
"""
ANDROID = f"""30/11/2026, 14:05 - الرسائل والمكالمات مشفرة تماما بين الطرفين.
30/11/2026, 14:05 - ليلى أنشأت المجموعة
30/11/2026, 14:05 - ليلى: {HEAD}

{ONE}
{TWO}
30/11/2026, 14:06 - ليلى: <Media omitted>
30/11/2026, 14:06 - ليلى: تم حذف الوسائط
30/11/2026, 14:06 - ليلى: تم حذف هذه الرسالة
01/12/2026, 09:00 - أحمد: IMG-20261201-WA0001.jpg (file attached)
{TWO}
"""
ARABIC = f"""\u200f٣٠\u200f/١١\u200f/٢٠٢٦، ٢:٠٥ م - ليلى: {HEAD}

{ONE}
{TWO}
\u200f١\u200f/١٢\u200f/٢٠٢٦، ٩:٠٠ ص - أحمد: {TWO}
"""
AMERICAN = f"""[11/30/26, 2:05:00\u202fPM] ليلى: {HEAD}

{ONE}
{TWO}
[12/1/26, 9:00:00\u202fAM] أحمد: {TWO}
"""


@pytest.mark.parametrize("chat", [IPHONE, ANDROID, ARABIC, AMERICAN, AMERICAN.replace("\n", "\r\n")])
def test_the_messages_with_text_are_read(chat: str) -> None:
    first, second = read(chat)
    assert (first.title, first.body, first.source) == (HEAD, f"{ONE}\n{TWO}", "ليلى")
    assert (second.title, second.body, second.source) == ("", TWO, "أحمد")
    assert (first.published[:16], second.published[:16]) == ("2026-11-30T14:05", "2026-12-01T09:00")


def test_a_time_is_left_out_where_either_number_may_be_the_month() -> None:
    first, second = read(f"03/04/2026, 14:05 - ليلى: {ONE}\n04/04/2026, 14:05 - ليلى: {TWO}")
    assert (first.published, second.published) == ("", "2026-04-04T14:05:00")


def test_what_a_person_writes_of_pictures_is_kept() -> None:
    said = [one.body for one in read(f"[30/11/2026, 14:05] ليلى: تم حذف الصورة\n[14:06, 30/11/2026] ليلى: {ONE}")]
    assert said == ["تم حذف الصورة", ONE]


def test_a_text_with_one_date_or_a_number_in_brackets_is_no_chat_and_no_json() -> None:
    for text in (f"30/11/2026, 14:05 - المدينة: {ONE}\n{TWO}", f"[30/11/2026] {ONE}", f"[1] {ONE}"):
        assert kind_of(text.encode()).kind is Kind.TEXT
        assert read(text)[0].body == text
    assert kind_of(b"[1, 2, 3]").kind is kind_of(b"[15]").kind is Kind.JSON


def test_a_chat_without_texts_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is a chat without a message that has text"):
        read("30/11/2026, 14:06 - ليلى: <Media omitted>\n" * 2)


def read(chat: str) -> list[Article]:
    found = read_file(chat.encode(), "_chat.txt")
    return [one for one in found if isinstance(one, Article)]
