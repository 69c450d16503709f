from fractions import Fraction

import pytest

from mujaz.text.normalize import normalize
from mujaz.text.quantities import arabic_quantities
from mujaz.types import Span

DIGITS = {
    "غادر 60 جنديا": ["cardinal 60"],
    "غادر ٦٠ جنديا": ["cardinal 60"],
    "غادر ۶۰ جنديا": ["cardinal 60"],
    "1,250,000 برميل": ["cardinal 1250000"],
    "1.250.000 برميل": ["cardinal 1250000"],
    "١٬٢٥٠٬٠٠٠ برميل": ["cardinal 1250000"],
    "1،250،000 برميل": ["cardinal 1250000"],
    "12 500 برميل": ["cardinal 12500"],
    "500 12 برميل": ["cardinal 12500"],
    "000 20 شخص": ["cardinal 20000"],
    "08 نيسان 2021 251": ["date 20210408", "cardinal 251"],
    "٣٫٥ أمتار": ["cardinal 7/2"],
    "3,5 أمتار": ["cardinal 7/2"],
    "2½ مليون": ["cardinal 2500000"],
    "½ مليون": ["cardinal 500000"],
    "5ر1 مليون": ["cardinal 1500000"],
    "بنسبة 6ر0 بالمائة": ["percent 3/5"],
    "بنسبة ٨ر٢ بالمائة": ["percent 14/5"],
    "9ر20567 مليون": ["cardinal 20567900000"],
    "20567ر9 مليون": ["cardinal 20567900000"],
    "3 ¼ كم": ["cardinal 13/4"],
    "2،5 مليون": ["cardinal 2500000"],
    "المواد 27،31 و32": ["cardinal 27", "cardinal 31", "cardinal 32"],
    "1,234.5 طن": ["cardinal 2469/2"],
    "5.2 مليار": ["cardinal 5200000000"],
    "3 ملايين و500 ألف": ["cardinal 3500000"],
    "25 ألفا و300 طالب": ["cardinal 25300"],
    "و200 جريح": ["cardinal 200"],
    "بـ50 صاروخا": ["cardinal 50"],
    "فاز 3-1": ["cardinal 3", "cardinal 1"],
    "موسم 1995-96": ["year 1995", "cardinal 1996"],
    "زوروا www.a24.example أو a24@b.example أو #وسم2024": [],
}
WORDS = {
    "ثلاثة وعشرون شخصا": ["cardinal 23"],
    "ثلاثة و عشرين": ["cardinal 23"],
    "أحد عشر كوكبا": ["cardinal 11"],
    "إحدى عشرة امرأة": ["cardinal 11"],
    "اثنتي عشرة شاحنة": ["cardinal 12"],
    "إحدى وعشرين سنة": ["cardinal 21"],
    "مئة وأحد عشر": ["cardinal 111"],
    "مئة وواحد": ["cardinal 101"],
    "مائة وخمسين": ["cardinal 150"],
    "مئتان": ["cardinal 200"],
    "مئتي جندي": ["cardinal 200"],
    "ثلاثمئة": ["cardinal 300"],
    "ثلاث مئة": ["cardinal 300"],
    "ثمانمائة وستة وستين": ["cardinal 866"],
    "ألف ومئتان": ["cardinal 1200"],
    "ألفي جندي": ["cardinal 2000"],
    "ألفا متطوع": ["cardinal 2000"],
    "ألفا وأربعمئة راكب": ["cardinal 1400"],
    "خمسة آلاف وخمسة": ["cardinal 5005"],
    "تسعة عشر ألفا": ["cardinal 19000"],
    "مئة وخمسة وعشرين ألفا وثلاثمئة": ["cardinal 125300"],
    "مئتي ألف": ["cardinal 200000"],
    "مليون ونصف": ["cardinal 1500000"],
    "مليون ونصف المليون": ["cardinal 1500000"],
    "سبعة ونصف مليون": ["cardinal 7500000"],
    "7 ونصف مليار": ["cardinal 7500000000"],
    "عام 2024 ونصف مليون": ["year 2024", "cardinal 500000"],
    "اثنا عشر فاصلة خمسة مليارات": ["cardinal 12500000000"],
    "ثلاثة فاصلة صفر خمسة": ["cardinal 61/20"],
    "12 فاصلة 05 مليون": ["cardinal 12050000"],
    "صفر فاصلة خمسة في المئة": ["percent 1/2"],
    "ثلاث مباريات فاصلة": ["cardinal 3"],
    "في مباراة فاصلة خمسة أهداف": ["cardinal 5"],
    "مليونين وثلاثمئة ألف": ["cardinal 2300000"],
    "سبعة ملايين ونصف المليون": ["cardinal 7500000"],
    "وديعة المليارات الثلاثة": ["cardinal 3000000000"],
    "المليارات الثلاثة والنصف": ["cardinal 3500000000"],
    "بالملايين الـ25": ["cardinal 25000000"],
    "الملايين الخمسة والعشرون": ["cardinal 25000000"],
    "نصف مليون": ["cardinal 500000"],
    "ألف مليون": ["cardinal 1000000000"],
    "خمسة وستة": ["cardinal 5", "cardinal 6"],
    "بين ألف وألفي قتيل": ["cardinal 1000", "cardinal 2000"],
    "بين خمسة آلاف وسبعة آلاف": ["cardinal 5000", "cardinal 7000"],
    "الدول الست": ["cardinal 6"],
    "السنوات الخمس عشرة": ["cardinal 15"],
    "الساعات الأربع والعشرين": ["cardinal 24"],
    "ثلثا الأعضاء": ["cardinal 2/3"],
    "ثلثيهم": ["cardinal 2/3"],
    "ثلاثة أرباع": ["cardinal 3/4"],
    "أربعة أخماس": ["cardinal 4/5"],
    "ثلاث سنوات ونصف": ["cardinal 7/2"],
    "يومان": ["cardinal 2"],
    "قبل عامين": ["cardinal 2"],
    "عامين ونصف العام": ["cardinal 5/2"],
    "ساعة ونصف الساعة": ["cardinal 3/2"],
}
UNITS = {
    "60٪": ["percent 60"],
    "60 %": ["percent 60"],
    "%60": ["percent 60"],
    "٪٦٠": ["percent 60"],
    "3.5 بالمئة": ["percent 7/2"],
    "خمسين بالمائة": ["percent 50"],
    "أربعة في المئة": ["percent 4"],
    "نصف بالمئة": ["percent 1/2"],
    "بين 20 و30 في المئة": ["percent 20", "percent 30"],
    "5 ملايين دولار": ["money 5000000 dollar"],
    "الآلاف العشرة من الدنانير": ["money 10000 dinar"],
    "مليارات الدولارات الثلاثة": ["money 3000000000 dollar"],
    "مليار من الدولارات": ["money 1000000000 dollar"],
    "$50": ["money 50 dollar"],
    "50$": ["money 50 dollar"],
    "خمسة عشر جنيها": ["money 15 pound"],
    "3 دنانير ونصف الدينار": ["money 7/2 dinar"],
    "200 و350 درهما": ["money 200 dirham", "money 350 dirham"],
    "68 بين القتلى": ["cardinal 68"],
}
TIMES = {
    "08 نيسان 2021": ["date 20210408"],
    "8 أبريل/نيسان 2021": ["date 20210408"],
    "8 نيسان (أبريل) من عام 2021": ["date 20210408"],
    "5 جويلية": ["date 705"],
    "أوت 2018": ["date 20180800"],
    "نونبر الماضي": ["date 1100"],
    "شهر آب": ["date 800"],
    "التاسع من نيسان عام 2003": ["date 20030409"],
    "الثالث والعشرين من تشرين الأول": ["date 1023"],
    "الثلاثين من كانون الثاني 1990": ["date 19900130"],
    "8/4/2021": ["date 20210408"],
    "2021-04-08": ["date 20210408"],
    "24-12-1979": ["date 19791224"],
    "الخميس 8/4": ["date 408"],
    "12 رمضان 1442 هـ": ["date 14420912 hijri"],
    "الثاني عشر من ربيع الأول": ["date 312 hijri"],
    "3 جمادى الآخرة 1440هـ": ["date 14400603 hijri"],
    "عام 2021": ["year 2021"],
    "سنة ألفين وأربعة": ["year 2004"],
    "1258م": ["year 1258"],
    "تسعينيات القرن الماضي": ["decade 1990"],
    "في التسعينيات": ["decade 90"],
    "ثلاثينيات القرن التاسع عشر": ["decade 1830"],
    "الساعة 9:30 صباحا": ["time 570"],
    "الساعة 9.30": ["time 570 12h"],
    "الساعة 30/14": ["time 870"],
    "الساعة التاسعة والنصف مساء": ["time 1290"],
    "الثامنة إلا ربعا صباحا": ["time 465"],
    "الثانية عشرة ظهرا": ["time 720"],
    "الواحدة ظهرا": ["time 780"],
    "الخامسة وعشر دقائق عصرا": ["time 1030"],
    "الثانية بعد منتصف الليل": ["time 120"],
    "عند 21:15": ["time 1275"],
}
ORDINALS = {
    "الجولة الثالثة": ["ordinal 3"],
    "القرن التاسع عشر": ["ordinal 19"],
    "القرن الحادي والعشرين": ["ordinal 21"],
    "الذكرى الثانية والستين": ["ordinal 62"],
    "للمرة الرابعة": ["ordinal 4"],
    "ثالث أكبر مدينة": ["ordinal 3"],
    "رابعا": ["ordinal 4"],
}
TRAPS = (
    "أحد المسؤولين",
    "يوم الأحد",
    "الاثنين المقبل",
    "الثلاثاء والأربعاء والخميس",
    "عاد الوزير ثانية",
    "روت الست فاطمة",
    "مئات الجرحى وآلاف النازحين",
    "عشرات الملايين",
    "وصلت الملايين الاثنين",
    "مليارات الدولارات",
    "لست مهتما بذلك",
    "كمية من السلاح",
    "ربع النهائي",
    "في الربع السابق",
    "ألف الكاتب رواية",
    "وأثنى على الجهود",
    "مارس الرئيس ضغوطا",
    "الاهتمام الذي يوليه المجلس",
    "قال رمضان لشعبان",
    "خلال ثوان",
    "4 أمتار في الثانية"[1:],
)


