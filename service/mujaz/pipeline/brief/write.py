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
"""Words for which one more sentence is looked for: a shorter one says little."""


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

    A headline is always made of a sentence of the article. What a model wrote in its own words is checked against the
    article. Where one sentence fails it is asked once more, about the first half, and if that fails as well, or the
    model does, the brief is made of sentences of the article: `Brief.method` says which of the two it is.

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
    trust = Trust(translation, [candidate.segment for candidate in candidates], source)
    chooser = fallback if engine.method is BriefMethod.ABSTRACTIVE else engine
    if options.style is BriefStyle.HEADLINE:
        return _write_headline(title, candidates, translation, chooser, options, trust, source)
    # A brief is shorter than its article: of two sentences it gives one.
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
    # Full stops that were added can make up for the sentence that was left out, and a sentence may be longer behind the
    # one before it than alone.
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


def _write_headline(
    title: str,
    candidates: Sequence[Candidate],
    translation: Translation,
    chooser: SummaryEngine | None,
    options: BriefOptions,
    trust: Trust,
    source: str,
) -> Brief:
    """The sentence with most news in at most 12 words."""
    lines = Lines(translation, min(options.max_words, HEADLINE_WORDS), source, is_headline=True)
    left = headline_lines([lines.of(candidate) for candidate in candidates], trust)
    options = replace(options, max_sentences=1, max_words=max(len(line.candidate.text) for line in left))
    texts = [line.candidate.text for line in left]
    (one,) = chooser.summarize(title, texts, options) if chooser else _lead(texts, options)
    line = left[one.support[0]]
    return lay_out([(finish(line.text), line.segments)], BriefMethod.EXTRACTIVE, BriefStyle.HEADLINE, trust)


def _write_freely(
    engine: SummaryEngine,
    lines: Sequence[Line],
    evidence: Evidence,
    title: str,
    options: BriefOptions,
    trust: Trust,
) -> Brief | None:
    """What a model writes, where all of it stands in the article; None where it does not, or the model fails."""
    # Asked again, a model says the same again; of the first half it writes something else.
    for part in (lines, lines[: (len(lines) + 1) // 2]):
        try:
            summary = engine.summarize(title, [line.candidate.text for line in part], options)
        except EngineError as error:  # an article whose brief fails is translated all the same
            _log.warning("the summary model failed (%s); the brief is made of the article's sentences", error.reason)
            return None
        sentences = _verified(summary, evidence, title, options)
        if sentences:
            return lay_out(sentences, BriefMethod.ABSTRACTIVE, options.style, trust)
    return None


def _filled(chosen: Sequence[Line], best: Sequence[Line], lines: Lines, room: int) -> list[Line]:
    """What was chosen, and the one more sentence whose shorter cut fills best the room that is left; in order."""
    known = {line.candidate.segment for line in chosen}
    said = set(content_stems(" ".join(line.text for line in chosen)))
    cut = [lines.of(line.candidate, room) for line in best if line.candidate.segment not in known]
    new = [line for line in cut if line.is_fit and len(line.text.split()) <= room and _is_new(line.text, said)]
    added = [max(new, key=lambda line: len(line.text.split()))] if new else []
    return sorted([*chosen, *added], key=lambda line: line.candidate.segment)


def _is_new(text: str, said: set[str]) -> bool:
    """Whether half of what a sentence speaks of was not said."""
    stems = set(content_stems(text))
    return len(stems & said) <= 0.5 * len(stems)


def _extracted(lines: Sequence[Line]) -> list[CitedSentence]:
    """What an engine chose, made fit to stand together."""
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
    """What a model wrote, with its citations; nothing where one sentence says what the article does not."""
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
    """The first sentence, and those after it that fit."""
    room = options.max_words
    chosen: list[SummarySentence] = []
    for position, sentence in enumerate(sentences[: options.max_sentences]):
        room -= len(sentence.split())
        if chosen and room < 0:
            break
        chosen.append(SummarySentence(text=sentence, support=(position,)))
    return chosen
