"""How a result looks."""

from dataclasses import replace

import pytest

from mujaz.cli.show import print_result
from mujaz.types import (
    AppliedTerm,
    Article,
    ArticleResult,
    Brief,
    BriefMethod,
    Citation,
    Doubt,
    Finding,
    FindingKind,
    Segment,
    Severity,
    Signature,
    Span,
    TermOrigin,
    Timings,
    Translation,
)

ARTICLE = Article(title="عنوان", body="سطر\nقال ٦٠٪ منهم")


def result(*, findings: tuple[Finding, ...] = (), brief: Brief | None = None) -> ArticleResult:
    second = Segment(source=Span(4, 16), target=Span(6, 20), confidence=0.9, findings=findings)
    return ArticleResult(
        id="",
        title=Translation(text="Title", segments=(Segment(source=Span(0, 5), target=Span(0, 5), confidence=1),)),
        body=Translation(text="Line.\nHe said [b]60.", segments=(second,)),
        brief=brief,
        signature=Signature(normalizer="1", decoding="beam=1", version="0"),
        timings=Timings(),
    )


def number(severity: Severity) -> Finding:
    return Finding(kind=FindingKind.NUMBER, severity=severity, message="A number is gone.", source=Span(8, 11))


def test_plain_output_is_title_body_and_brief_with_clean_lines(capsys: pytest.CaptureFixture[str]) -> None:
    brief = Brief(text="Line.", method=BriefMethod.EXTRACTIVE, citations=(Citation(brief=Span(0, 5), segments=(0,)),))
    print_result(ARTICLE, result(brief=brief))
    assert capsys.readouterr().out == "Title\n\nLine.\nHe said [b]60.\n\nBrief\nLine.\n"


def test_findings_that_matter_are_listed_with_their_line_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    print_result(ARTICLE, result(findings=(number(Severity.ERROR), number(Severity.INFO))))
    out = capsys.readouterr().out
    assert out.endswith("\n\nTo be read with care\nline 2: error: A number is gone. (٦٠٪)\n")


@pytest.mark.parametrize(
    ("confidence", "says"),
    [
        (0.31, "whole text: do not rely, confidence 0.31 of 1: take it as a hint"),
        (0.62, "whole text: check, confidence 0.62 of 1: compare names, numbers"),
        (0.85, None),
    ],
)
def test_a_text_that_is_not_good_says_what_to_do_with_it(
    confidence: float, says: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = result()
    body = replace(whole.body, segments=(replace(whole.body.segments[0], confidence=confidence),))
    print_result(ARTICLE, replace(whole, body=body))
    out = capsys.readouterr().out
    assert ("whole text" in out) == (says is not None)
    assert (says or "") in out


def test_line_ends_that_a_terminal_would_drop_end_lines(capsys: pytest.CaptureFixture[str]) -> None:
    article = Article(title="", body="سطر\rقال")
    segments = (Segment(source=Span(4, 7), target=Span(6, 14), confidence=1, findings=(number(Severity.ERROR),)),)
    body = Translation(text="Line.\rHe said.", segments=segments)
    print_result(article, replace(result(), title=Translation(text="", segments=()), body=body))
    out = capsys.readouterr().out
    assert out.startswith("Line.\nHe said.\n")
    assert "line 2: error" in out


def test_long_lines_are_not_broken_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    long = "word " * 100 + "end"
    print_result(ARTICLE, result(brief=Brief(text=long, method=BriefMethod.EXTRACTIVE, citations=())))
    assert long in capsys.readouterr().out


def test_a_doubtful_sentence_of_the_brief_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    citations = (
        Citation(brief=Span(0, 4), segments=(0,)),
        Citation(brief=Span(5, 10), segments=(0,), doubtful=True),
    )
    print_result(ARTICLE, result(brief=Brief(text="One. Two.", method=BriefMethod.EXTRACTIVE, citations=citations)))
    assert "brief: doubtful: sentence 2 rests on" in capsys.readouterr().out


def test_a_terminal_gets_colour_on_doubtful_segments(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    print_result(ARTICLE, result(findings=(number(Severity.ERROR),)))
    out = capsys.readouterr().out
    assert "\x1b[1mTitle\x1b[0m" in out
    assert "Line.\n\x1b[31mHe said [b]60.\x1b[0m" in out


def test_terms_are_listed_once_and_respelled_names_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    def term(source: str, target: str, origin: TermOrigin) -> AppliedTerm:
        return AppliedTerm(source=Span(4, 7), target=Span(6, 8), term=source, target_term=target, origin=origin)

    whole = result()
    terms = (
        term("الحشد", "PMF", TermOrigin.REQUEST),
        term("الحشد", "PMF", TermOrigin.REQUEST),
        term("وزير", "minister", TermOrigin.SERVER),
        term("الموصل", "Mosul", TermOrigin.GAZETTEER),
    )
    body = replace(whole.body, segments=(replace(whole.body.segments[0], terms=terms),))
    print_result(ARTICLE, replace(whole, body=body))
    assert capsys.readouterr().out.endswith("\n\nTerms\nالحشد = PMF (2 times)\nوزير = minister\n")


def test_words_that_the_model_was_unsure_of_are_named_with_what_else_they_might_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = result()
    segment = whole.body.segments[0]
    doubt = Doubt(target=Span(segment.target.start, segment.target.start + 2), probability=0.1, alternatives=("a", "b"))
    body = replace(whole.body, segments=(replace(segment, doubts=(doubt,)),))
    print_result(ARTICLE, replace(whole, body=body))
    word = doubt.target.of(whole.body.text)
    assert capsys.readouterr().out.endswith(f"To be read with care\nline 2: unsure of {word} (or a or b)\n")
