"""Offices that became other offices."""

import pytest

from mujaz.pipeline.guards import check


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("زار السفير الجامعة.", "The mayor visited the university."),
        ("قال النائب العام إن التحقيق مستمر.", "The governor said the investigation continues."),
        ("استقبل العاهل الوفد.", "The colonel received the delegation."),
        ("وصل وزير الداخلية إلى المطار.", "The foreign minister arrived at the airport."),
        ("وصل رئيس الوزراء إلى المطار.", "The foreign minister arrived at the airport."),
        ("أعلنت وزارة الصحة النتائج.", "The education ministry announced the results."),
        ("قال وزير طاقتها إن الغاز يكفي.", "Its energy mayor said there was enough gas."),
        ("قرر القاضي تأجيل الجلسة.", "The spokesman decided to postpone the session."),
        ("طلب محاموهم مهلة أسبوع.", "Their ambassadors asked for a week."),
        ("انتخبت الجمعية امرأة رئيسة لها.", "The association elected a woman its king."),
        ("استقال محافظ المدينة أمس.", "The mufti of the city resigned yesterday."),
        ("وافق نوابه على القانون.", "Its judges approved the law."),
    ],
)
def test_another_office_is_told(source, target):
    assert any("The source says" in finding.message for finding in check(source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("زار السفير الجامعة.", "The envoy visited the university."),
        ("وصل رئيس البلدية إلى السوق.", "The mayor arrived at the market."),
        ("قال أمير المنطقة إن المشروع اكتمل.", "The governor of the region said the project was complete."),
        ("تسلم الفريق رئاسة الأركان أمس.", "The lieutenant general took over as chief of staff yesterday."),
        ("وضع القسم كاميرا على الباب.", "The department put a camera on the door."),
        ("وقف الجنود أمام المبنى.", "The soldiers stood in front of the building."),
        ("وصل وزيرا الداخلية والشباب.", "The interior and youth ministers arrived."),
        ("وصل وزير الخارجية الأمريكي.", "The US secretary of state arrived."),
        ("قال الوزير إن الميزانية تكفي.", "The finance minister said the budget was enough."),
        ("اجتمع مجلس الوزراء برئاسة رئيس الحكومة.", "The cabinet met, chaired by the prime minister."),
        ("سافر إلى العاصمة وإلى الميناء مع الرئيس.", "He travelled to the capital and the port with the president."),
        ("أمر القاضي بإخلاء سبيله.", "The judge ordered his release."),
        ("قال مدير مكتب الرئيس إنه مريض.", "The president's chief of staff said he was ill."),
        (
            "الهدف الرئيسي للملكية الفكرية هو حماية الحقوق.",
            "Rights are the main aim of intellectual property, a judge said.",
        ),
    ],
)
def test_an_office_in_other_words_is_right(source, target):
    assert not any("The source says" in finding.message for finding in check(source, target))
