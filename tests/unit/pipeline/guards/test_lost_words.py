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
    ("source", "target"),
    [
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
