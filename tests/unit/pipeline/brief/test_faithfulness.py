"""What the check of a brief accepts and what it doubts, case by case."""

from collections.abc import Callable

import pytest

from mujaz.pipeline.brief.faithfulness import Doubt, Evidence
from mujaz.types import Translation

Make = Callable[..., Translation]

TITLE = "Mustafa al-Kadhimi meets pope in Najaf"
ENGLISH = [
    "Prime Minister Mustafa al-Kadhimi received the pope in Najaf on Saturday 6 March 2021.",
    "He said that 60 percent of the coalition troops had left Iraq.",
    "The Food and Agriculture Organization will send 25 million dollars to Basra, Syrian officials said.",
    "Flight IA 302 carried the guests of the government from Baghdad to Najaf.",
]
ARABIC = [
    "استقبل رئيس الوزراء مصطفى الكاظمي البابا في النجف يوم السبت ٦ آذار ٢٠٢١.",
    "وقال ان ٦٠٪ من قوات التحالف غادرت العراق.",
    "وقال مسؤولون سوريون ان منظمة الاغذية والزراعة سترسل ٢٥ مليون دولار الى البصرة.",
    "ونقلت الرحلة 302 ضيوف الحكومة من بغداد الى النجف.",
]


@pytest.fixture(scope="module")
def evidence(make_translation: Make) -> Evidence:
    return Evidence(TITLE, make_translation(ENGLISH, sources=ARABIC), "\n".join(ARABIC))


def doubts(evidence: Evidence, sentence: str) -> set[Doubt]:
    return set(evidence.doubts(sentence, evidence.support(sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        *ENGLISH,
        "The Prime Minister received the pope in Najaf.",
        "Mustafa al-Kadhimi said that 60% of the coalition troops had left Iraq.",
        "Most coalition troops have left Iraq, 60 percent of them.",
        "The FAO will send $25 million to Basra.",
        "Officials of Syria said that 25,000,000 dollars would be sent to Basra.",
        "On 6 March the pope was received in Najaf.",
        "Guests were carried from Baghdad to Najaf on flight 302.",
        "The pope was received in Najaf, and 60 percent of the coalition troops had left Iraq.",
    ],
)
def test_what_the_article_says_is_not_doubted(evidence: Evidence, sentence: str) -> None:
    assert not doubts(evidence, sentence)


@pytest.mark.parametrize(
    ("sentence", "doubt"),
    [
        ("He said that 16 percent of the coalition troops had left Iraq.", Doubt.NUMBER),
        ("He said that 25 percent of the coalition troops had left Iraq.", Doubt.NUMBER),
        ("The Prime Minister received the pope in Najaf on 8 March 2021.", Doubt.NUMBER),
        ("The Prime Minister received the pope in Najaf in 2012.", Doubt.NUMBER),
        ("Flight IA 320 carried the guests from Baghdad to Najaf.", Doubt.NUMBER),
        ("The Prime Minister received the pope in Najaf on Sunday.", Doubt.NAME),
        ("Prime Minister Nouri al-Maliki received the pope in Najaf.", Doubt.NAME),
        ("The guests of the government were carried from Basra to Najaf.", Doubt.NAME),
        ("Haider said that 60 percent of the coalition troops had left Iraq.", Doubt.NAME),
        ("Prime Minister Najaf received the pope in Najaf on Saturday 6 March 2021.", Doubt.SUBSTITUTION),
        ("The central bank kept interest rates unchanged.", Doubt.UNSUPPORTED),
        ("Prices rose.", Doubt.UNSUPPORTED),
    ],
)
def test_what_it_does_not_say_is_doubted_for_the_right_reason(evidence: Evidence, sentence: str, doubt: Doubt) -> None:
    assert doubt in doubts(evidence, sentence)


def test_a_number_that_only_the_translation_has_is_doubted(make_translation: Make) -> None:
    arabic = "وقال ان ٦٠٪ من قوات التحالف غادرت العراق."
    english = "He said that 16% of the coalition troops had left Iraq."
    evidence = Evidence("", make_translation([english], sources=[arabic]), arabic)
    assert doubts(evidence, english) == {Doubt.SOURCE_NUMBER}


def test_without_arabic_there_is_nothing_to_compare_with(make_translation: Make) -> None:
    english = "He said that 16% of the coalition troops had left Iraq."
    assert not doubts(Evidence("", make_translation([english]), english), english)
    assert not doubts(Evidence("", make_translation([english])), english)


def test_a_sentence_is_tied_to_the_segments_it_is_made_of(evidence: Evidence) -> None:
    assert evidence.support(ENGLISH[2]) == (2,)
    assert evidence.support("The pope was received in Najaf, and 60 percent of the troops had left Iraq.") == (0, 1)
    assert evidence.support("The central bank kept interest rates unchanged.") == ()


def test_who_he_is_may_be_taken_from_the_sentence_before(evidence: Evidence) -> None:
    assert not evidence.doubts("Al-Kadhimi said that 60 percent of the coalition troops had left Iraq.", [1])
    assert Doubt.NAME in evidence.doubts("Al-Kadhimi was among the guests of flight 302.", [3])


def test_an_article_without_segments_supports_nothing(make_translation: Make) -> None:
    assert Doubt.UNSUPPORTED in doubts(Evidence("", make_translation([])), "Oil prices rose.")
