import pytest

from mujaz.text.quantities import arabic_quantities, english_quantities, match_quantities

SAME = {
    "5 مليارات": ["5 billion", "5bn", "5,000 million", "five billion", "5,000,000,000"],
    "60٪": ["60 per cent", "60%", "sixty percent", "60 percent"],
    "نصف السكان": ["half of the population", "50% of the population"],
    "ثلثا": ["two thirds", "two-thirds"],
    "عام 2021": ["2021", "in the year 2021", "twenty twenty-one"],
    "الساعة 9:30": ["9:30", "9.30 am", "half past nine", "21:30"],
    "الساعة التاسعة مساء": ["9 pm", "21:00", "nine o'clock", "9:00 p.m."],
    "08 نيسان 2021": ["April 8, 2021", "8 April 2021", "8/4/2021", "the 8th of April 2021", "2021-04-08"],
    "8/4/2021": ["April 8, 2021", "August 4, 2021"],
    "8 و9 نيسان": ["8 and 9 April", "April 8 and 9", "April 8-9"],
    "أحداث 11 سبتمبر": ["the events of 9/11", "September 11"],
    "نيسان 2021": ["April 2021", "April of 2021"],
    "موسم 2018-2019": ["2018-19", "2018–2019", "2018/19"],
    "القرن التاسع عشر": ["the 19th century", "the nineteenth century"],
    "التسعينيات": ["the nineties", "the 1990s", "the 90s"],
    "12 رمضان 1442": ["12 Ramadan 1442", "Ramadan 12, 1442"],
    "100 ليرة": ["100 pounds", "100 liras", "100"],
    "بين 10 و15 ألفا": ["between 10 and 15 thousand", "between 10,000 and 15,000"],
    "1.500 طن": ["1,500 tonnes", "1.5 tonnes", "1500 tonnes"],
    "الحرب العالمية الثالثة": ["World War III", "the third world war"],
    "24 جائزة": ["two dozen awards"],
    "مرتين": ["twice", "two times"],
}
DIFFERENT = {
    "5 مليارات": ["5 million", "50 billion", "five"],
    "60٪": ["16%", "6 per cent"],
    "عام 2017": ["2012", "2071"],
    "5000 سنة": ["500 years"],
    "50 دولارا": ["50 euros"],
    "08 نيسان 2021": ["April 9, 2021", "8 May 2021", "8 April 2012"],
    "الساعة 9:30 صباحا": ["9:30 pm", "9:20 am"],
    "108 مقاعد": ["one hundred and eighty-eight seats"],
    "ثلاثة وعشرون": ["32", "twenty", "three"],
    "10 آلاف": ["10", "100,000"],
}


@pytest.mark.parametrize(
    ("source", "target"), [(source, target) for source, targets in SAME.items() for target in targets]
)
def test_equal_quantities_match_however_they_are_written(source, target):
    matching = match_quantities(arabic_quantities(source), english_quantities(target))
    assert (matching.missing, matching.added) == ((), ())


@pytest.mark.parametrize(
    ("source", "target"), [(source, target) for source, targets in DIFFERENT.items() for target in targets]
)
def test_different_quantities_do_not(source, target):
    assert match_quantities(arabic_quantities(source), english_quantities(target)).missing


def test_what_is_lost_and_what_is_new_is_told():
    matching = match_quantities(arabic_quantities("قتل 23 شخصا في 2017"), english_quantities("In 2012, 23 people died"))
    assert [pair[0].surface for pair in matching.pairs] == ["23"]
    assert [quantity.surface for quantity in matching.missing] == ["2017"]
    assert [quantity.surface for quantity in matching.added] == ["2012"]


def test_a_number_said_twice_needs_its_counterpart_once():
    matching = match_quantities(arabic_quantities("في 2021 ثم 2021"), english_quantities("in 2021"))
    assert (matching.missing, matching.added) == ((), ())


def test_what_is_not_firm_is_neither_missing_nor_added():
    matching = match_quantities(
        arabic_quantities("للمرة الأولى منذ يومين"), english_quantities("one day, both of them")
    )
    assert (matching.missing, matching.added) == ((), ())


def test_an_exact_partner_goes_before_a_loose_one():
    matching = match_quantities(arabic_quantities("1,5 و1.500"), english_quantities("1,500 and 1.5"))
    assert [(left.surface, right.surface) for left, right in matching.pairs] == [("1,5", "1.5"), ("1.500", "1,500")]
