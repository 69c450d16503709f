import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Finding, FindingKind, Severity, Span

SOURCE = "رحب رئيس الوزراء مصطفى الكاظمي بنتائج الحوار الستراتيجي بين بغداد وواشنطن."
TARGET = (
    "Prime Minister Mustafa al-Kadhimi welcomed the results of the strategic dialogue between Baghdad and Washington."
)


def untranslated(source: str, target: str) -> list[Finding]:
    return [finding for finding in check(source, target) if finding.kind is FindingKind.UNTRANSLATED]


def test_a_translation_in_english_raises_nothing():
    assert untranslated(SOURCE, TARGET) == []


def test_arabic_left_is_an_error_with_both_places():
    target = TARGET.replace("al-Kadhimi", "الكاظمي")
    (finding,) = untranslated(SOURCE, target)
    assert finding.severity is Severity.ERROR
    assert finding.source is not None
    assert finding.target is not None
    assert finding.source.of(SOURCE) == finding.target.of(target) == "الكاظمي"


def test_every_stretch_of_arabic_is_named():
    target = TARGET.replace("al-Kadhimi", "الكاظمي").replace("Washington", "واشنطن")
    assert len(untranslated(SOURCE, target)) == 2


def test_a_copied_source_is_one_finding_and_the_only_one():
    (finding,) = check(SOURCE, SOURCE)
    assert (finding.kind, finding.severity) == (FindingKind.UNTRANSLATED, Severity.ERROR)
    assert finding.message == "The text was not translated."
    assert (finding.source, finding.target) == (Span(0, len(SOURCE)), Span(0, len(SOURCE) - 1))


@pytest.mark.parametrize(
    "target",
    [
        "Le premier ministre a salué les résultats du dialogue stratégique entre les deux pays et leurs gouvernements.",
        "Er sprach am montag über gute beziehungen zwischen beiden ländern und ihren völkern sowie neue verträge.",
        "El primer ministro celebró los resultados del diálogo estratégico entre ambos países y sus gobiernos.",
        "Премьер-министр приветствовал результаты диалога.",
        "总理对战略对话的结果表示欢迎。",
    ],
)
def test_another_language_is_an_error(target):
    (finding,) = untranslated(SOURCE, target)
    assert finding.severity is Severity.ERROR


def test_names_and_headlines_need_no_small_words():
    assert untranslated(SOURCE, "Kadhimi Hails Baghdad-Washington Strategic Dialogue Results, Vows Further Steps") == []


def test_of_a_source_that_is_not_arabic_nothing_is_said():
    assert check("https://a.example/2021", "https://a.example/2021") == ()
    assert check("Reuters 2021", "") == ()
    assert check("٢٠٢١ - ٣٠", "2021 - 30") == ()
