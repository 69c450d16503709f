"""Right translations that once were called wrong: each stands for its kind."""

import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Severity

RIGHT = [
    ("وصل الماء إلى متر ونصف المتر.", "The water rose to a meter and a half."),
    ("تعطل القطار ساعة ونصف الساعة.", "The train was held up for an hour and a half."),
    ("وصلت الطائرة في الثامنة والنصف مساء.", "The plane arrived at 8:30 p.m."),
    ("تصدر الفريق المجموعة الثامنة.", "The team led Group H."),
    ("سيعود في 3 تشرين 1.", "He will return on October 3."),
    ("وصل في شهرنوفمبر الماضي.", "He arrived last November."),
    ("يبدأ رمضان غدا في مصر.", "Ramadan begins tomorrow in Egypt."),
    ("زار دون ذهاب الوفد ميلان الإيطالية.", "The delegation visited Milan, Italy, without leaving."),
    ("لم تنجز الشركة أكثر من 35 في المئة من الطريق.", "The company has completed no more than 35% of the road."),
    ("صوره على مدى أربع سنوات.", "He filmed it over four years."),
    ("سلمت السلطات 26 من زعماء العصابات.", "The authorities handed over 26 gang leaders."),
    ("توفي الفنان عن 77 عاما.", "The artist died at 77."),
    ("أوقف رجلا في التاسعة والعشرين.", "He arrested a 29-year-old man."),
    ("ارتفعت النسبة أربع نقاط مئوية.", "The rate rose four percentage points."),
    ("وصلت الطائرة إلى بورتسودان.", "The plane reached Port Sudan."),
    ("قال وزير العمل علي الهولندي إن القرار باطل.", "Labor Minister Ali al-Hollandi said the decision is void."),
    ("تعاقد النادي مع المدافع الأوروغوياني.", "The club signed the Uruguayan defender."),
    (
        "الشرطة تفرج عن محتجزين وتبقي على زعيم المعارضة قيد التوقيف",
        "Police free detainees, keep opposition leader in custody",
    ),
]


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_right_translation_raises_no_error_and_no_warning(source, target):
    assert [finding.message for finding in check(source, target) if finding.severity is not Severity.INFO] == []
