import time

import pytest

from mujaz.text.damage import repair

SWAPPED = "االجتماع بين الوزارة واالتحاد األوروبي لم يعقد بعد."


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        (SWAPPED, "الاجتماع بين الوزارة والاتحاد الأوروبي لم يعقد بعد."),
        (
            "اإلعالن عن االتفاق: ال شك في الواليات، وباالضافة إلى ذلك خطة لألطباء والعقالء وإعالن لإلصالح.",
            "الإعلان عن الاتفاق: لا شك في الولايات، وبالاضافة إلى ذلك خطة للأطباء والعقلاء وإعلان للإصلاح.",
        ),
        ("قال رسول هللا، وباهلل التوفيق.", "قال رسول الله، وبالله التوفيق."),
        ("عاد الطالب إلى ا لمدرسة وا لجامعة.", "عاد الطالب إلى المدرسة والجامعة."),
        ("رهنلا ىلع ديدج رسج", "جسر جديد على النهر"),
        ("ﺍﺪﻳﺪﺟ ﺍﺮﺴﺟ ﺔﻳﺪﻠﺒﻟﺍ ﺖﺤﺘﺘﻓﺍ", "ﺍﻓﺘﺘﺤﺖ ﺍﻟﺒﻠﺪﻳﺔ ﺟﺴﺮﺍ ﺟﺪﻳﺪﺍ"),
        ("أعلنت الشرك ةٌ الوطن ي ةٌ عن خط ةٍ جديدة.", "أعلنت الشركةٌ الوطنيةٌ عن خطةٍ جديدة."),
        ("ق ا ل ت  ا ل و ز ي ر ة  أمس إن العمل بدأ.", "قالت الوزيرة  أمس إن العمل بدأ."),
        (".ةديدجلا ةطخلا نع ةرازولا تنلعأ", "أعلنت الوزارة عن الخطة الجديدة."),
        ("تنلعأ ةرازولا نع ةطخلا ةديدجلا.", "أعلنت الوزارة عن الخطة الجديدة."),
        ("كتاب ً جديد", "كتابً جديد"),
        ("أعلنت الوزارة".encode().decode("latin-1"), "أعلنت الوزارة"),
        ("أعلنت الوزارة".encode().decode("cp1256"), "أعلنت الوزارة"),
    ],
)
def test_what_is_certain_is_repaired_and_said(damaged, right):
    repaired = repair(damaged)
    assert repaired.text == right
    assert {finding.severity.name for finding in repaired.findings} == {"INFO"}


@pytest.mark.parametrize(
    "damaged",
    [
        "ق ا ل ت ا ل و ز ي ر ة إن العمل بدأ.",
        ".ةديدجلا ةطخلا نع 2026 ةرازولا تنلعأ",
        "قال تعالى \ufc61\ufb50 \ufc41 \ufc42 البقرة: 255",
    ],
)
def test_what_is_not_certain_is_an_error(damaged):
    findings = repair(damaged).findings
    assert "ERROR" in [finding.severity.name for finding in findings]
    assert any(finding.message.startswith("The source looks damaged") for finding in findings)


def test_a_word_that_is_one_either_way_is_left_and_counted():
    repaired = repair("االتحاد واألمم: قتل ثالثة في االنفجار.")
    assert "ثالثة" in repaired.text
    assert [(one.severity.name, "1 word" in one.message) for one in repaired.findings] == [
        ("INFO", False),
        ("WARNING", True),
    ]


def test_one_odd_word_does_not_make_a_sound_text_damaged():
    text = "الأول والأخير من الألعاب، وقال االبن إن الثالثة خير، ال سيما اليوم."
    assert repair(text).text == text.replace("االبن", "الابن")


@pytest.mark.parametrize(
    "text",
    [
        "الأول والثاني، ولألمانيا رأي آخر.",
        "الفقرات أ ب ج د هـ من المادة.",
        "الحروف ا ب ت ث ج ح أولا.",
        "قالت الوالدة إن الرحلة الثالثة إلى ألمانيا لألعاب القوى، ولآلية العمل.",
        "ذهب و عاد.",
        "قال ﷺ نعم",
        "The minister said (yes) ﷼.",
        "مكتبة الإسكندرية لا تغلق أبوابها",
        "",
    ],
)
def test_a_sound_text_is_left_alone(text):
    assert repair(text) == repair(repair(text).text)
    assert repair(text).text == text
    assert repair(text).findings == ()


@pytest.mark.parametrize(
    "unit",
    [
        "ق",
        "ا",
        "لا",
        "ال",
        "ة",
        "ة ",
        "ق ",
        "ق  ",
        "\u064b",
        "ق\u064b",
        " ",
        "1_",
        "a@",
        "Ø ",
        "Ø\u0080",
        "\ufb50 ",
        "\ufedf",
    ],
)
def test_the_longest_text_of_anything_is_read_in_time_proportional_to_its_length(unit):
    started_s = time.process_time()
    repair(unit * (100_000 // len(unit)))
    assert time.process_time() - started_s < 10  # of a tenth of a second; the square of the length is minutes
