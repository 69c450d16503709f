"""Writes the brief of one article."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from mujaz.engines.base import SummaryEngine, SummarySentence
from mujaz.errors import EngineError, InvalidInput
from mujaz.pipeline.brief.candidates import (
    Candidate,
    doubtful_segments,
    find_candidates,
    most_trusted,
    repeats,
    standing_alone,
)
from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.pipeline.brief.layout import CitedSentence, finish, lay_out
from mujaz.types import Brief, BriefMethod, BriefOptions, BriefStyle, Segment, Span, Translation

_log = logging.getLogger(__name__)

HEADLINE_WORDS = 30
"""The most words of a headline, where such a sentence has the news. With fewer it is often too long: of the words of
300 titles of Reuters the headlines had 40% at 25, 48% at 30 and 60% without a limit; of BBC News 46%, 49% and 49%."""


def write_brief(
    title: str,
    translation: Translation,
    engine: SummaryEngine,
    options: BriefOptions,
    *,
    source: str = "",
    fallback: SummaryEngine | None = None,
) -> Brief | None:
    """Summarises a translated article.

    A headline is always a sentence of the article. What a model wrote in its own words is checked against the article.
    Where one sentence fails it is asked once more, about the first half, and if that fails as well, or the model does,
    the brief is made of sentences of the article: `Brief.method` says which of the two it is.

    Args:
        title: Its English title; not repeated in the brief, unless the article says nothing else. May be empty.
        translation: Its English body.
        engine: What summarises.
        options: Limits and layout of the brief.
        source: The Arabic body that the segments' source spans are into.
        fallback: What chooses sentences where `engine` writes them and fails; by default the first ones are taken.

    Returns:
        The brief, or None where the translation has nothing to say: no letter and no digit, or tables alone.

    Raises:
        EngineError: An engine failed that only chooses sentences.
    """
    candidates = find_candidates(title, translation, source)
    if not candidates:
        return None
    # A brief is shorter than its article: of two sentences it gives one.
    most = max(1, min(options.max_sentences, len(candidates) - 1))
    is_headline = options.style is BriefStyle.HEADLINE
    options = _as_headline(options) if is_headline else replace(options, max_sentences=most)
    doubtful = doubtful_segments(candidates, translation.segments)
    candidates = most_trusted(candidates, translation.segments, enough=options.max_sentences)
    if engine.method is BriefMethod.ABSTRACTIVE and len(candidates) > 1 and not is_headline:
        evidence = Evidence(title, translation, source)
        # Asked again, a model says the same again; of the first half it writes something else.
        for texts in ([one.text for one in part] for part in (candidates, candidates[: (len(candidates) + 1) // 2])):
            try:
                summary = engine.summarize(title, texts, options)
            except EngineError as error:  # an article whose brief fails is translated all the same
                _log.warning(
                    "the summary model failed (%s); the brief is made of the article's sentences", error.reason
                )
                break
            sentences = _verified(summary, evidence, title, options)
            brief = lay_out(sentences, BriefMethod.ABSTRACTIVE, options.style, doubtful)
            if sentences and len(brief.text) < len(translation.text):
                return brief
    if is_headline:
        candidates = standing_alone(candidates)
    chooser = fallback if engine.method is BriefMethod.ABSTRACTIVE else engine
    texts = [candidate.text for candidate in candidates]
    summary = chooser.summarize(title, texts, options) if chooser else _lead(texts, options)
    sentences = _extracted(summary, candidates)
    # Full stops that were added can make up for the sentence that was left out.
    while True:
        brief = lay_out(sentences, BriefMethod.EXTRACTIVE, options.style, doubtful)
        if len(sentences) == 1 or len(brief.text) < len(translation.text):
            return brief
        sentences.pop()


def brief_of_sentences(
    title: str,
    text: str,
    sentences: Sequence[Span],
    engine: SummaryEngine,
    options: BriefOptions,
    *,
    fallback: SummaryEngine | None = None,
) -> Brief:
    """Summarises a text that is English already.

    Args:
        title: Its headline; empty where there is none.
        text: The text.
        sentences: Its sentences, as spans into `text`; the brief's citations are positions in them.
        engine: What summarises.
        options: Limits and layout of the brief.
        fallback: As in `write_brief`.

    Raises:
        InvalidInput: The text has no letter and no digit.
        EngineError: The engine failed.
    """
    segments = tuple(Segment(source=span, target=span, confidence=1.0) for span in sentences)
    brief = write_brief(
        title, Translation(text=text, segments=segments), engine, options, source=text, fallback=fallback
    )
    if brief is None:
        raise InvalidInput("has no words; send English text", field="text", reason="NO_WORDS")
    return brief


def _as_headline(options: BriefOptions) -> BriefOptions:
    return replace(options, max_sentences=1, max_words=min(options.max_words, HEADLINE_WORDS))


def _extracted(summary: Sequence[SummarySentence], candidates: Sequence[Candidate]) -> list[CitedSentence]:
    """What an engine chose, made fit to stand together."""
    sentences: list[CitedSentence] = []
    last = -1  # the article's first sentence follows on nothing
    for one in summary:
        segments = tuple(candidates[position].segment for position in one.support)
        sentences.append((finish(clean(one.text, follows=segments[0] == last + 1)), segments))
        last = segments[-1]
    return sentences


def _verified(
    summary: Sequence[SummarySentence], evidence: Evidence, title: str, options: BriefOptions
) -> list[CitedSentence]:
    """What a model wrote, with its citations; nothing where one sentence says what the article does not."""
    sentences: list[CitedSentence] = []
    room = options.max_words
    for one in summary[: options.max_sentences]:
        text = finish(" ".join(one.text.split()))
        segments = evidence.support(text)
        if evidence.doubts(text, segments):
            return []
        room -= len(text.split())
        if room >= 0 and not repeats(title, text):
            sentences.append((text, segments))
    return sentences


def _lead(sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
    """The first sentence, and those after it that fit."""
    room = options.max_words
    chosen: list[SummarySentence] = []
    for position, sentence in enumerate(sentences[: options.max_sentences]):
        room -= len(sentence.split())
        if chosen and room < 0:
            break
        chosen.append(SummarySentence(text=sentence, support=(position,)))
    return chosen
