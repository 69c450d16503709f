"""Promises of a brief that hold for any text."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mujaz.config import Settings
from mujaz.engines.extractive import ExtractiveEngine
from mujaz.engines.fake import FakeTranslationEngine
from mujaz.pipeline import Pipeline
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.pipeline.digest import Report, options_of_articles
from mujaz.text.words import words
from mujaz.types import (
    Article,
    ArticleResult,
    BriefOptions,
    BriefStyle,
    LoadedModel,
    ModelSignature,
    ProcessOptions,
    Segment,
    Signature,
    Span,
    Task,
    Timings,
    Translation,
)

_MODEL = LoadedModel(
    signature=ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64"),
    task=Task.SUMMARIZATION,
)
_ENGINE = ExtractiveEngine(Path(__file__).parents[2] / "models" / "brief-en", _MODEL)
_LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=200), max_size=12)


def _translation(lines: list[str], confidences: list[float]) -> Translation:
    segments, start = [], 0
    for line, confidence in zip(lines, confidences, strict=True):
        span = Span(start, start + len(line))
        segments.append(Segment(source=span, target=span, confidence=confidence))
        start += len(line) + 1
    return Translation(text="\n".join(lines), segments=tuple(segments))


@given(
    data=st.data(),
    title=st.text(max_size=60),
    lines=_LINES,
    max_sentences=st.integers(1, 5),
    max_words=st.integers(1, 60),
    style=st.sampled_from(BriefStyle),
)
def test_any_text_gets_a_brief_within_its_limits_or_none(
    data: st.DataObject, title: str, lines: list[str], max_sentences: int, max_words: int, style: BriefStyle
) -> None:
    confidences = data.draw(st.lists(st.floats(0, 1), min_size=len(lines), max_size=len(lines)))
    article = _translation(lines, confidences)
    brief = write_brief(
        title,
        article,
        _ENGINE,
        BriefOptions(max_sentences=max_sentences, max_words=max_words, style=style),
        source=article.text,
    )
    if brief is None:
        assert not words(" ".join(line for line in lines if "\t" not in line.strip()))  # a row of a table is not told
        return
    parts = [citation.brief.of(brief.text) for citation in brief.citations]
    assert brief.text == ("\n".join(f"- {part}" for part in parts) if style is BriefStyle.BULLETS else " ".join(parts))
    assert 1 <= len(parts) <= max_sentences
    assert sum(len(part.split()) for part in parts) <= max_words or len(parts) == 1
    assert all(0 <= position < len(lines) for citation in brief.citations for position in citation.segments)


@given(title=st.text(max_size=60), lines=_LINES, sentence=st.text(max_size=200))
def test_any_sentence_can_be_checked_against_any_article(title: str, lines: list[str], sentence: str) -> None:
    article = _translation(lines, [1.0] * len(lines))
    evidence = Evidence(title, article, article.text)
    support = evidence.support(sentence)
    assert all(0 <= position < len(lines) for position in support)
    evidence.doubts(sentence, support)


_PIPELINE = Pipeline(FakeTranslationEngine(), _ENGINE, Settings())


def _report(number: int, title: str, lines: list[str], published: str, confidences: list[float]) -> Report:
    body = _translation(lines, confidences)
    heading = _translation([title] if title else [], [0.5] if title else [])
    brief_options = options_of_articles(ProcessOptions()).brief
    assert brief_options is not None
    result = ArticleResult(
        id=f"{number}",
        title=heading,
        body=body,
        brief=write_brief(title, body, _ENGINE, brief_options),
        signature=Signature(normalizer="", decoding="", version=""),
        timings=Timings(),
    )
    return Report(article=Article(id=f"{number}", title=title, body=body.text, published=published), result=result)


@given(
    data=st.data(),
    articles=st.lists(
        st.tuples(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=60), _LINES),
        max_size=5,
    ),
    max_sentences=st.integers(1, 4),
    max_words=st.integers(10, 60),
)
def test_any_articles_make_a_digest_that_has_each_of_them_once(
    data: st.DataObject, articles: list[tuple[str, list[str]]], max_sentences: int, max_words: int
) -> None:
    reports = [
        _report(
            number,
            title,
            lines,
            data.draw(st.sampled_from(["", "2021-04-08", "2021-04-09T10:00+03:00"])),
            data.draw(st.lists(st.floats(0, 1), min_size=len(lines), max_size=len(lines))),
        )
        for number, (title, lines) in enumerate(articles)
    ]
    options = ProcessOptions(brief=BriefOptions(max_sentences=max_sentences, max_words=max_words))
    digest = _PIPELINE.digest(reports, options)
    named = [article.id for story in digest.stories for article in story.articles]
    named += [failure.id for failure in digest.failures]
    assert sorted(named, key=int) == [report.article.id for report in reports]
    for story in digest.stories:
        assert story.headline
        parts = [citation.sentence.of(story.brief) for citation in story.citations]
        assert story.brief == " ".join(parts)
        assert len(parts) <= max_sentences
        assert sum(len(part.split()) for part in parts) <= max_words or len(parts) == 1
