"""One attempt at translating a segment: what the model made of its chunks, joined and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mujaz.pipeline import guards
from mujaz.pipeline.join import join, mean_log_prob
from mujaz.pipeline.names import put_right
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.types import AppliedTerm, Finding, FindingKind, Hypothesis, Severity

LOST_MARKS = 0.1
"""What lost quotation marks add to `badness`, where a warning is 1: of attempts that are otherwise equally good, the
one with the marks is kept. Measured: docs/evidence.md."""

MOST_ALTERNATIVES = 12
"""At most this many alternatives are judged per segment, as many as four parts have. Each costs a check of the whole
segment: without a limit, a sentence of a hundred parts would take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came out for one segment.

    Args:
        segment: The segment as it was cut for this attempt.
        hypotheses: The model's, one for each chunk; none where there was nothing to translate.
        target: The translation, on one line.
        findings: What may be wrong with it, as spans into the normalised source and `target`.
        badness: How bad that is; of several attempts the least bad one is kept.
        needs_retry: Whether another way of decoding may give something better.
        lacks_marks: Whether quotation marks are lost, which the search's runners-up may have.
        terms: Which terms of a glossary it uses, with spans as in `findings`.
        notes: Of `findings`, what is known of how the hypotheses were made; it stays when they are judged anew.
    """

    segment: PreparedSegment
    hypotheses: tuple[Hypothesis, ...]
    target: str
    findings: tuple[Finding, ...] = ()
    badness: float = 0.0
    needs_retry: bool = False
    lacks_marks: bool = False
    terms: tuple[AppliedTerm, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def log_prob(self) -> float:
        """Mean log probability of a target piece; 0 where the model was not asked."""
        return mean_log_prob(self.hypotheses) if self.hypotheses else 0.0


def judge_best(
    segment: PreparedSegment,
    hypotheses: Sequence[Hypothesis],
    notes: tuple[Finding, ...] = (),
) -> Steps[Attempt]:
    """The least bad attempt that the search has found, looking no further than its best where that looks right.

    Args:
        segment: The segment as it was cut.
        hypotheses: One for each of its chunks, each with its alternatives.
        notes: As in `Attempt`.
    """
    best = judge(segment, hypotheses, notes)
    found = ((position, other) for position, one in enumerate(hypotheses) for other in one.alternatives)
    for position, alternative in islice(found, MOST_ALTERNATIVES):
        if not best.needs_retry and not best.lacks_marks:
            break
        if not best.needs_retry and guards.count_marks(alternative.text) == guards.count_marks(
            best.hypotheses[position].text
        ):
            continue
        yield PAUSE
        others = (*best.hypotheses[:position], alternative, *best.hypotheses[position + 1 :])
        best = min(best, judge(segment, others, notes), key=lambda attempt: attempt.badness)
    return best


def judge(
    segment: PreparedSegment,
    hypotheses: Sequence[Hypothesis],
    notes: tuple[Finding, ...] = (),
) -> Attempt:
    """Joins the hypotheses of one segment and looks for faults; mends what is sure to be right then.

    Args:
        segment: The segment as it was cut.
        hypotheses: One for each of its chunks.
        notes: As in `Attempt`. They are no part of how bad it is: a number that may stand in the wrong place is better
            than none.
    """
    if not hypotheses:
        return _pass_through(segment)
    whole = join(hypotheses, [part.of(segment.normalized.text) for part in segment.parts])
    target = " ".join(segment.framed(whole.text).split())  # a line of the target stands for a line of the source
    target = put_right(segment, target)
    pair = guards.Pair(segment.reading, guards.Target(target), whole)
    mended: list[Finding] = []
    if copied := guards.repair_verbatim(pair):
        pair = copied.pair
        mended += copied.findings
    pair = guards.mark_hashtags(pair)
    faults = guards.find_faults(pair)
    if counted := guards.repair_number(pair, faults):
        pair = counted.pair
        faults = guards.find_faults(pair)
        mended += counted.findings
    quotations = guards.find_quotations(pair)
    return Attempt(
        segment=segment,
        hypotheses=tuple(hypotheses),
        target=pair.target.text,
        findings=(*notes, *faults, *quotations, *mended),
        badness=guards.badness(faults, whole) + LOST_MARKS * bool(quotations),
        needs_retry=guards.needs_retry(faults),
        lacks_marks=bool(quotations),
        notes=notes,
    )


_NOT_ARABIC = "This is not Arabic; it was left as it is."


def _pass_through(segment: PreparedSegment) -> Attempt:
    if not any(sign.isalpha() for sign in segment.normalized.text):
        return Attempt(segment=segment, hypotheses=(), target=segment.normalized.text)
    other = segment.language
    finding = Finding(
        kind=FindingKind.NOT_ARABIC,
        severity=Severity.WARNING if other else Severity.INFO,
        message=f"This is {other}, not Arabic; it was left as it is." if other else _NOT_ARABIC,
    )
    return Attempt(segment=segment, hypotheses=(), target=segment.normalized.source, findings=(finding,))
