"""Trust first: what is in doubt is passed over where the article offers others, and marked where it does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mujaz.cli.digest_show import print_digest
from mujaz.cli.show import print_result
from mujaz.config import Settings
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.brief.candidates import Candidate
from mujaz.pipeline.brief.lines import Lines
from mujaz.pipeline.brief.trust import NO_DOUBT, Trust, is_doubtful_title
from mujaz.pipeline.digest import Report
from mujaz.types import (
    Article,
    ArticleResult,
    Brief,
    BriefOptions,
    BriefStyle,
    Doubt,
    Finding,
    FindingKind,
    ProcessOptions,
    Severity,
    Signature,
    Span,
    Timings,
    Translation,
)
from mujaz.wire.results import article_result_from_json, article_result_to_json
from mujaz.written.report import article_html

NEWS = [
    "The harbour of Tyre was closed on Tuesday after a crane fell into the water.",
    "Divers searched the basin for two workers who were missing in the evening.",
    "The owner of the crane promised to pay the families of both men.",
    "Fishermen blocked the road to the market with their nets in protest.",
]
Make = Callable[..., Translation]


def doubting(article: Translation, probability: float, *words: str) -> Translation:
    """The article with a doubt on each segment that has one of the words."""
    segments = []
    for segment in article.segments:
        target = segment.target.of(article.text)
        starts = [segment.target.start + target.index(word) for word in words if word in target]
        length = len(words[0]) if words else 0
        doubts = tuple(Doubt(target=Span(start, start + length), probability=probability) for start in starts)
        segments.append(replace(segment, doubts=doubts))
    return replace(article, segments=tuple(segments))


def brief_of(engine: ExtractiveEngine, article: Translation, **options) -> Brief:
    found = write_brief("", article, engine, BriefOptions(**options))
    assert found is not None
    return found


def test_a_guessed_word_keeps_its_sentence_out_where_there_are_others(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    article = make_translation(NEWS)
    assert "crane fell" in brief_of(engine, article, max_sentences=2).text
    brief = brief_of(engine, doubting(article, 0.05, "Tyre"), max_sentences=2)
    assert "Tyre" not in brief.text
    assert [(citation.doubtful, citation.doubts) for citation in brief.citations] == [(False, ())] * 2


@pytest.mark.parametrize("style", list(BriefStyle))
def test_a_guessed_word_is_named_where_its_sentence_is_kept(
    engine: ExtractiveEngine, make_translation: Make, style: BriefStyle
) -> None:
    brief = brief_of(engine, doubting(make_translation(NEWS[:1]), 0.05, "Tyre"), style=style)
    (citation,) = brief.citations
    assert citation.doubtful
    assert [doubt.of(brief.text) for doubt in citation.doubts] == ["Tyre"]


def test_a_word_in_some_doubt_is_named_and_decides_nothing(engine: ExtractiveEngine, make_translation: Make) -> None:
    article = make_translation(NEWS)
    brief = brief_of(engine, doubting(article, 0.3, "Tyre"), max_sentences=2)
    assert brief.text == brief_of(engine, article, max_sentences=2).text
    assert [[doubt.of(brief.text) for doubt in citation.doubts] for citation in brief.citations] == [["Tyre"], []]
    assert not any(citation.doubtful for citation in brief.citations)


def test_a_doubt_on_a_word_that_was_cut_counts_for_nothing(make_translation: Make) -> None:
    long = (
        "The council of the town decided to open the old hospital in the summer of the coming year for all who live in"
        " it, noting that the money would come from a lottery that the governor had allowed."
    )
    article = doubting(make_translation([long]), 0.05, "lottery")
    line = Lines(article).of(Candidate(0, long))
    assert "lottery" not in line.text
    assert Trust(article).doubt(line.text, line.segments) == NO_DOUBT


def test_a_sentence_more_likely_lost_than_kept_is_passed_over(engine: ExtractiveEngine, make_translation: Make) -> None:
    article = make_translation(NEWS, confidence={0: 0.45, 1: 0.6, 2: 0.6, 3: 0.6})
    assert all(citation.segments != (0,) for citation in brief_of(engine, article, max_sentences=2).citations)


def test_where_all_are_alike_confidence_decides_nothing_and_all_are_marked(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    brief = brief_of(engine, make_translation(NEWS, confidence=dict.fromkeys(range(4), 0.3)))
    assert brief.text == brief_of(engine, make_translation(NEWS)).text
    assert all(citation.doubtful for citation in brief.citations)


@pytest.mark.parametrize(
    ("kind", "severity", "is_kept"),
    [
        (FindingKind.NAME, Severity.WARNING, False),
        (FindingKind.SPLIT, Severity.INFO, False),
        (FindingKind.VERBATIM, Severity.INFO, True),
    ],
)
def test_a_sentence_with_a_finding_or_in_parts_is_passed_over(
    engine: ExtractiveEngine, make_translation: Make, kind: FindingKind, severity: Severity, *, is_kept: bool
) -> None:
    article = make_translation(NEWS)
    first, *others = article.segments
    finding = Finding(kind=kind, severity=severity, message="Look at this.")
    article = replace(article, segments=(replace(first, findings=(finding,)), *others))
    brief = brief_of(engine, article, max_sentences=2)
    assert ((0,) in [citation.segments for citation in brief.citations]) is is_kept
    assert not any(citation.doubtful for citation in brief.citations)


def test_a_sentence_that_lacks_what_the_model_was_shown_is_passed_over_or_marked(
    engine: ExtractiveEngine, make_translation: Make
) -> None:
    article = make_translation(NEWS)
    first, *others = article.segments
    lacking = replace(article, segments=(replace(first, unsaid=("quay",)), *others))
    assert all(citation.segments != (0,) for citation in brief_of(engine, lacking, max_sentences=2).citations)
    alone = make_translation(NEWS[:1])
    alone = replace(alone, segments=(replace(alone.segments[0], unsaid=("quay",)),))
    assert [citation.doubtful for citation in brief_of(engine, alone).citations] == [True]
    assert is_doubtful_title(alone, article)
    assert not is_doubtful_title(make_translation(NEWS[:1]), article)


@pytest.mark.parametrize(
    ("source", "target", "lacks_it"),
    [
        ("وقال الخبير إن المرض قد يصل إلى المدينة.", "The expert said the disease had reached the city.", True),
        ("وقال الخبير إن المرض قد يصل إلى المدينة.", "The expert said the disease may reach the city.", False),
        ("وقال الخبير إن المرض قد لا يصل إلى المدينة.", "The disease will not reach the city, he said.", True),
        ("وقال الخبير إن المرض قد تراجع في المدينة.", "The expert said the disease had receded in the city.", False),
        ("وقد وصل المرض إلى المدينة.", "The disease reached the city.", False),
        ("طالب النواب بعدم ترشح الوزير.", "Deputies called for the minister to run.", True),
        ("طالب النواب بعدم ترشح الوزير.", "Deputies called on the minister not to run.", False),
        ("وحذر من عدم الاستقرار في المنطقة.", "He warned of instability in the region.", False),
        ("أكد المدير عدم وقوع إصابات.", "The manager confirmed that people were hurt.", True),
    ],
)
def test_what_may_be_so_or_is_not_so_must_not_be_told_as_so(
    make_translation: Make, source: str, target: str, lacks_it: bool
) -> None:
    trust = Trust(make_translation([target], sources=[source]), source=source)
    assert trust.doubt(target, (0,))[0] is lacks_it


@pytest.mark.parametrize(
    ("sentence", "is_fit"),
    [
        ("A military source said that the army and the mediation of.", False),
        ("The Lebanese newspaper of the morning.", False),
        ("Where twelve students of the town will spend the next eight weeks.", False),
        ("Reports that the keeper of the lighthouse left the island in the early hours of Monday.", False),
        ("Where will twelve students of the town spend the next eight weeks?", True),
        ("When the bridge was closed the farmers of the valley crossed the river by boat.", True),
        ('"If you trust the old keeper, you can cross the bay."', True),
        ("The mayor opened the new market hall.", True),
        ("The step will be taken within a few days at a time when prices rise.", True),
    ],
)
def test_a_fragment_is_no_sentence_of_a_brief(make_translation: Make, sentence: str, is_fit: bool) -> None:
    assert Lines(make_translation([sentence])).of(Candidate(0, sentence)).is_fit is is_fit


def result_of(engine: ExtractiveEngine, body: Translation) -> ArticleResult:
    return ArticleResult(
        id="a",
        title=Translation(text="", segments=()),
        body=body,
        brief=brief_of(engine, body),
        signature=Signature(normalizer="1", decoding="beam=1", version="0"),
        timings=Timings(),
    )


def test_a_doubt_reaches_text_json_and_report(
    engine: ExtractiveEngine, make_translation: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    result = result_of(engine, doubting(make_translation(NEWS[:1]), 0.05, "Tyre"))
    article = Article(id="a", body="نص" * len(NEWS[0]))
    print_result(article, result)
    assert "brief: doubtful: sentence 1 rests on words that are in doubt: Tyre." in capsys.readouterr().out
    assert article_result_from_json(article_result_to_json(result)).brief == result.brief
    assert "(doubtful: Tyre)</em>" in article_html(article, result).decode()


def test_a_doubt_reaches_the_digest(
    engine: ExtractiveEngine, make_translation: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    body = doubting(make_translation(NEWS[:1]), 0.05, "Tyre")
    article = Article(id="a", body=NEWS[0])
    pipeline = Pipeline(FakeTranslationEngine(), engine, Settings())
    digest = pipeline.digest(
        [Report(article=article, result=result_of(engine, body))], ProcessOptions(brief=BriefOptions())
    )
    (story,) = digest.stories
    assert story.headline_citation.doubtful
    assert [doubt.of(story.headline) for doubt in story.headline_citation.doubts] == ["Tyre"]
    print_digest([article], digest)
    assert "to be read with care: the translation of some of it is doubtful (Tyre)" in capsys.readouterr().out