@pytest.mark.parametrize(
    ("text", "expected"), [*DIGITS.items(), *WORDS.items(), *UNITS.items(), *TIMES.items(), *ORDINALS.items()]
)
def test_quantities_are_read_from_text_as_written_and_as_normalised(text, expected, brief):
    assert brief(arabic_quantities(text)) == expected
    assert brief(arabic_quantities(normalize(text).text)) == expected


@pytest.mark.parametrize("text", TRAPS)
def test_words_that_only_look_like_numbers_are_left_out(text):
    assert arabic_quantities(text) == []


@pytest.mark.parametrize(
    "text",
    ["يوما واحدا", "للمرة الأولى", "أعلن المرشحين", "القمة الثلاثية", "كوفيد-19", "3 - تقرير"],
)
def test_what_a_translator_may_say_otherwise_is_not_firm(text):
    assert [quantity.firm for quantity in arabic_quantities(text)] == [False]


@pytest.mark.parametrize("text", ["بعد يومين", "نصف السكان", "الحرب العالمية الثانية", "خلال العامين الماضيين"])
def test_duals_halves_and_seconds_are_firm(text):
    assert [quantity.firm for quantity in arabic_quantities(text)] == [True]


def test_a_dual_whose_two_are_named_one_by_one_is_not_firm():
    assert not arabic_quantities("خلال القرنين التاسع عشر والعشرين")[0].firm


