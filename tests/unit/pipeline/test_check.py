"""Translations made elsewhere, checked line by line."""

import pytest

from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.pipeline.check import check_lines, check_translation
from mujaz.types import FindingKind, Severity, Span

SOURCE = "قال الوزير إن 60 شخصا وصلوا.\n\n  وعادوا أمس إلى المدينة.  \n"
TRANSLATION = "The minister said 60 people had arrived.\n\n  They returned to the city yesterday.\n"


def test_a_good_translation_has_no_findings_and_blank_lines_are_left_out() -> None:
    lines = check_lines(SOURCE, TRANSLATION)
    assert [line.number for line in lines] == [1, 3]
    assert [line.source.of(SOURCE) for line in lines] == ["قال الوزير إن 60 شخصا وصلوا.", "وعادوا أمس إلى المدينة."]
    assert [line.target.of(TRANSLATION) for line in lines] == [line.strip() for line in TRANSLATION.split("\n") if line]
    assert [line.findings for line in lines] == [(), ()]


def test_the_words_in_question_are_found_in_the_whole_texts() -> None:
    source = f"{SOURCE}وقتل 25 جنديا في الهجوم."
    translation = f"{TRANSLATION}And 52 soldiers were killed in the attack."
    (finding,) = check_lines(source, translation)[-1].findings
    assert (finding.kind, finding.severity) == (FindingKind.NUMBER, Severity.ERROR)
    assert finding.source is not None
    assert finding.target is not None
    assert "25" in finding.source.of(source)
    assert "52" in finding.target.of(translation)


@pytest.mark.parametrize(
    ("source", "translation", "kind", "severity"),
    [
        ("نص", " ", FindingKind.UNTRANSLATED, Severity.ERROR),
        ("* * *", "", FindingKind.UNTRANSLATED, Severity.WARNING),
        ("", "Text", FindingKind.LENGTH, Severity.ERROR),
        ("\t", "* * *", FindingKind.LENGTH, Severity.WARNING),
    ],
)
def test_a_line_that_is_blank_in_one_text_only_is_a_finding(
    source: str, translation: str, kind: FindingKind, severity: Severity
) -> None:
    (line,) = check_lines(f"\n{source}\n\n", f"\n{translation}\n\n")
    (finding,) = line.findings
    assert (line.number, finding.kind, finding.severity) == (2, kind, severity)
    assert (finding.source, finding.target) == (line.source or None, line.target or None)


@pytest.mark.parametrize(
    ("source", "translation", "says"),
    [
        ("سطر\nسطر", "Line", "line count is 1, that of the source is 2"),
        ("سطر", "Line\nLine\n\n", "line count is 3, that of the source is 1"),
    ],
)
def test_another_number_of_lines_is_refused_with_both_numbers(source: str, translation: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=f"^translation: {says};") as raised:
        check_lines(source, translation)
    assert raised.value.reason == "LINES_DIFFER"


@pytest.mark.parametrize(("source", "translation", "field"), [(10_001, 1, "source"), (1, 10_001, "translation")])
def test_a_line_that_is_no_paragraph_any_more_is_refused(source: int, translation: int, field: str) -> None:
    with pytest.raises(InvalidInput, match="line 2 has 10,001 characters, the limit is 10,000;") as raised:
        check_lines("\n" + "ن" * source, "\n" + "n" * translation)
    assert (raised.value.field, raised.value.reason) == (field, "LINE_TOO_LONG")


def test_a_line_end_at_the_end_begins_no_line_and_those_of_windows_are_white_space() -> None:
    (first, second) = check_lines("سطر أول\r\nسطر ثان", "First line\nSecond line\n")
    assert (first.source, second.target) == (Span(0, 7), Span(11, 22))


@pytest.mark.parametrize(
    ("source", "translation", "field", "reason"),
    [
        (" ", "Text", "source", "TEXT_EMPTY"),
        ("نص", "\n", "translation", "TEXT_EMPTY"),
        ("Text", "نص", "source", "TEXT_NOT_ARABIC"),
        ("نص" * 6, "Text", "source", "TEXT_TOO_LONG"),
        ("نص", "Text" * 3, "translation", "TEXT_TOO_LONG"),
    ],
)
def test_each_text_has_the_limits_of_a_text(source: str, translation: str, field: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        check_translation(source, translation, Settings.load({"max_article_chars": 10}))
    assert (raised.value.field, raised.value.reason) == (field, reason)


def test_the_result_is_signed_with_the_version_and_no_model() -> None:
    result = check_translation(SOURCE, TRANSLATION, Settings.load())
    assert result.signature.version
    assert (result.signature.translation, result.signature.summary) == (None, None)
    assert result.timings.check_ms > 0


def test_a_name_that_is_told_as_two_is_found_on_its_line() -> None:
    source = "وصل المدرب لوف إلى برلين.\n\nوأضاف لوف أن الفريق جاهز."
    translation = "Coach Loew arrived in Berlin.\n\nLeuf added that the team was ready."
    first, second = check_lines(source, translation)
    (finding,) = second.findings
    assert first.findings == ()
    assert (finding.kind, finding.severity) == (FindingKind.NAME, Severity.WARNING)
    assert finding.target is not None
    assert finding.target.of(translation) == "Leuf"
