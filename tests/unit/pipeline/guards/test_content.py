from mujaz.pipeline.guards import Pair, check
from mujaz.pipeline.guards.anchors import anchored, named
from mujaz.types import FindingKind, Severity

SOURCE = "قالت وزارة الصحة إن المستشفى استقبل عشرات الجرحى بعد انفجار قرب السوق في مدينة البصرة جنوبي العراق."
TARGET = (
    "The health ministry said the hospital had received dozens of wounded after an explosion near the market in the "
    "city of Basra in southern Iraq."
)
OTHER = (
    "The national team won the match with three goals scored in the second half by a young player who joined the club "
    "last summer from Spain."
)


def kinds(source: str, target: str) -> dict[FindingKind, Severity]:
    return {finding.kind: finding.severity for finding in check(source, target)}


def test_the_translation_of_another_sentence_is_an_error():
    assert kinds(SOURCE, OTHER)[FindingKind.UNRELATED] is Severity.ERROR


def test_little_of_a_short_source_is_a_warning():
    found = kinds("أكد الوزير أهمية التعاون.", "The film was shown at night.")
    assert found[FindingKind.UNRELATED] is Severity.WARNING


def test_a_good_translation_raises_nothing():
    assert check(SOURCE, TARGET) == ()


def test_a_free_translation_raises_nothing():
    free = (
        "Scores of casualties were taken to hospital following a blast by Basra's market, Iraqi health officials say."
    )
    assert FindingKind.UNRELATED not in kinds(SOURCE, free)


def test_a_sentence_of_words_that_are_not_known_raises_nothing():
    assert check("خخخ زززز ققق", "One green tree") == ()


def test_anchors_are_found_under_clitics_and_endings():
    source = "وللحكومات والمستشفيات بمدارسهم سيعمل"
    assert anchored(Pair.of(source, "governments, hospitals, schools will work")) == (4, 0)
    assert anchored(Pair.of(source, "cats, dogs")) == (0, 4)


def test_a_short_beginning_is_a_whole_word():
    assert anchored(Pair.of("الجيش الأميركي", "the US army")) == (2, 0)
    assert anchored(Pair.of("الأميركي", "the useful one")) == (0, 1)


def test_names_are_known_by_their_sound():
    source = "التقى ماكرون في بغداد رئيس الوزراء مصطفى الكاظمي"
    assert named(Pair.of(source, "In Baghdad, Macron met Prime Minister Mustafa Kadhimi")) == (4, 2)
    assert named(Pair.of(source, "In Tokyo, Merkel met President Jefferson Lopez")) == (0, 4)
