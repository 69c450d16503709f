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
"""Chunks with fewer tokens are not cut, as their parts would not be clauses."""
_FORCED_PLACES = (-1 / 6, 0.0, 1 / 4)
"""Where a number that was left out is tried: offsets from its relative position in the source, as shares of the
hypothesis. More places did not help: docs/evidence.md."""

_MOST_FORCED = 4
"""Numbers are tried in at most this many parts of a segment in one round. The least bad result is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """Another way of translating a segment.

    Args:
        segment: The segment, perhaps cut into other chunks.
        parts: For each of its chunks, the chunk to decode or the hypothesis to keep.
        options: The decoding options.
        notes: Findings about this way of translating. The result has them whatever else is found.
    """

    segment: PreparedSegment
    parts: tuple[Chunk | Hypothesis, ...]
    options: DecodingOptions
    notes: tuple[Finding, ...] = ()


def retries(attempt: Attempt, engine: TranslationEngine, options: DecodingOptions, *, round_number: int) -> list[Retry]:
    """Returns the ways to try in one round. The least bad result may replace the attempt.

    Except where repetitions are forbidden, the decoding options are those of the first attempts, so that both share
    batches.

    Args:
        attempt: The attempt that looks wrong.
        engine: The model, for its tokenizer.
        options: The decoding options of the first attempt.
        round_number: Counted from 0. Even and odd rounds try different ways first.
    """
    segment = attempt.segment
    if round_number % 2 == 0:
        # Words that were dropped, repeated or changed in a long sentence are mostly right when it is translated in
        # parts. This helps more often than forbidding repetitions, and takes less time (docs/evidence.md).
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
    """Returns the parts to cut: those that look wrong by themselves, or else all. Short parts are never cut."""
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
    """Forces a number that the model left out or changed into the hypothesis, at each place where it may belong.

    The model continues after the number, so the words that follow fit it, as they would not after an insertion.
    """
    if not any(_is_fault(finding, FindingKind.NUMBER) for finding in attempt.findings):
        return
    segment = attempt.segment
    for number, missing, added in islice(_lost_numbers(attempt), _MOST_FORCED):
        part, target = segment.parts[number], attempt.hypotheses[number].text
        notes = (*attempt.notes, _forced_number(missing, part.start))
        for beginning in _beginnings(part.of(segment.normalized.text), target, missing, added):
            parts: list[Chunk | Hypothesis] = list(attempt.hypotheses)
            parts[number] = replace(segment.chunks[number], prefix=engine.encode_target(beginning))
            yield Retry(segment=segment, parts=tuple(parts), options=options, notes=notes)


def _lost_numbers(attempt: Attempt) -> Iterator[tuple[int, Quantity, tuple[Quantity, ...]]]:
    """Yields the position of each part that lacks a number, its first missing number, and the numbers added instead."""
    segment = attempt.segment
    for number, (part, hypothesis) in enumerate(zip(segment.parts, attempt.hypotheses, strict=True)):
        matching = Pair.of(part.of(segment.normalized.text), hypothesis.text).matching
        missing = next((quantity for quantity in matching.missing if quantity.certain), None)
        if missing is not None:
            yield number, missing, matching.added


def _beginnings(source: str, target: str, missing: Quantity, added: Iterable[Quantity]) -> list[str]:
    """Returns the beginnings of a translation, each with the missing number at its end.

    None puts the number beside another one: "64 2 schools" would have a third number.
    """
    number = _written(missing)
    same_kind = [quantity for quantity in added if quantity.kind is missing.kind]
    if same_kind:
        return [f"{target[: same_kind[0].span.start]}{number}"]
    words = target.split()
    expected = missing.span.start / len(source)
    places = {min(max(round((expected + shift) * len(words)), 0), len(words)) for shift in _FORCED_PLACES}
    return [
        " ".join([*words[:place], number])
        for place in sorted(places)
        if not any(map(str.isdigit, "".join(words[max(place - 1, 0) : place + 1])))
    ]


def _forced_number(missing: Quantity, offset: int) -> Finding:
    return Finding(
        kind=FindingKind.NUMBER,
        severity=Severity.WARNING,
        message=f"The model left out {missing} or changed it. It was put in, and may belong elsewhere in the sentence.",
        source=missing.span.shift(offset),
    )


def _written(quantity: Quantity) -> str:
    """Writes a quantity in English, without its currency, which the model adds itself."""
    return str(replace(quantity, kind=Kind.CARDINAL)) if quantity.kind is Kind.MONEY else str(quantity)
