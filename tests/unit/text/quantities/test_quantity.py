import pytest

from mujaz.text.quantities import arabic_quantities, english_quantities


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5.2 مليار دولار", "5.2 billion dollars"),
        ("دولار واحد"[6:], "1"),
        ("٢٠١٧", "2017"),
        ("25 ألفا و300", "25,300"),
        ("ثلثا", "2/3"),
        ("60٪", "60%"),
        ("08 نيسان 2021", "8 April 2021"),
        ("12 رمضان", "12 Ramadan"),
        ("الساعة التاسعة والنصف مساء", "21:30"),
        ("تسعينيات", "90s"),
        ("القرن التاسع عشر", "19"),
        ("3 ليرات", "3 liras"),
    ],
)
def test_a_quantity_says_its_value_in_english(text, words):
    assert str(arabic_quantities(text)[0]) == words


def test_its_english_is_read_back():
    for text in ("5.2 مليار دولار", "25 ألفا و300", "60٪", "08 نيسان 2021", "الساعة التاسعة مساء"):
        (quantity,) = arabic_quantities(text)
        (again,) = english_quantities(str(quantity))
        assert again.value == quantity.value
