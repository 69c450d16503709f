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
    # An exception, a "still" or a "before" that belongs to another word.
    ("لم يعتذر المخرج لأن الفيلم لا يدوم سوى ساعة.", "The director apologized because the film lasts only an hour."),
    ("لم يرد الطبيب قبل أن يغادر.", "The doctor answered before he left."),
    ("لم يعد الصياد إلى ما بعد العيد.", "The fisherman returned until after the holiday."),
    ("نفى النادي وجود خلاف مع اللاعب.", "The club confirmed a dispute with the player."),
    ("نفت المصورة الخبر وقالت إنه لا أساس له.", "The photographer confirmed the news and said it was baseless."),
]
INVENTED = [
    ("وصل الوفد إلى العاصمة.", "The delegation did not arrive in the capital."),
    ("فتح العالم أبوابه للملاكم.", "The world did not open its doors to the boxer."),
    ("لم يحضر القائد وغادر الطيار القاعدة.", "The leader did not attend and the pilot did not leave the base."),
    # Every negative word of the source is said in another way.
    ("رفض الخباز العرض ووقع العقد.", "The baker rejected the offer and did not sign the contract."),
    ("نفى الحارس أنه رأى اللص.", "The guard denied that he had not seen the thief."),
    ("وصل رجل غير معروف إلى الفندق.", "An unknown man did not arrive at the hotel."),
    ("لم يصل سوى راكب واحد ونام في المحطة.", "Only one passenger arrived and did not sleep at the station."),
    ("غادر الطاهي بلا معطف وعاد مساء.", "The cook left without a coat and did not come back in the evening."),
    ("تجنب السائق الزحام ووصل مبكرا.", "The driver avoided the traffic and did not arrive early."),
    ("لما وصل القطار نزل الركاب.", "When the train arrived the passengers did not get off."),
    ("يسعى المزارع إلى ما يكفي من الماء.", "The farmer is not looking for enough water."),
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
    ("رفض الخباز العرض ولم يوقع العقد.", "The baker rejected the offer and did not sign the contract."),
    ("لا تتوقف الحافلة هنا.", "The bus does not stop here."),
    ("لن تفتح المكتبة إلا إذا دفعت البلدية.", "The library will not open unless the municipality pays."),
    ("لولا المظلي لما نجا الطفل.", "But for the paratrooper the child would not have survived."),
    ("استبعد المدرب أن يلعب الحارس غدا.", "The coach does not expect the goalkeeper to play tomorrow."),
    ("تصوت الكتلة على حجب الثقة.", "The bloc votes on no confidence."),
    ("مهما طال الليل يعود الصياد.", "No matter how long the night is, the fisherman returns."),
    ("قالت العجوز إنها مش زعلانة.", "The old woman said she was not upset."),
    ("لم يبلغ الصبي البيت قبل المطر.", "The boy did not reach home before the rain."),
]


@pytest.mark.parametrize(("source", "target"), [*LOST, *INVENTED])
def test_a_denial_that_only_one_text_has_is_told(source, target):
    assert any(finding.message.endswith("denies it.") for finding in check(source, target))


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("The employee does not have to travel.", True),
        ("The employee need not travel.", True),
        ("The employee has no right to travel.", False),
        ("The employee may not travel.", False),
        ("The employee is not allowed to travel and does not have to pay.", False),
    ],
)
def test_what_is_forbidden_is_not_what_need_not_be_done(target, told):
    found = check("لا يحق للموظف السفر.", target)
    assert any("which forbids" in finding.message for finding in found) == told


@pytest.mark.parametrize(("source", "target"), RIGHT)
def test_a_denial_in_other_words_is_none(source, target):
    assert not any(finding.message.endswith("denies it.") for finding in check(source, target))


def test_an_invented_denial_is_shown_at_its_own_word() -> None:
    target = "Another minister did not arrive."
    (finding,) = [found for found in check("وصل وزير آخر أمس.", target) if "denies" in found.message]
    assert finding.target is not None
    assert finding.target.of(target) == "not"
    assert finding.target.start == target.index(" not ") + 1
