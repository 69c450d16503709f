"""Words that a translation must say, and words that it may not add."""

import pytest

from mujaz.pipeline.guards import Pair, lost_words


def messages(source: str, target: str) -> list[str]:
    return [finding.message for finding in lost_words.find(Pair.of(source, target))]


def test_a_finding_points_at_the_lost_word():
    (finding,) = lost_words.find(Pair.of("استقال نائب وزير النفط.", "The oil minister resigned."))
    assert finding.source is not None
    assert finding.source.of("استقال نائب وزير النفط.") == "نائب"
    assert finding.target is None


def test_a_finding_points_at_the_added_word():
    target = "The Deputy speaker visited the wounded."
    (finding,) = lost_words.find(Pair.of("زار رئيس البرلمان المصابين.", target))
    assert finding.target is not None
    assert finding.target.of(target) == "Deputy"


def test_a_word_counts_only_before_its_next_word():
    assert messages("حضر نائب الوزير.", "The minister attended.")
    assert not messages("حضر نائب من حزبه.", "A member of his party attended.")


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("أيد الوزير رفع العقوبات.", "The minister backed the sanctions.", "a lifting"),
        ("دعا إلى وقف القصف.", "He called for shelling.", "an end"),
        ("اعتبر المدرب أن الحكم ظلمه.", "The referee wronged the coach.", "an opinion"),
        ("النقابة تعتبر أن الأجور متدنية.", "Wages are low for the union.", "an opinion"),
        ("يعتقد الجيران أنه سافر.", "He left, and so did the neighbors.", "a belief"),
        ("أغلق الباب على ما يبدو.", "He closed the door.", '"seems"'),
        ("يرجح أن يعود الصياد غدا.", "The fisherman returns tomorrow.", "what is likely"),
        ("أصيب شرطي خلال إحباط سرقة.", "A policeman was hurt during a robbery.", "foiling"),
        ("نظم حملة مناهضة للتدخين.", "He ran a smoking campaign.", "hostility"),
        ("أعلن العميد تنحيه.", "The dean announced his appointment.", "stepping down"),
        ("طلب إلغاء الحفل.", "He asked for the party.", "a cancellation"),
        ("تقاعست البلدية عن تعبيد الطريق.", "The town insisted on paving the road.", "negligence"),
    ],
)
def test_what_turns_a_sentence_round_must_be_said(source, target, said):
    assert [said in message for message in messages(source, target)] == [True]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("أشادت الصحيفة بالشرطيتين.", "The newspaper praised the two policemen."),
        ("هنأ المدير الفتية.", "The director congratulated the girls."),
        ("وصل الشاهد مع والدته.", "The witness arrived with his wife."),
    ],
)
def test_no_woman_becomes_a_man(source, target):
    assert len(messages(source, target)) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("أشادت الصحيفة بالشرطيين.", "The newspaper praised the two policemen."),
        ("هنأ المدير التلميذات.", "The director congratulated the girls."),
        ("وصل الشاهد مع طليقته.", "The witness arrived with his ex-wife."),
        ("تعتبر القلعة أقدم بناء في المدينة.", "The castle is the oldest building in town."),
        ("أودع الحبس المؤقت.", "He was placed in pretrial detention."),
        ("شحنوا آلاتهم.", "They shipped their instruments."),
        ("لم تعد الأسعار تهم أحدا.", "Prices no longer matter to anyone."),
        ("عاد أسير محرر إلى بيته.", "A former prisoner went home."),
        ("اكتفى الحارس بابتسامة.", "The guard merely smiled."),
        ("بالغت في تقدير الثمن.", "She overestimated the price."),
        ("رفض الجيش التعليق.", "The army declined to comment."),
        ("رفض الجيش التعليق.", "The army had no comment."),
        ("رفض الجيش التعليق.", "The army wouldn’t comment."),
        ("قال الرئيس السابق إنه بخير.", "The then-president said he was well."),
        ("التهمت النيران المصنع.", "Flames consumed the factory."),
        ("وزع أبو سامي 12 دونما على أبنائه.", "Abu Sami gave his sons 12 dunams."),
        ("وصل مشجعون دون الثامنة عشرة.", "Fans under 18 arrived."),
        ("لا يزال الطريق مقطوعا.", "The road is still cut."),
        ("لا يستبعد أن تتأجل الدورة.", "The tournament may be postponed."),
        ("كانت المدينة منارة للعلم.", "The city was a beacon of learning."),
    ],
)
def test_each_way_to_say_a_word_counts(source, target):
    assert messages(source, target) == []


@pytest.mark.parametrize("source", ["قد تنسحب الشركة من السوق.", "قد لا تبقى الشركة في السوق."])
def test_a_possibility_of_a_woman_or_a_company_counts_too(source):
    assert messages(source, "The company had withdrawn from the market.")
    assert not messages(source, "The company may withdraw from the market.")


def test_the_past_behind_qad_is_no_possibility():
    assert not messages("وقد تم بيع الشركة وقد توقف العمل.", "The company was sold and work had stopped.")
