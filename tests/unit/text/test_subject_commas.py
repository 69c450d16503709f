"""The comma between a verb's subject and its object."""

import pytest

from mujaz.text.shown import shown_to_model
from mujaz.text.subject_commas import without_subject_comma


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("اتهمت وزارة النقل، الولايات المتحدة بالتجسس", "اتهمت وزارة النقل الولايات المتحدة بالتجسس"),
        ("ودعا الوزير، المزارعين إلى الحذر", "ودعا الوزير المزارعين إلى الحذر"),
        ("حثت المنظمة، Russia على وقف النار", "حثت المنظمة Russia على وقف النار"),
        ("وطالب النائب، حكومة بلاده، الأحد، بالاعتذار", "وطالب النائب حكومة بلاده، الأحد، بالاعتذار"),
        ("حذر الرئيس، أمين الصالح، من الخطر", "حذر الرئيس، أمين الصالح، من الخطر"),
        ("دعا الوزير، أمين الصالح إلى الحذر", "دعا الوزير، أمين الصالح إلى الحذر"),
        ("دعا إلى الحوار، الحكومة على علم به", "دعا إلى الحوار، الحكومة على علم به"),
        ("اتهمت London، Russia بالتسميم", "اتهمت London، Russia بالتسميم"),
        ("حث زيد، وزارة النقل، أخاه على السفر", "حث زيد، وزارة النقل، أخاه على السفر"),
        ("زار الوزير، الحكومة من جهتها نفت", "زار الوزير، الحكومة من جهتها نفت"),
    ],
)
def test_the_comma_is_dropped_before_an_object_alone(text, shown):
    assert without_subject_comma(text) == shown


def test_the_model_is_shown_no_such_comma():
    assert shown_to_model("اتهمت الوزارة، شركة النفط بالإهمال") == "اتهمت الوزارة شركة النفط بالإهمال"


def test_lands_that_may_all_be_the_subject_keep_their_comma() -> None:
    text = "دعت فرنسا، ألمانيا وبريطانيا إلى وقف القتال"
    assert without_subject_comma(text) == text
