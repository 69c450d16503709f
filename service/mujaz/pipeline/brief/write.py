"""Writes the brief of one article."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mujaz.engines.base import SummaryEngine, SummarySentence
from mujaz.errors import InvalidInput
from mujaz.pipeline.brief.candidates import Candidate, find_candidates, most_trusted, repeats
from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.faithfulness import Evidence
from mujaz.types import Brief, BriefMethod, BriefOptions, Citation, Segment, Span, Translation

_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LOOSE_END = re.compile(r"[\s,;:–—-]+$")


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

    What a model wrote in its own words is checked against the article, and replaced as a whole where one sentence of
    it fails: `Brief.method` says which of the two it is.

    Args:
        title: Its English title; never repeated in the brief. May be empty.
        translation: Its English body.
        engine: What summarises.
        options: Limits of the brief.
        source: The Arabic body that the segments' source spans are into.
        fallback: What chooses sentences where `engine` writes them and fails; by default the first ones are taken.

    Returns:
        The brief, or None where the translation has nothing to say: no letter and no digit.

    Raises:
        EngineError: The engine failed.
    """
    candidates = find_candidates(title, translation)
    if not candidates:
        return None
    # A brief is shorter than its article: of two sentences it gives one.
    most = max(1, min(options.max_sentences, len(candidates) - 1))
    options = replace(options, max_sentences=most)
    candidates = most_trusted(candidates, translation.segments, enough=most)
    sentences = [candidate.text for candidate in candidates]
    if engine.method is BriefMethod.EXTRACTIVE:
        return _extract(engine.summarize(title, sentences, options), candidates, translation)
    if len(sentences) > 1:
        written = engine.summarize(title, sentences, options)
        brief = _verified(written, Evidence(title, translation, source), title, options)
        if brief is not None and len(brief.text) < len(translation.text):
            return brief
    summary = fallback.summarize(title, sentences, options) if fallback else _lead(sentences, options)
    return _extract(summary, candidates, translation)


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
        options: Limits of the brief.
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


def _extract(summary: Sequence[SummarySentence], candidates: Sequence[Candidate], translation: Translation) -> Brief:
    sentences: list[tuple[str, tuple[int, ...]]] = []
    last = -1  # the article's first sentence follows on nothing
    for one in summary:
        segments = tuple(candidates[position].segment for position in one.support)
        sentences.append((finish(clean(one.text, follows=segments[0] == last + 1)), segments))
        last = segments[-1]
    # Full stops that were added can make up for the sentence that was left out.
    while len(sentences) > 1 and sum(len(text) + 1 for text, _ in sentences) > len(translation.text):
        sentences.pop()
    return join(sentences, BriefMethod.EXTRACTIVE)


def _verified(
    summary: Sequence[SummarySentence], evidence: Evidence, title: str, options: BriefOptions
) -> Brief | None:
    """The brief as a model wrote it, with its citations; None where a sentence says what the article does not."""
    sentences: list[tuple[str, tuple[int, ...]]] = []
    room = options.max_words
    for one in summary[: options.max_sentences]:
        text = finish(" ".join(one.text.split()))
        segments = evidence.support(text)
        if evidence.doubts(text, segments):
            return None
        room -= len(text.split())
        if room >= 0 and not repeats(title, text):
            sentences.append((text, segments))
    return join(sentences, BriefMethod.ABSTRACTIVE) if sentences else None


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


def join(sentences: Sequence[tuple[str, tuple[int, ...]]], method: BriefMethod) -> Brief:
    """Sets sentences one after another, each cited by the segments given with it."""
    citations: list[Citation] = []
    start = 0
    for text, segments in sentences:
        citations.append(Citation(brief=Span(start, start + len(text)), segments=segments))
        start += len(text) + 1
    return Brief(text=" ".join(text for text, _ in sentences), method=method, citations=tuple(citations))


def finish(sentence: str) -> str:
    """Gives a sentence its capital letter and, where it has no end mark, its full stop."""
    sentence = sentence[:1].upper() + sentence[1:]
    return sentence if _END.search(sentence) else _LOOSE_END.sub("", sentence) + "."
