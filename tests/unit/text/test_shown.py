"""What models are shown in the place of signs that they do not know."""

import pytest

from mujaz.text.shown import shown_to_model


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("وسم #العراق_ينتصر أمس", "وسم العراق ينتصر أمس"),
        ("وسم #Gaza", "وسم #Gaza"),
        ("2½ مليون", "2.5 مليون"),
        ("2 ¼ كم", "2.25 كم"),
        ("½ مليون", "نصف مليون"),
        ("¾ السكان", "ثلاثة أرباع السكان"),
        ("1.5½", "1.5نصف"),
        ("بلغ 1.234.567 نسمة", "بلغ 1,234,567 نسمة"),
        ("بلغ 1.500 أو 1.2.3 أو 10.20.300.400", "بلغ 1.500 أو 1.2.3 أو 10.20.300.400"),
        ("بنسبة %15 أو %3.5.", "بنسبة 15% أو 3.5%."),
        ("بنسبة 15%20", "بنسبة 15%20"),
        ("بنسبة %15%", "بنسبة %15%"),
        ("بنسبة 15%", "بنسبة 15%"),
        ("عبر فيسبوك وTelegram", "عبر فيسبوك و Telegram"),
        ("الFBI والFBI للFBI بالGPS", "FBI و FBI ل FBI ب GPS"),
        ("قال FBI إن الFacebook", "قال FBI إن Facebook"),
    ],
)
def test_signs_are_written_as_models_know_them(text, shown):
    assert shown_to_model(text) == shown
