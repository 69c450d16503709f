"""Promises of a brief that hold for any text."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import write_brief
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.text.words import words
from mujaz.types import BriefOptions, LoadedModel, ModelSignature, Segment, Span, Task, Translation

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
)
def test_any_text_gets_a_brief_within_its_limits_or_none(
    data: st.DataObject, title: str, lines: list[str], max_sentences: int, max_words: int
) -> None:
    confidences = data.draw(st.lists(st.floats(0, 1), min_size=len(lines), max_size=len(lines)))
    article = _translation(lines, confidences)
    brief = write_brief(
        title, article, _ENGINE, BriefOptions(max_sentences=max_sentences, max_words=max_words), source=article.text
    )
    if brief is None:
        assert not words(article.text)
        return
    parts = [citation.brief.of(brief.text) for citation in brief.citations]
    assert brief.text == " ".join(parts)
    assert 1 <= len(parts) <= max_sentences
    assert len(brief.text.split()) <= max_words or len(parts) == 1
    assert all(0 <= position < len(lines) for citation in brief.citations for position in citation.segments)


@given(title=st.text(max_size=60), lines=_LINES, sentence=st.text(max_size=200))
def test_any_sentence_can_be_checked_against_any_article(title: str, lines: list[str], sentence: str) -> None:
    article = _translation(lines, [1.0] * len(lines))
    evidence = Evidence(title, article, article.text)
    support = evidence.support(sentence)
    assert all(0 <= position < len(lines) for position in support)
    evidence.doubts(sentence, support)
