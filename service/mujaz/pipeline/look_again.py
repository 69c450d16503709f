"""Translates segments again with more of their words shown in English, where the model guessed.

Words of the reserve are mostly known to the model, so showing them always does harm. Where it guesses about where such
a word belongs and says none of it, it mostly did not know it there. The second translation is kept if the model is
surer of it, or doubted what it replaces; docs/decisions/0020-second-look.md has what a reader and the development sets
say.
"""

from collections.abc import Sequence

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import LOST_MARKS, Attempt
from mujaz.pipeline.doubts import DOUBTFUL, find_doubts, vanished_probability
from mujaz.pipeline.prepare import PreparedSegment, with_names
from mujaz.pipeline.retries import Retry
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.translate import decode_and_judge
from mujaz.text.arabic import words_of
from mujaz.text.dictionary import find_reserve
from mujaz.text.glossary import TermMatcher, match_terms
from mujaz.text.proper_names import foreign_names
from mujaz.text.words import content_stems
from mujaz.types import DecodingOptions, Doubt, Span

GUESSED = 0.3
"""A word is guessed if its least likely token has less than this probability."""

NEAR = 4
"""A word is shown if one within so many words of its place in the translation is guessed. Of 33 newspaper segments
where none was, 7 got better by what they were shown and 18 worse."""

DOUBTED_COUNTS = 0.2
"""What doubt about the words that a second translation replaces counts, beside what the model gains in log probability
for each token. Of 118 second translations of newspaper segments, 47 of those kept with it are better and 8 worse;
without it, 46 and 12."""

LEAST_PIECES = 3
"""A word that looks like a foreign name is shown if the model has so many pieces for it. Words with fewer it has seen:
of 34 newspaper segments where only such were shown, 1 got better and 29 worse."""


def look_again(
    segments: Sequence[PreparedSegment],
    attempts: Sequence[Attempt],
    matchers: Sequence[TermMatcher],
    engine: TranslationEngine,
    options: DecodingOptions,
    stopwatch: Stopwatch,
) -> Steps[list[Attempt]]:
    """Translates segments again with words of the reserve where the model guessed instead of saying them.

    Args:
        segments: The segments, with their names.
        attempts: The translation of each.
        matchers: The glossaries of callers. Their terms take precedence.
        engine: The model, for its tokenizer. The caller of these steps runs it.
        options: The decoding options of the first attempts.
        stopwatch: Measures the time for checks.

    Returns:
        The better attempt for each segment, in order.
    """
    best, again = list(attempts), []
    with stopwatch.stage("check_ms"):
        for position, (segment, attempt) in enumerate(zip(segments, attempts, strict=True)):
            guessed = [doubt for doubt in find_doubts(attempt) if doubt.probability < GUESSED]
            shown = _with_more(segment, attempt, guessed, matchers, engine) if guessed else None
            if shown is not None:
                again.append((position, Retry(segment=shown, parts=shown.chunks, options=options)))
            yield PAUSE
    others = yield from decode_and_judge([retry for _, retry in again], stopwatch)
    with stopwatch.stage("check_ms"):
        for (position, _), other in zip(again, others, strict=True):
            if _is_better(other, best[position]):
                best[position] = other
            yield PAUSE
    return best


def _is_better(other: Attempt, first: Attempt) -> bool:
    """Returns whether a second translation is better: surer as a whole, or in place of words that were doubted."""
    if other.penalty > first.penalty + LOST_MARKS / 2:  # more than probability alone makes: a fault, or lost marks
        return False
    doubted = DOUBTFUL - vanished_probability(first, other)
    return other.log_prob - first.log_prob + DOUBTED_COUNTS * doubted > 0


def _with_more(
    segment: PreparedSegment,
    attempt: Attempt,
    guessed: Sequence[Doubt],
    matchers: Sequence[TermMatcher],
    engine: TranslationEngine,
) -> PreparedSegment | None:
    """Returns the segment with words of the reserve, and with words that look like foreign names.

    Nothing is returned where the translation says all of them, or is not guessed where they belong.
    """
    if not segment.parts:
        return None
    text = segment.normalized.text
    words = words_of(text)
    terms = [term.span for term in match_terms(text, matchers, words)] if matchers else []
    said = set(content_stems(attempt.target))
    taken = [*(name.span for name in segment.names), *terms]
    reserve = find_reserve(text, words, taken)
    foreign = [
        name
        for name in foreign_names(text, words, [*taken, *(name.span for name in reserve)])
        if len(engine.encode(name.arabic)) >= LEAST_PIECES
    ]
    places = [_place(doubt.target, attempt.target) for doubt in guessed]
    near = NEAR / len(attempt.target.split())
    unsaid = [
        name
        for name in (*reserve, *foreign)
        if any(abs(place - _place(name.span, text)) <= near for place in places)
        and said.isdisjoint(content_stems(name.english))
    ]
    if not unsaid:
        return None
    shown = with_names(segment, tuple(sorted((*segment.names, *unsaid), key=lambda name: name.span)), engine)
    return shown if shown.chunks and shown.names else None  # without names, none of them could be shown


def _place(span: Span, text: str) -> float:
    """Returns the middle of a span, from 0 at the beginning of a text to 1 at its end."""
    return (span.start + span.end) / 2 / len(text)
