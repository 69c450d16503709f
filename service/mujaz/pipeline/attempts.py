"""One attempt at translating a segment: the hypotheses for its chunks, joined and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from mujaz.pipeline import guards
from mujaz.pipeline.join import join, mean_log_prob
from mujaz.pipeline.names import restore_names
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.pipeline.slips import mend_by_source, mend_slips
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.text.marks import in_english_marks
from mujaz.types import AppliedTerm, Finding, FindingKind, Hypothesis, Severity

LOST_MARKS = 0.1
"""Added to `penalty` for lost quotation marks; a warning adds 1. Of attempts that are otherwise equally good, the one
with the marks is kept. Measured: docs/evidence.md."""

MOST_ALTERNATIVES = 12
"""At most this many alternatives are judged per segment, which is what four parts have. Judging one checks the whole
segment: without a limit, a sentence of a hundred parts would take minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A translation of one segment, checked.

    Args:
        segment: The segment, cut into chunks as for this attempt.
        hypotheses: The model's hypothesis for each chunk. Empty where there was nothing to translate.
        target: The translation, on one line.
        findings: What may be wrong with the translation, with spans into the normalised source and `target`.
        penalty: A score for the findings, higher for worse. Of several attempts, the one with the lowest is kept.
        needs_retry: Whether another way of decoding may give a better translation.
        lacks_marks: Whether quotation marks are lost. Other hypotheses of the same search may have them.
        terms: The glossary terms that the translation uses, with spans as in `findings`.
        notes: The findings about how the hypotheses were made. They are part of `findings`, and kept when the
            hypotheses are judged again.
    """

    segment: PreparedSegment
    hypotheses: tuple[Hypothesis, ...]
    target: str
    findings: tuple[Finding, ...] = ()
    penalty: float = 0.0
    needs_retry: bool = False
    lacks_marks: bool = False
    terms: tuple[AppliedTerm, ...] = ()
    notes: tuple[Finding, ...] = ()

    @property
    def log_prob(self) -> float:
        """Mean log probability of a target token; 0 where there was nothing to translate."""
        return mean_log_prob(self.hypotheses) if self.hypotheses else 0.0


def judge_best(
    segment: PreparedSegment,
    hypotheses: Sequence[Hypothesis],
    notes: tuple[Finding, ...] = (),
) -> Steps[Attempt]:
    """Judges the best hypotheses and, where they look wrong, their alternatives; returns the least bad attempt.

    Args:
        segment: The segment, cut into chunks.
        hypotheses: One for each chunk, with its alternatives.
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
        best = min(best, judge(segment, others, notes), key=lambda attempt: attempt.penalty)
    return best


def judge(
    segment: PreparedSegment,
    hypotheses: Sequence[Hypothesis],
    notes: tuple[Finding, ...] = (),
) -> Attempt:
    """Joins the hypotheses of one segment, repairs what can be repaired for certain, and looks for faults.

    Args:
        segment: The segment, cut into chunks.
        hypotheses: One for each chunk.
        notes: As in `Attempt`. They do not count towards `penalty`: a number that may be in the wrong place is better
            than no number.
    """
    if not hypotheses:
        return _pass_through(segment)
    whole = join(hypotheses, [part.of(segment.normalized.text) for part in segment.parts])
    target = " ".join(segment.framed(whole.text).split())  # on one line, as the target has the lines of the source
    target = mend_by_source(segment.normalized.text, mend_slips(target))
    target = guards.drop_doubles(segment.reading, target, [name.english for name in segment.names])
    target = restore_names(segment, target)
    pair = guards.Pair(segment.reading, guards.Target(target), whole)
    repairs: list[Finding] = []
    if copied := guards.repair_verbatim(pair):
        pair = copied.pair
        repairs += copied.findings
    pair = guards.mark_hashtags(pair)
    faults = guards.find_faults(pair)
    if counted := guards.repair_number(pair, faults):
        pair = counted.pair
        faults = guards.find_faults(pair)
        repairs += counted.findings
    quotations = guards.find_quotations(pair)
    return Attempt(
        segment=segment,
        hypotheses=tuple(hypotheses),
        target=pair.target.text,
        findings=(*notes, *faults, *quotations, *repairs),
        penalty=guards.penalty(faults, whole) + LOST_MARKS * bool(quotations),
        needs_retry=guards.needs_retry(faults),
        lacks_marks=bool(quotations),
        notes=notes,
    )


_NOT_ARABIC = "This is not Arabic; it was left as it is."


def _pass_through(segment: PreparedSegment) -> Attempt:
    """Returns an attempt for a segment that is not translated: its names in English, or its own text."""
    if segment.names:
        return Attempt(segment=segment, hypotheses=(), target=in_english_marks(segment.view.text))
    if not any(map(str.isalpha, segment.normalized.text)):
        return Attempt(segment=segment, hypotheses=(), target=segment.normalized.text)
    language = segment.language
    finding = Finding(
        kind=FindingKind.NOT_ARABIC,
        severity=Severity.WARNING if language else Severity.INFO,
        message=f"This is {language}, not Arabic; it was left as it is." if language else _NOT_ARABIC,
    )
    return Attempt(segment=segment, hypotheses=(), target=segment.normalized.source, findings=(finding,))
