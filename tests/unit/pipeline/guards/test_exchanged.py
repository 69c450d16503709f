"""Currencies, spans of time and halves of the day that become others without a number."""

import pytest

from mujaz.pipeline.guards import Pair, exchanged


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("أنفق الملياردير ملايين الدولارات.", "The billionaire spent millions of euros.", "dollars"),
        ("ستغلق الطريق لمدة شهر.", "The road will be closed for a year.", "months"),
        ("انتهى الإضراب ظهر الأحد.", "The strike ended at midnight on Sunday.", "noon"),
        ("ضرب زلزال شدته 4.2 درجة الجزيرة.", "A quake of 4.2 degrees Celsius struck the island.", "earthquake"),
        ("انتهى الإضراب منتصف ليل الأحد.", "The strike ended at noon on Sunday.", "midnight"),
    ],
)
def test_what_became_another(source, target, said):
    assert [said in finding.message for finding in exchanged.find(Pair.of(source, target))] == [True]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("أنفق الملياردير ملايين الدولارات.", "The billionaire spent millions of $."),
        ("يعمل بين المدينتين.", "He works in real estate between the two towns."),
        ("اعتقل بعد أسبوع من وصوله.", "He was arrested a week after he arrived."),
        ("غادر بعد شهر وعاد بعد عام.", "He left after a month and came back after a year."),
        ("يفتح المتجر بعد الظهر حتى منتصف الليل.", "The shop is open from the afternoon to midnight."),
        ("انخفضت الحرارة إلى 4 درجات.", "The temperature fell to 4 degrees Celsius."),
        ("يغلي الماء عند 100 درجة.", "Water boils at 100 degrees Celsius."),
        ("ليرة لبنانية", "Lebanese pounds"),
    ],
)
def test_what_is_the_same(source, target):
    assert not [*exchanged.find(Pair.of(source, target))]