@pytest.mark.parametrize("text", ["للممارسين العامين", "نصف الكرة الجنوبي"])
def test_general_is_no_dual_and_a_hemisphere_no_half(text):
    assert arabic_quantities(text) == []


def test_spans_are_those_of_the_words():
    text = "قُتِلَ ثَلاثَةٌ وعِشرونَ شَخصاً في 08 نيسان"
    assert [quantity.surface for quantity in arabic_quantities(text)] == ["ثَلاثَةٌ وعِشرونَ", "08 نيسان"]
    assert all(quantity.span.of(text) == quantity.surface for quantity in arabic_quantities(text))


@pytest.mark.parametrize("end", ["", ".", " د", " د.", " د.ك", " ل", " م.د"])
def test_an_amount_at_the_very_end_ends_within_the_text(end):
    text = f"بلغت كلفة الجسر 19.4 مليون{end}"
    (quantity,) = arabic_quantities(text)
    assert text[quantity.span.start : quantity.span.end].startswith("19.4 مليون")
    assert quantity.span.end <= len(text)


def test_ambiguous_digits_keep_their_other_reading():
    (quantity,) = arabic_quantities("1.500")
    assert (quantity.value, quantity.readings) == (1500, (1.5,))


def test_a_fifth_without_vowel_signs_may_be_five():
    assert [quantity.readings for quantity in arabic_quantities("خمس السكان")] == [(Fraction(1, 5),)]
    assert [quantity.readings for quantity in arabic_quantities("خمس دول من الدول السبع")] == [(), ()]


def test_a_comma_parts_thousands_but_before_a_scale_it_may_part_decimals():
    assert [(q.value, q.readings) for q in arabic_quantities("1,234 شخصا")] == [(1234, ())]
    assert [(q.value, q.readings) for q in arabic_quantities("1,234 مليار")] == [(1_234_000_000_000, (1_234_000_000,))]


def test_the_first_number_of_a_range_may_be_scaled_like_the_second():
    first, second = arabic_quantities("بين 10 و15 ألفا")
    assert (first.value, first.readings, second.value) == (10, (10_000,), 15_000)


def test_an_empty_text_has_none():
    assert arabic_quantities("") == []
    assert arabic_quantities(" \n،") == []


def test_a_number_at_the_very_end_is_read():
    assert arabic_quantities("القرار 1701")[0].span == Span(7, 11)


def test_a_written_damma_tells_a_fifth_from_five():
    assert [q.value for q in arabic_quantities("بأكثر من الخُمس وأكثر من الخُمسين")] == [Fraction(1, 5), Fraction(2, 5)]
    assert [q.value for q in arabic_quantities("الخَمس الأوائل بعد خمسين")] == [5, 50]
    assert arabic_quantities("لم يُسعد") == []
