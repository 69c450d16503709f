"""A lost minus, and numbers that changed places."""

import pytest

from mujaz.pipeline.guards import Pair, check, signs

COLD = "ستبلغ الحرارة -5 درجات في أربيل"
PHONE = "هاتف ٠٧٧٠١٢٣٤٥٦٧"
ERA = "أعيد بناؤه في عام 323 قبل الميلاد"
SCORE = "فاز الفريق بنتيجة (٣-٢) على خصمه"


@pytest.mark.parametrize(
    ("source", "target", "messages"),
    [
        (COLD, "It will be 5 degrees in Erbil.", ["The source says -5, the translation 5 without a minus."]),
        (COLD.replace("-5", "−٥"), "It will be 5 degrees.", ["The source says -5, the translation 5 without a minus."]),
        (COLD, "It will be -5 degrees in Erbil.", []),
        (COLD, "It will be minus 5 degrees in Erbil.", []),
        (COLD, "It will be 5 degrees below zero in Erbil.", []),
        ("تراجع السهم (-0.8%) أمس", "The share fell by 0.8%.", []),
        ("السهم (-0.8%) أمس", "The share (0.8%).", ["The source says -0.8, the translation 0.8 without a minus."]),
        ("الحرارة 10 -15 درجة", "It is 10 to 15 degrees.", []),
        ("غادر الوفد -15 عضوا- بغداد", "The delegation, 15 members, left.", []),
        ("- 15 عضوا", "15 members", []),
        ("بغداد -15 كم", "Baghdad", []),
        (SCORE, "The team beat its rival (2-3).", ["The source says 3-2, the translation says 2-3."]),
        (SCORE, "The team beat its rival 3–2.", []),
        (SCORE, "The team won 2–3, no, 3–2.", []),
        ("بين 10 - 15 شخصا", "Between 15-10 people", ["The source says 10-15, the translation says 15-10."]),
        ("بتاريخ 12-10-2023", "On 10-12-2023", []),
        ("الأغنياء والفقراء 2-2", "Two each: 2-2", []),
        (PHONE, "Call 7701234567.", ["The source says 07701234567, the translation 7701234567 without the zero."]),
        (PHONE, "Call 770 123 4567.", ["The source says 07701234567, the translation 7701234567 without the zero."]),
        (PHONE, "Call 0770-123-4567.", []),
        (PHONE, "Call us.", []),
        ("فاز بهدفين لصفر", "He won by two yellow goals", ["The source has a score of nil, the translation does not."]),
        ("فاز 5-صفر", "He won 5-nil", []),
        (ERA, "It was rebuilt in 323.", ["The source counts its years before Christ, the translation does not."]),
        (ERA, "It was rebuilt in 323 B.C.", []),
        (ERA.replace("قبل الميلاد", "ق.م"), "It was rebuilt in 323 BCE.", []),
    ],
)
def test_what_is_lost_beside_the_digits_is_found(source, target, messages):
    assert [finding.message for finding in signs.find(Pair.of(source, target))] == messages


def test_the_places_are_those_of_the_texts_as_they_are_written():
    (found,) = signs.find(Pair.of(SCORE, "The team beat its rival (2-3)."))
    assert found.source.of(SCORE) == "٣-٢"
    assert found.target.of("The team beat its rival (2-3).") == "2-3"


def test_it_is_one_of_the_checks():
    assert [finding.kind.name for finding in check(COLD, "The temperature will be 5 degrees in Erbil.")] == ["NUMBER"]
