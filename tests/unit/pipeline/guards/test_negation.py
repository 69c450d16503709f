"""Denials that were lost or invented."""

import pytest

from mujaz.pipeline.guards import check

LOST = [
    ("نفت الشركة وجود تسرب في الأنبوب.", "The company believes there is a leak in the pipeline."),
    ("لم يصل الوفد إلى العاصمة.", "The delegation arrived in the capital."),
    ("لن تعلن اللجنة النتائج.", "The committee will announce the results."),
    ("لا يحق للموظف السفر.", "The employee has the right to travel."),
    # Another word of the source says no as well, and has its own in the translation.
    ("رفض الطاهي العرض ولم يرد على الرسالة.", "The cook refused the offer and answered the letter."),
    ("سافر المدرب دون أن يودع اللاعبين ولن يعود.", "The coach left without saying goodbye and will return."),
    (
        "لم يفتح الحارس الباب لأن الزائر لا يحمل بطاقة.",
        "The guard opened the door as the man has no card.",
    ),
    ("نفى البحار التهمة وقال إنه لم ير السفينة.", "The sailor confirmed the charge and said he did not see the ship."),
    ("لم تتوقف الحافلة إلا بعد ساعة.", "The bus did stop until an hour later."),
    ("لم يعثر الغواصون على الكنز بعد.", "The divers have found the treasure."),
    ("ليست هذه الرحلة الأولى للسفينة.", "This is the first voyage of the ship."),
    ("لم يشرح البنك القرار.", "Barclays explained the decision to the bank."),
]
INVENTED = [
    ("وصل الوفد إلى العاصمة.", "The delegation did not arrive in the capital."),
    ("فتح العالم أبوابه للملاكم.", "The world did not open its doors to the boxer."),
    ("لم يحضر القائد وغادر الطيار القاعدة.", "The leader did not attend and the pilot did not leave the base."),
]
RIGHT = [
    ("نفت الشركة وجود تسرب.", "The company denied there was a leak."),
    ("لم يصل الوفد إلى العاصمة.", "The delegation failed to reach the capital."),
    ("لم يصل الوفد إلا مساء.", "The delegation arrived only in the evening."),
    ("لا يزال الوفد في العاصمة.", "The delegation is still in the capital."),
    ("رفض الوفد السفر.", "The delegation did not want to travel."),
    ("لم يكترث البائع للتحذير.", "The vendor ignored the warning."),
    ("تعذر على النجار فتح الباب.", "The carpenter could not open the door."),
    ("لا يقل عدد الركاب عن 20.", "There are at least 20 passengers."),
    ("لم يلبث المطر أن توقف.", "Before long the rain stopped."),
    ("وعد الوالي بألا يغلق الجسر.", "The governor promised not to close the bridge."),
    ("لا تخلو القرية من الزوار.", "The village is not without visitors."),
    ("غادر الحارس من غير أن يلتفت.", "The guard left without looking back."),
    ("هل عندك أي ألم في الكتف؟", "Do you have any pain in the shoulder?"),
    ("نفى البحار التهمة.", "The sailor rejected the charge."),
    ("لم يبلغ الصبي العاشرة حين سافر.", "The boy left before he was 10."),
    ("لن يعود ما لم يعتذروا.", "He will not return unless they apologize."),
]


@pytest.mark.parametrize(("source", "target"), [*LOST, *INVENTED])
def test_a_denial_that_only_one_text_has_is_told(source, target):
    assert any(finding.message.endswith("denies it.") for finding in check(source, target))


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_denial_in_other_words_is_none(source, target):
    assert not any(finding.message.endswith("denies it.") for finding in check(source, target))


def test_an_invented_denial_is_shown_at_its_own_word() -> None:
    target = "Another minister did not arrive."
    (finding,) = [found for found in check("وصل وزير آخر أمس.", target) if "denies" in found.message]
    assert finding.target is not None
    assert finding.target.of(target) == "not"
    assert finding.target.start == target.index(" not ") + 1
