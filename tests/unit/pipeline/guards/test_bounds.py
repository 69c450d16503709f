"""More than, at least, fewer than and at most, in both languages."""

import pytest

from mujaz.pipeline.guards.bounds import arabic_bound, english_bound, find, turned
from mujaz.pipeline.guards.pair import Pair
from mujaz.text.quantities import arabic_quantities, english_quantities


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("قتل أكثر من 14 شخصا", "more than"),
        ("قُتِل أكثرُ من ١٤ شخصاً", "more than"),
        ("يزيد عددهم عن 14 ألفا", "more than"),
        ("تجاوز العدد 14", "more than"),
        ("تجاوزت قيمتها الـ14 مليون دولار", "more than"),
        ("لمن هم فوق سن 14", "more than"),
        ("قتل أقل من أربعة عشر شخصا", "fewer than"),
        ("لمن هم دون 14 عاما", "fewer than"),
        ("يقل عمرهم عن 14 عاما", "fewer than"),
        ("بما لا يقل عن 14 شخصا", "at least"),
        ("قتل 14 شخصا على الأقل", "at least"),
        ("من عمر 14 سنة فأكثر", "at least"),
        ("لم يتجاوز 14 شخصا", "at most"),
        ("ليس أكثر من 14 شخصا", "at most"),
        ("14 يوما كحد أقصى", "at most"),
        ("قتل 14 شخصا", None),
        ("قتل أكثر من عشرة بينهم 14 طفلا", None),
        ("أكثر ما نخشاه 14 شخصا", None),
        ("تجاوز الناتج بليون دولار", "more than"),
        ("تجاوزت التوقعات بنسبة 14 في المئة", None),
    ],
)
def test_arabic(text, bound):
    found = arabic_bound(text, arabic_quantities(text)[-1])
    assert (found and str(found)) == bound


@pytest.mark.parametrize(
    "text",
    [
        "جرح أكثر من 14 عاملا",
        "جرح لأكثر من 14 عاملا",
        "مبلغ أعلى من 14 درهما",
        "عددهم يزيد على 14 عاملا",
        "عددهم فاق الـ14 عاملا",
        "عددهم تخطى 14 عاملا",
        "من هم فوق 14 عاما",
        "جرح أدنى من 14 عاملا",
        "من هم دون 14 عاما",
        "من هم تحت 14 عاما",
        "جرح كحد أدنى 14 عاملا",
        "المدة كحد أقصى 14 يوما",
        "جرح 14 عاملا على أقل تقدير",
        "جرح 14 عاملا على أبعد تقدير",
        "لمن بلغ 14 عاما فما فوق",
        "لمن بلغ 14 عاما أو يزيد",
    ],
)
def test_a_bound_in_any_words_is_missed_in_a_translation_without_one(text):
    assert any("the translation only 14" in finding.message for finding in find(Pair.of(text, "It says 14 of them.")))


@pytest.mark.parametrize(
    ("text", "bound", "words"),
    [
        ("More than 14 people", "more than", "More than"),
        ("costs over $14 million", "more than", "over"),
        ("exceeding 14%", "more than", "exceeding"),
        ("people above the age of 14", "more than", "above"),
        ("fewer than fourteen people", "fewer than", "fewer than"),
        ("those under 14", "fewer than", "under"),
        ("at least 14 people", "at least", "at least"),
        ("no fewer than 14 people", "at least", "fewer than"),
        ("people aged 14 and over", "at least", "and over"),
        ("14 years or older", "at least", "or older"),
        ("up to 14 people", "at most", "up to"),
        ("not more than 14", "at most", "more than"),
        ("14 days or less", "at most", "or less"),
        ("14 people", None, ""),
        ("more than 5 people and 14 dogs", None, ""),
        ("moreover 14 people", None, ""),
    ],
)
def test_english(text, bound, words):
    found = english_bound(text, english_quantities(text)[-1])
    assert (found and str(found)) == bound
    assert found is None or found.words.of(text) == words


def test_words_are_turned_to_the_other_side():
    assert [turned(words) for words in ("more than", "Over", "at  least", "or fewer", "less than", "exceeding")] == [
        "less than", "Under", "at most", "or more", "more than", "",
    ]  # fmt: skip
