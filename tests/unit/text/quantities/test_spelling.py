"""Whatever number is spelled out, the same number is read: checked with a speller for each language."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from mujaz.text.quantities import Quantity, arabic_quantities, english_quantities, match_quantities

_ARABIC_UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
_ARABIC_TENS = ("", "", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
_ARABIC_HUNDREDS = ("", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة")
_ENGLISH_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_ENGLISH_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell_arabic_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [_ARABIC_HUNDREDS[hundreds]] if hundreds else []
    if 10 < rest < 20:
        parts.append({11: "أحد عشر", 12: "اثنا عشر"}.get(rest) or f"{_ARABIC_UNITS[rest - 10]} عشر")
    elif rest:
        tens, units = divmod(rest, 10)
        if rest == 10:
            tens, units = 0, 10
        parts += [word for word in (_ARABIC_UNITS[units], _ARABIC_TENS[tens]) if word]
    return " و".join(parts)


def spell_arabic(number: int) -> str:
    parts = []
    for size, one, two, many in ((10**6, "مليون", "مليونان", "ملايين"), (10**3, "ألف", "ألفان", "آلاف")):
        count, number = divmod(number, size)
        if count in (1, 2):
            parts.append(one if count == 1 else two)
        elif count:
            parts.append(f"{spell_arabic_below_thousand(count)} {many if 3 <= count <= 10 else one}")
    if number:
        parts.append(spell_arabic_below_thousand(number))
    return " و".join(parts)


def spell_english(number: int) -> str:
    if number < 20:
        return _ENGLISH_UNITS[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return _ENGLISH_TENS[tens] + (f"-{_ENGLISH_UNITS[units]}" if units else "")
    for size, name in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            count, rest = divmod(number, size)
            joint = " and " if size == 100 else " "
            return f"{spell_english(count)} {name}" + (f"{joint}{spell_english(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(min_value=3, max_value=999_999_999))
def test_an_arabic_number_in_words_is_read_as_one_number(number):
    assert [quantity.value for quantity in arabic_quantities(f"بلغ العدد {spell_arabic(number)}.")] == [number]


@given(st.integers(min_value=3, max_value=999_999_999))
def test_an_english_number_in_words_is_read_as_one_number(number):
    assert [quantity.value for quantity in english_quantities(f"It was {spell_english(number)}.")] == [number]


@given(st.integers(min_value=11, max_value=999_999_999))
def test_words_of_one_language_match_digits_of_the_other(number):
    for source, target in ((spell_arabic(number), f"{number:,}"), (f"{number:,}", spell_english(number))):
        matching = match_quantities(arabic_quantities(source), english_quantities(target))
        assert (len(matching.pairs), matching.missing, matching.added) == (1, (), ())


_ARABIC_PIECES = (
    "و في من بـ الساعة عام شهر نيسان آذار/مارس رمضان 1442هـ مئة مئتي ألف ألفا آلاف مليون ونصف نصف ربع أرباع خمسة عشر "
    "واحد أحد اثنا عشرة العشرين الثالثة والنصف إلا ربعا صباحا مساء دقيقة بالمئة في المئة دولار $ % ٪ القرن التاسع "
    "الستينيات يومان 5 10 000 ٢٠٢١ 1,5 1.500 8/4/2021 9:30 1995-96 ² ½ Ⅻ ، - ( )"
).split()
_ENGLISH_PIECES = (
    "a the one two half third quarter past to and of in point hundred thousand million bn k m % per cent $ US€ euros "
    "April May 8th 3rd twenty-first nineteen o'clock am p.m . , - – 5 1,5 1.500 10,000 000 9:30 4/8/2021 1995-96 1990s "
    "'s II Ramadan Rabi al-Awwal century second seconds dozen ² ½"
).split()


@given(st.lists(st.sampled_from(_ARABIC_PIECES), max_size=8), st.sampled_from(["", " "]))
def test_no_arabic_is_too_strange_to_be_read(pieces, joint):
    read_all(joint.join(pieces), arabic_quantities)


@given(st.lists(st.sampled_from(_ENGLISH_PIECES), max_size=8), st.sampled_from(["", " "]))
def test_no_english_is_too_strange_to_be_read(pieces, joint):
    read_all(joint.join(pieces), english_quantities)


@given(st.text(alphabet="0123٠٥۶½¾.,٫٬،:/-% $€ ومئةألفثلاثنصف\u200f\u064b", max_size=40))
def test_no_text_is_too_strange_to_be_read(text):
    read_all(text, arabic_quantities)
    read_all(text, english_quantities)


def read_all(text: str, quantities: Callable[[str], list[Quantity]]) -> None:
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.span.start < quantity.span.end
        assert quantity.span.of(text) == quantity.surface
        assert str(quantity)
        end = quantity.span.end
