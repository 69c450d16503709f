"""Translates prepared segments, checks each against its source, and tries again where a translation looks wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.attempts import Attempt, judge_best
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.pipeline.retries import Retry, retries
from mujaz.pipeline.steps import PAUSE, DecodeRequest, Steps
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.types import Chunk, DecodingOptions, Hypothesis


def translate(
    segments: Sequence[PreparedSegment],
    engine: TranslationEngine,
    options: DecodingOptions,
    *,
    max_retries: int,
    stopwatch: Stopwatch,
) -> Steps[list[Attempt]]:
    """Translates segments together.

    Args:
        segments: The prepared segments of one or several texts.
        engine: The model, for its tokenizer. The caller of these steps runs the model.
        options: The decoding options of the first attempts.
        max_retries: The number of rounds in which segments that look wrong are translated again.
        stopwatch: Measures the time for checks.

    Returns:
        The best attempt for each segment, in order.
    """
    first = [Retry(segment=segment, parts=segment.chunks, options=options) for segment in segments]
    best = yield from decode_and_judge(first, stopwatch)
    for round_number in range(max_retries):
        again = []
        with stopwatch.stage("check_ms"):
            for position, attempt in enumerate(best):
                if attempt.needs_retry:
                    ways = retries(attempt, engine, options, round_number=round_number)
                    again += [(position, way) for way in ways]
                    yield PAUSE
        if not again:
            break
        attempts = yield from decode_and_judge([retry for _, retry in again], stopwatch)
        for (position, _), attempt in zip(again, attempts, strict=True):
            best[position] = min(best[position], attempt, key=lambda attempt: attempt.penalty)
    return best


def decode_and_judge(retries: Sequence[Retry], stopwatch: Stopwatch) -> Steps[list[Attempt]]:
    """Decodes the chunks of all retries, with one request for each set of decoding options, and judges the results."""
    wanted: dict[DecodingOptions, list[Chunk]] = {}
    for retry in retries:
        wanted.setdefault(retry.options, []).extend(part for part in retry.parts if isinstance(part, Chunk))
    answers = {}
    for options, chunks in wanted.items():
        hypotheses = (yield DecodeRequest(chunks=tuple(chunks), options=options)) if chunks else []
        answers[options] = iter(hypotheses)
    judged = []
    with stopwatch.stage("check_ms"):
        for retry in retries:
            judged.append((yield from _judged(retry, answers[retry.options])))
            yield PAUSE
    return judged


def _judged(retry: Retry, answers: Iterator[Hypothesis]) -> Steps[Attempt]:
    """Takes the hypotheses for the chunks of one retry from the answers, and judges them."""
    # The alternatives of hypotheses that are kept were judged before.
    hypotheses = [
        replace(part, alternatives=()) if isinstance(part, Hypothesis) else next(answers) for part in retry.parts
    ]
    return (yield from judge_best(retry.segment, hypotheses, retry.notes))
