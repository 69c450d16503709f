"""Translates segments that the model is unsure of again, with more of their words shown in English.

Words of the reserve are mostly known to the model, so showing them always does harm. Where it doubts its translation
and says none of such a word, it mostly did not know it there. Of the two translations the one with the higher
confidence is kept; docs/decisions/0020-second-look.md has what a reader and the development sets say.
"""

from collections.abc import Sequence

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.confidence import confidence_in
from mujaz.pipeline.doubts import find_doubts
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
from mujaz.types import DecodingOptions, Doubt

SURER = 0.02
"""By so much the confidence must rise. Of 35 newspaper segments where it rose at all, 22 got better and 9 worse; of 38
where it fell, 8 and 20."""

GUESSED = 0.2
"""A segment with a word that has less of the model's probability is looked at again whatever its confidence: short ones
may be sure of all but one word, "crack" for rust."""


def look_again(
    segments: Sequence[PreparedSegment],
    attempts: Sequence[Attempt],
    matchers: Sequence[TermMatcher],
    engine: TranslationEngine,
    options: DecodingOptions,
    *,
    below: float,
    stopwatch: Stopwatch,
) -> Steps[list[Attempt]]:
    """Translates doubtful segments again with words of the reserve that their translation does not say.

    Args:
        segments: The segments, with their names.
        attempts: The translation of each.
        matchers: The glossaries of callers. Their terms take precedence.
        engine: The model, for its tokenizer and its calibration. The caller of these steps runs it.
        options: The decoding options of the first attempts.
        below: Segments with a lower confidence are translated again, and unless it is 0, those with a guessed word.
        stopwatch: Measures the time for checks.

    Returns:
        The better attempt for each segment, in order.
    """
    best, again = list(attempts), []
    if not below:
        return best
    with stopwatch.stage("check_ms"):
        for position, (segment, attempt) in enumerate(zip(segments, attempts, strict=True)):
            doubts = find_doubts(attempt)
            before = _confidence(attempt, doubts, engine)
            tried = before < below or any(doubt.probability < GUESSED for doubt in doubts)
            shown = _with_more(segment, attempt, matchers, engine) if doubts and tried else None
            if shown is not None:
                again.append((position, before, Retry(segment=shown, parts=shown.chunks, options=options)))
            yield PAUSE
    others = yield from decode_and_judge([retry for _, _, retry in again], stopwatch)
    for (position, before, _), other in zip(again, others, strict=True):
        surer = _confidence(other, find_doubts(other), engine) > before + SURER
        if surer and other.penalty <= best[position].penalty:
            best[position] = other
    return best


def _confidence(attempt: Attempt, doubts: Sequence[Doubt], engine: TranslationEngine) -> float:
    return confidence_in(attempt, attempt.findings, doubts, engine.model.calibration)


def _with_more(
    segment: PreparedSegment, attempt: Attempt, matchers: Sequence[TermMatcher], engine: TranslationEngine
) -> PreparedSegment | None:
    """Returns the segment with words of the reserve, and with words that look like foreign names.

    Nothing is returned where the translation says all of them.
    """
    if not segment.parts:
        return None
    text = segment.normalized.text
    words = words_of(text)
    terms = [term.span for term in match_terms(text, matchers, words)] if matchers else []
    said = set(content_stems(attempt.target))
    taken = [*(name.span for name in segment.names), *terms]
    reserve = find_reserve(text, words, taken)
    foreign = foreign_names(text, words, [*taken, *(name.span for name in reserve)])
    unsaid = [name for name in (*reserve, *foreign) if said.isdisjoint(content_stems(name.english))]
    if not unsaid:
        return None
    shown = with_names(segment, tuple(sorted((*segment.names, *unsaid), key=lambda name: name.span)), engine)
    return shown if shown.chunks and shown.names else None  # without names, none of them could be shown
