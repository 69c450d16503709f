import textwrap

import pytest

from mujaz.text.damage import repair
from mujaz.text.wrapped import unwrap

PARAGRAPHS = [
    "افتتحت بلدية المرفأ صباح أمس سوقا جديدة للسمك على رصيف الميناء القديم، وقال رئيسها إن السوق تضم أربعين "
    "محلا ومصنعا للثلج، وإن الصيادين لن يدفعوا إيجارا في السنة الأولى.",
    "وأضاف أن العمل في السوق استمر ثلاث سنوات بسبب نقص المواد، وأن البلدية ستفتح طريقا جديدة إليها قبل الصيف.",
]


@pytest.mark.parametrize("width", [45, 60, 72])
def test_lines_folded_at_a_width_are_joined(width):
    folded = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    text, removed = unwrap(folded)
    assert text == "\n\n".join(PARAGRAPHS)
    assert removed == folded.count("\n") - 2


def test_a_paragraph_may_follow_without_an_empty_line():
    folded = "\n".join(textwrap.fill(paragraph, 50) for paragraph in PARAGRAPHS)
    assert unwrap(folded)[0] == "\n".join(PARAGRAPHS)


def test_a_finding_says_how_many_ends_were_removed():
    repaired = repair(textwrap.fill(PARAGRAPHS[0], 40))
    assert repaired.text == PARAGRAPHS[0]
    (finding,) = repaired.findings
    assert (finding.severity.name, "4 of their ends" in finding.message) == ("INFO", True)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "\n".join(
            [
                "افتتاح سوق للسمك في المرفأ",
                "إغلاق طريق الجبل بسبب الثلوج",
                "عودة القطار بعد ستة أشهر",
                "سبعة جرحى في حريق",
            ]
        ),
        "\n".join(
            ["وصل الوفد إلى العاصمة مساء.", "وغادر السفير إلى بلاده ليلا.", "وبقي المترجم في الفندق يوما.", "ثم عاد."]
        ),
        "\n".join(f"{number}. اشتر خبزا طازجا من السوق قبل الظهر" for number in range(1, 6)) + ".",
        "\n".join(["السلعة\tالسعر اليوم\tالسعر أمس في السوق"] * 5) + ".",
        "سطر واحد.",
        "",
    ],
)
def test_lines_that_end_for_another_reason_stay(text):
    assert unwrap(text) == (text, 0)
