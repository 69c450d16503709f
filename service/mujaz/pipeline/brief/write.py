"""Writes the brief of one article."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from mujaz.engines.base import SummaryEngine, SummarySentence
from mujaz.errors import EngineError, InvalidInput
from mujaz.pipeline.brief.candidates import Candidate, find_candidates, repeats
from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS, compress
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.pipeline.brief.layout import CitedSentence, finish, lay_out
from mujaz.pipeline.brief.lines import Line, Lines, best_lines, headline_lines
from mujaz.pipeline.brief.trust import Trust
from mujaz.text.words import content_stems
from mujaz.types import Brief, BriefMethod, BriefOptions, BriefStyle, Segment, Span, Translation

_log = logging.getLogger(__name__)

HEADLINE_WORDS = 12
"""The most words of a headline."""
LEAST_ROOM = 6
"""One more sentence is added only if there is room for this many words, as a shorter one says little."""


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

    A headline is always made from a sentence of the article. A brief that a model wrote in its own words is checked
    against the article. If one of its sentences fails the check, the model is asked once more, with the first half of
    the article. If that fails too, or the model itself fails, the brief is made of sentences of the article.
    `Brief.method` tells which of the two it is.

    Args:
        title: The English title; may be empty. The brief does not repeat it, unless the article says nothing else.
        translation: The English body.
        engine: The summary model.
        options: Limits and layout of the brief.
        source: The Arabic body that the source spans of the segments point into.
        fallback: The model that chooses sentences where `engine` writes them and fails. Without it, the first
            sentences are taken.

    Returns:
        The brief, or None where the translation has no letter and no digit outside tables.

    Raises:
        EngineError: An engine that chooses sentences failed.
    """
    candidates = find_candidates(title, translation, source)
    if not candidates:
        return None
    trust = Trust(translation, [candidate.segment for candidate in candidates], source)
    chooser = fallback if engine.method is BriefMethod.ABSTRACTIVE else engine
    if options.style is BriefStyle.HEADLINE:
        return _write_headline(title, candidates, translation, chooser, options, trust, source)
    # A brief is shorter than its article: one sentence for an article of two.
    options = replace(options, max_sentences=max(1, min(options.max_sentences, len(candidates) - 1)))
    lines = Lines(translation, min(MAX_SENTENCE_WORDS, options.max_words), source)
    best = best_lines([lines.of(candidate) for candidate in candidates], trust, enough=options.max_sentences)
    if engine.method is BriefMethod.ABSTRACTIVE and len(best) > 1:
        brief = _write_freely(engine, best, Evidence(title, translation, source), title, options, trust)
        if brief is not None and len(brief.text) < len(translation.text):
            return brief
    texts = [line.text for line in best]
    summary = chooser.summarize(title, texts, options) if chooser else _lead(texts, options)
    chosen = [best[one.support[0]] for one in summary]
    room = options.max_words - sum(len(line.text.split()) for line in chosen)
    if len(chosen) < options.max_sentences and room >= LEAST_ROOM:
        chosen = _filled(chosen, best, lines, room)
    sentences = _extracted(chosen)
    # Full stops that were added can make the brief as long as the article although it has one sentence fewer, and a
    # sentence may be longer after the one before it than alone.
    while True:
        brief = lay_out(sentences, BriefMethod.EXTRACTIVE, options.style, trust)
        has_room = sum(len(text.split()) for text, _ in sentences) <= options.max_words
        if len(sentences) == 1 or (has_room and len(brief.text) < len(translation.text)):
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
    """Summarises an English text.

    Args:
        title: Its headline; empty where there is none.
        text: The text.
        sentences: Its sentences, as spans into `text`. The citations of the brief are positions in this sequence.
        engine: The summary model.
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


def _write_headline(
    title: str,
    candidates: Sequence[Candidate],
    translation: Translation,
    chooser: SummaryEngine | None,
    options: BriefOptions,
    trust: Trust,
    source: str,
) -> Brief:
    """Returns the most newsworthy sentence in at most 12 words."""
    lines = Lines(translation, min(options.max_words, HEADLINE_WORDS), source, is_headline=True)
    best = headline_lines([lines.of(candidate) for candidate in candidates], trust)
    options = replace(options, max_sentences=1, max_words=max(len(line.candidate.text) for line in best))
    texts = [line.candidate.text for line in best]
    (one,) = chooser.summarize(title, texts, options) if chooser else _lead(texts, options)
    line = best[one.support[0]]
    return lay_out([(finish(line.text), line.segments)], BriefMethod.EXTRACTIVE, BriefStyle.HEADLINE, trust)


def _write_freely(
    engine: SummaryEngine,
    lines: Sequence[Line],
    evidence: Evidence,
    title: str,
    options: BriefOptions,
    trust: Trust,
) -> Brief | None:
    """Returns the brief that a model writes; None where the article does not support all of it, or the model fails."""
    # For the same text a model would write the same again; for the first half it writes something else.
    for part in (lines, lines[: (len(lines) + 1) // 2]):
        try:
            summary = engine.summarize(title, [line.candidate.text for line in part], options)
        except EngineError as error:  # the translation of the article is still worth returning
            _log.warning("the summary model failed (%s); the brief is made of the article's sentences", error.reason)
            return None
        sentences = _verified(summary, evidence, title, options)
        if sentences:
            return lay_out(sentences, BriefMethod.ABSTRACTIVE, options.style, trust)
    return None


def _filled(chosen: Sequence[Line], best: Sequence[Line], lines: Lines, room: int) -> list[Line]:
    """Adds the sentence that, cut to the room that is left, fills most of it; returns the lines in order."""
    segments = {line.candidate.segment for line in chosen}
    known = set(content_stems(" ".join(line.text for line in chosen)))
    cut = [lines.of(line.candidate, room) for line in best if line.candidate.segment not in segments]
    new = [line for line in cut if line.is_fit and len(line.text.split()) <= room and _is_new(line.text, known)]
    added = [max(new, key=lambda line: len(line.text.split()))] if new else []
    return sorted([*chosen, *added], key=lambda line: line.candidate.segment)


def _is_new(text: str, known: set[str]) -> bool:
    """Tells whether at least half of the content words of a sentence are not known."""
    stems = set(content_stems(text))
    return len(stems & known) <= 0.5 * len(stems)


def _extracted(lines: Sequence[Line]) -> list[CitedSentence]:
    """Finishes the chosen lines, each in the words that suit the line before it."""
    sentences: list[CitedSentence] = []
    last: int | None = None
    for line in lines:
        follows = last is not None and line.candidate.segment == last + 1
        if follows:
            sentences.append((finish(line.following), (line.candidate.segment,)))
        else:
            sentences.append((finish(line.text), line.segments))
        last = line.candidate.segment
    return sentences


def _verified(
    summary: Sequence[SummarySentence], evidence: Evidence, title: str, options: BriefOptions
) -> list[CitedSentence]:
    """Returns the sentences that a model wrote, with citations; none where the article does not support one of them."""
    sentences: list[CitedSentence] = []
    room = options.max_words
    for one in summary[: options.max_sentences]:
        text = finish(compress(" ".join(one.text.split())).text)
        segments = evidence.support(text)
        if evidence.doubts(text, segments):
            return []
        room -= len(text.split())
        if room >= 0 and not repeats(title, text):
            sentences.append((text, segments))
    return sentences


def _lead(sentences: Sequence[str], options: BriefOptions) -> list[SummarySentence]:
    """Returns the first sentence, and those after it that fit."""
    room = options.max_words
    chosen: list[SummarySentence] = []
    for position, sentence in enumerate(sentences[: options.max_sentences]):
        room -= len(sentence.split())
        if chosen and room < 0:
            break
        chosen.append(SummarySentence(text=sentence, support=(position,)))
    return chosen
