"""A golden table for each rule, and the way back."""

import hashlib

import pytest

from mujaz.text.normalize import NORMALIZER_VERSION, normalize
from mujaz.types import Span

RULES = {
    "digits": [("٠١٢٣٤٥٦٧٨٩", "0123456789"), ("۰۱۲۳۴۵۶۷۸۹", "0123456789"), ("عام ٢٠٢١م", "عام 2021م")],
    "signs": [("٣٫٥٪", "3.5%"), ("١٬٠٠٠", "1,000"), ("٪٦٠", "%60")],
    "quotes": [("“نعم” «لا» „ربما‟ ″", '"نعم" "لا" "ربما" "'), ("‘نعم’ ‚لا‛ ‹ربما› ′", "'نعم' 'لا' 'ربما' '")],
    "brackets": [("﴿الحمد لله﴾", "(الحمد لله)")],
    "dashes": [("‐ ‑ ‒ – — ― −5", "- - - - - - -5")],
    "letters": [("کتاب", "كتاب"), ("علی", "علي"), ("ٱلعراق", "العراق")],
    "forms": [
        ("ﺑﻐﺪاد", "بغداد"),
        ("ﻻ ﻵ ﻷ", "لا لآ لأ"),
        ("ﷲ", "الله"),
        ("محمد ﷺ", "محمد صلى الله عليه وسلم"),
        ("ﷻ", "جل جلاله"),
        ("﷼", "ريال"),
        ("ﯽ ﮎ", "ي ك"),
        ("ﴼ", "ا"),
        ("ＢＢＣ　２４％", "BBC 24%"),
        ("﹪ ﹐ ﹘", "% , -"),
        ("oﬀice ﬁnal", "office final"),
        ("نعم… لا‥", "نعم... لا.."),
    ],
    "surrogates": [("\ud83d", "\ufffd"), ("نعم\udc00", "نعم\ufffd"), ("\U0001f1ee\U0001f1f6", "🇮🇶")],
    "percent": [("60 ٪ من", "60% من"), ("٦٠\u00a0٪", "60%"), ("60\u200f %", "60%"), ("60\n%", "60\n%"), ("ب %", "ب %")],
    "powers": [
        ("١٠⁶ خلية", "10^6 خلية"),
        ("1.6 × 10⁻¹⁹", "1.6 × 10^-19"),
        ("10² 210² م¹⁰ 3.10²", "10^2 210² م¹⁰ 3.10²"),
    ],
    "space": [
        ("نعم  لا", "نعم لا"),
        ("نعم\t\u00a0\u3000لا", "نعم لا"),
        (" نعم \u200f ", " نعم "),
        ("ب \u064e ت", "ب ت"),
    ],
    "lines": [("أ\r\nب\rج\u2028د", "أ\nب\nج\nد"), ("أ \n\n ب", "أ\n\nب"), ("أ\r\u200f\nب\r\x0cج", "أ\n\nب\n\nج")],
    "composition": [
        ("ا\u0653 ا\u0654 ا\u0655 و\u0654 ي\u0654", "آ أ إ ؤ ئ"),
        ("ا\u064e\u0654حمد", "أحمد"),
        ("ا\u200d\u0654", "أ"),
        ("ﻻ\u0653", "لآ"),
        ("\u0654ب\u0654", "ب"),
        ("cafe\u0301 São", "café São"),
    ],
    "tashkeel": [("إِجراءُ انتخاباتٍ مبكّرةٍ", "إجراء انتخابات مبكرة"), ("هٰذا", "هذا"), ("ﹰ ﹾ ﱞ", " "), ("ۖ قُلْ", " قل")],
    "tatweel": [
        ("العـــراق", "العراق"),
        ("1440 هـ", "1440 ه"),
        ('لـ"داعش"', 'ل"داعش"'),
        ("بغداد ـ الصباح", "بغداد - الصباح"),
        ("2015ـ2016", "2015-2016"),
        ("ـــــــ", "-"),
        ("ـهم", "هم"),
        ("كَـ\u200dتَبَ", "كتب"),
    ],
    "controls": [("\u202bنعم\u202c\u200e", "نعم"), ("\ufeffنعم\x00\x07\x9f", "نعم"), ("ن\u200bع\u200cم\u00ad", "نعم")],
    "kept": [
        (text, text) for text in ("أ إ آ ا ى ي ة ه ؤ ئ ء", "2½ م² ©", "نعم، لا؛ لماذا؟", "&quot; <b>", "گ چ پ ڤ", "😀")
    ],
}


@pytest.mark.parametrize(("source", "expected"), [case for cases in RULES.values() for case in cases])
def test_text_is_normalised_by_the_rule(source: str, expected: str) -> None:
    assert normalize(source).text == expected
    assert normalize(expected).text == expected


def test_a_change_of_the_rules_needs_a_new_version() -> None:
    """Every BMP character between two letters: the hash changes with any rule, and then so must the version."""
    text = normalize("\n".join(f"ب{chr(code)}ب 5{chr(code)} %" for code in range(0x10000))).text
    assert (NORMALIZER_VERSION, hashlib.sha256(text.encode()).hexdigest()[:16]) == ("ar-3", "9c7d6e8a81467cb7")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("قال الْعِرَاقُ  نعم", ["قال", "الْعِرَاقُ", "نعم"]),
        ("دفعت ٦٠ ٪ منها", ["دفعت", "٦٠ ٪", "منها"]),
        ("\u202bالعـــراق\u202c وبغداد", ["العـــراق\u202c", "وبغداد"]),
        ("ا\u0654حمد وعلي", ["ا\u0654حمد", "وعلي"]),
        ("لجنة\r\n \u200fأخرى", ["لجنة", "أخرى"]),
    ],
)
def test_each_word_is_found_in_the_source_with_its_marks(source: str, words: list[str]) -> None:
    normalized = normalize(source)
    position = 0
    found = []
    for word in normalized.text.split():
        start = normalized.text.index(word, position)
        position = start + len(word)
        found.append(normalized.source_span(Span(start, position)).of(source))
    assert found == words


def test_a_place_within_an_expansion_is_the_whole_of_it() -> None:
    normalized = normalize("محمد ﷺ نبي")
    start = normalized.text.index("الله")
    assert normalized.source_span(Span(start, start + 4)) == Span(5, 6)
    assert normalized.normalized_span(Span(5, 6)).of(normalized.text) == "صلى الله عليه وسلم"


def test_spans_of_the_source_are_found_in_the_normalised_text() -> None:
    source = "قال الْعِرَاقُ ٦٠ ٪"
    normalized = normalize(source)
    assert normalized.normalized_span(Span(4, 14)).of(normalized.text) == "العراق"
    assert normalized.normalized_span(Span(5, 6)) == Span(5, 6)
    assert normalized.normalized_span(Span(6, 7)) == Span(6, 6)
    assert normalized.normalized_span(Span(15, 19)).of(normalized.text) == "60%"
    assert normalized.source_span(Span(0, len(normalized.text))) == Span(0, len(source))
