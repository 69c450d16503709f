"""Other ways of translating a segment whose first translation looks wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.guards import Pair, find_faults, needs_retry
from mujaz.pipeline.prepare import PreparedSegment, cut_smaller
from mujaz.text.quantities import Kind, Quantity
from mujaz.types import Chunk, DecodingOptions, Finding, FindingKind, Hypothesis, Severity, Span

_MIN_CUT_TOKENS = 12
"""Shorter chunks are not cut: what is left would be no clause."""
_FORCED_PLACES = (-1 / 6, 0.0, 1 / 4)
"""Where a number that was left out is tried, from its place in the source, in shares of the hypothesis. More places
found nothing better: docs/evidence.md."""

_MOST_FORCED = 4
"""Parts of a segment in which that is tried at once; of what comes of it one is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """One more way of translating a segment.

    Args:
        segment: The segment, perhaps cut otherwise.
        parts: For each of its chunks the chunk to decode, or the hypothesis that is kept.
        options: How to search.
        notes: What the reader must know of a translation that is made so, whatever else is found.
    """

    segment: PreparedSegment
    parts: tuple[Chunk | Hypothesis, ...]
    options: DecodingOptions
    notes: tuple[Finding, ...] = ()


def retries(attempt: Attempt, engine: TranslationEngine, options: DecodingOptions, *, round_number: int) -> list[Retry]:
    """The ways to try in one round; the least bad of their results may take the attempt's place.

    All but what may not repeat itself is searched for as at first, so that it goes into the batches of first tries.

    Args:
        attempt: What looks wrong.
        engine: The model, for its pieces.
        options: How was searched at first.
        round_number: From 0; later rounds try other ways.
    """
    segment = attempt.segment
    if round_number % 2 == 0:
        # What was dropped, doubled or changed in a long sentence mostly comes right in parts, more often than by
        # forbidding repetitions first, and sooner (docs/evidence.md).
        doubtful = _doubtful_parts(attempt)
        if doubtful:
            smaller = cut_smaller(segment, doubtful, engine)
            kept = dict(zip(segment.parts, attempt.hypotheses, strict=True))
            parts = [kept.get(span, chunk) for span, chunk in zip(smaller.parts, smaller.chunks, strict=True)]
            notes = tuple(note for note in attempt.notes if not any(_is_within(note, span) for span in doubtful))
            return [Retry(segment=smaller, parts=tuple(parts), options=options, notes=notes)]
    forced = list(_force_number(attempt, engine, options))
    if forced:
        return forced
    if not any(_is_fault(finding, FindingKind.REPETITION) for finding in attempt.findings):
        return []
    unlooped = replace(options, no_repeat_ngram_size=3, repetition_penalty=1.1)
    return [Retry(segment=segment, parts=segment.chunks, options=unlooped)]


def _is_fault(finding: Finding, kind: FindingKind) -> bool:
    return finding.kind is kind and finding.severity is not Severity.INFO


def _is_within(note: Finding, part: Span) -> bool:
    return note.source is not None and part.start <= note.source.start < part.end


def _doubtful_parts(attempt: Attempt) -> set[Span]:
    """The parts of an attempt to be cut: those that look wrong by themselves, or else all; none that are short."""
    segment, text = attempt.segment, attempt.segment.normalized.text
    long = {
        span: hypothesis
        for span, chunk, hypothesis in zip(segment.parts, segment.chunks, attempt.hypotheses, strict=True)
        if len(chunk.pieces) >= _MIN_CUT_TOKENS
    }
    if len(segment.parts) == 1:
        return set(long)
    wrong = {
        span for span, hypothesis in long.items() if needs_retry(find_faults(Pair.of(span.of(text), hypothesis.text)))
    }
    return wrong or set(long)


def _force_number(attempt: Attempt, engine: TranslationEngine, options: DecodingOptions) -> Iterator[Retry]:
    """Makes the model go on after a number that it left out or changed, at each place where it may belong.

    A hypothesis that is made to contain the number fits its words to it, which an insertion afterwards would not.
    """
    if not any(_is_fault(finding, FindingKind.NUMBER) for finding in attempt.findings):
        return
    segment = attempt.segment
    for number, missing, added in islice(_lost_numbers(attempt), _MOST_FORCED):
        part, target = segment.parts[number], attempt.hypotheses[number].text
        notes = (*attempt.notes, _put_in(missing, part.start))
        for beginning in _beginnings(part.of(segment.normalized.text), target, missing, added):
            parts: list[Chunk | Hypothesis] = list(attempt.hypotheses)
            parts[number] = replace(segment.chunks[number], prefix=engine.encode_target(beginning))
            yield Retry(segment=segment, parts=tuple(parts), options=options, notes=notes)


def _lost_numbers(attempt: Attempt) -> Iterator[tuple[int, Quantity, tuple[Quantity, ...]]]:
    """The parts that lack a number: which part, the first number that it lacks, and those that it has instead."""
    segment = attempt.segment
    for number, (part, hypothesis) in enumerate(zip(segment.parts, attempt.hypotheses, strict=True)):
        matching = Pair.of(part.of(segment.normalized.text), hypothesis.text).matching
        missing = next((quantity for quantity in matching.missing if quantity.certain), None)
        if missing is not None:
            yield number, missing, matching.added


def _beginnings(source: str, target: str, missing: Quantity, added: Iterable[Quantity]) -> list[str]:
    """Beginnings of a translation that have a number which the whole of it lacks.

    None stands beside another number: "64 2 schools" would be a third one.
    """
    number = _written(missing)
    alike = [quantity for quantity in added if quantity.kind is missing.kind]
    if alike:
        return [f"{target[: alike[0].span.start]}{number}"]
    words = target.split()
    expected = missing.span.start / len(source)
    places = {min(max(round((expected + shift) * len(words)), 0), len(words)) for shift in _FORCED_PLACES}
    return [
        " ".join([*words[:place], number])
        for place in sorted(places)
        if not any(map(str.isdigit, "".join(words[max(place - 1, 0) : place + 1])))
    ]


def _put_in(missing: Quantity, offset: int) -> Finding:
    return Finding(
        kind=FindingKind.NUMBER,
        severity=Severity.WARNING,
        message=f"The model left out {missing} or changed it. It was put in, and may belong elsewhere in the sentence.",
        source=missing.span.shift(offset),
    )


def _written(quantity: Quantity) -> str:
    """A quantity in English, up to where the model knows better how to go on: it adds the currency itself."""
    return str(replace(quantity, kind=Kind.CARDINAL)) if quantity.kind is Kind.MONEY else str(quantity)
