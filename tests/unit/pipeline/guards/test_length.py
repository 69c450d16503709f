import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Finding, FindingKind, Severity

SOURCE = "أكد وزير الخارجية فؤاد حسين خلال الاجتماع عمق علاقة الشراكة بين البلدين ورغبة العراق في تعزيز التعاون."
TARGET = (
    "During the meeting, Foreign Minister Fuad Hussein stressed the depth of the partnership between the two countries "
    "and the desire of Iraq to strengthen cooperation."
)


def lengths(source: str, target: str) -> list[Finding]:
    return [finding for finding in check(source, target) if finding.kind is FindingKind.LENGTH]


def test_a_translation_of_usual_length_raises_nothing():
    assert lengths(SOURCE, TARGET) == []


@pytest.mark.parametrize("target", ["", " ", "...", "?!"])
def test_an_empty_translation_is_an_error(target):
    (finding,) = lengths(SOURCE, target)
    assert (finding.severity, finding.message) == (Severity.ERROR, "The translation is empty.")


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (TARGET[: len(TARGET) // 2], Severity.WARNING),
        (TARGET[: len(TARGET) // 4], Severity.ERROR),
        (TARGET + TARGET[: len(TARGET) // 3], Severity.WARNING),
        (TARGET * 3, Severity.ERROR),
    ],
)
def test_a_part_missing_or_invented_is_found(target, severity):
    (finding,) = lengths(SOURCE, target)
    assert finding.severity is severity
    assert ("missing" if len(target) < len(TARGET) else "invented") in finding.message


def test_a_short_source_may_become_shorter_but_not_a_story():
    assert lengths("الأمم المتحدة", "UN") == []
    assert lengths("وهران", "Oran, the second city of Algeria") == []
    assert lengths("وهران", TARGET)[0].severity is Severity.ERROR


def test_acronyms_stand_for_words():
    source = "أعلنت منظمة الصحة العالمية ومنظمة الأمم المتحدة للطفولة في بيان مشترك بدء حملة التلقيح."
    assert lengths(source, "The WHO and UNICEF announced the vaccination in a statement.") == []
    assert lengths(source, "The two groups announced the vaccination in a statement.")


def test_vowel_signs_are_no_letters():
    vowelled = "أَكَّدَ وَزِيرُ الخَارِجِيَّةِ خِلالَ الاجتِماعِ عُمقَ عَلاقةِ الشَّراكةِ بَينَ البَلَدينِ"
    assert (
        lengths(vowelled, "The foreign minister stressed the depth of the partnership between the two countries.") == []
    )
