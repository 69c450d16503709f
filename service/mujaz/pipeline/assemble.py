"""Joins translated segments to a text with the layout of its source."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.about_input import about_input
from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.confidence import confidence_in
from mujaz.pipeline.doubts import find_doubts
from mujaz.pipeline.names import unsaid_names, used_names
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.pipeline.steps import PAUSE, Steps
from mujaz.types import (
    AppliedName,
    AppliedTerm,
    Finding,
    FindingKind,
    Segment,
    Severity,
    Span,
    Translation,
)

_Applied = TypeVar("_Applied", AppliedTerm, AppliedName)


def assemble(
    source: str,
    segments: Sequence[PreparedSegment],
    attempts: Sequence[Attempt],
    engine: TranslationEngine,
) -> Steps[Translation]:
    """Joins the translations of segments with the white space that is between the segments in the source.

    Args:
        source: The source text.
        segments: Its segments.
        attempts: The translation of each.
        engine: The model, for its vocabulary and the calibration of its confidence.

    Returns:
        The translation, with as many lines as the source and a `Segment` for each source segment.
    """
    texts: list[str] = []
    result: list[Segment] = []
    length = position = 0
    for prepared, attempt in zip(segments, attempts, strict=True):
        gap = _gap(source[position : prepared.source.start], first=not result)
        target, findings = _target(prepared, attempt)
        if attempt.hypotheses:
            findings += about_input(prepared, attempt.segment, engine)
        doubts = find_doubts(attempt)
        named = attempt.segment if attempt.segment.normalized is prepared.normalized else prepared
        start = length + len(gap)
        texts += (gap, target)
        length = start + len(target)
        position = prepared.source.end
        result.append(
            Segment(
                source=prepared.source,
                target=Span(start, length),
                confidence=confidence_in(attempt, findings, doubts, engine.model.calibration),
                findings=tuple(_relocate(finding, prepared, start) for finding in findings),
                terms=tuple(_relocate_term(term, prepared, start) for term in attempt.terms),
                doubts=tuple(replace(doubt, target=doubt.target.shift(start)) for doubt in doubts),
                names=tuple(_relocate_term(name, prepared, start) for name in used_names(named, attempt.target)),
                unsaid=tuple(unsaid_names(prepared, attempt.target)),
            )
        )
        yield PAUSE
    texts.append(_gap(source[position:], first=True))
    return Translation(text="".join(texts), segments=tuple(result))


def _gap(between: str, *, first: bool) -> str:
    """Returns the white space for the target from what is between two sentences of the source."""
    apart = re.sub(r"(?<=\r)\S+(?=\n)", " ", between)  # a CR and an LF must not become one CRLF
    kept = "".join(filter(str.isspace, apart))
    return kept if kept or first else " "  # Arabic may run sentences together ("قال.ثم"); English does not


def _target(prepared: PreparedSegment, attempt: Attempt) -> tuple[str, tuple[Finding, ...]]:
    if attempt.target or not attempt.hypotheses:
        return attempt.target, attempt.findings
    finding = Finding(
        kind=FindingKind.UNTRANSLATED,
        severity=Severity.ERROR,
        message="The model gave no translation; this is the Arabic itself.",
    )
    return " ".join(prepared.normalized.source.split()), (*attempt.findings, finding)


def _relocate(finding: Finding, prepared: PreparedSegment, target_start: int) -> Finding:
    source, target = finding.source, finding.target
    return replace(
        finding,
        source=None if source is None else prepared.normalized.source_span(source).shift(prepared.source.start),
        target=None if target is None else target.shift(target_start),
    )


def _relocate_term(term: _Applied, prepared: PreparedSegment, target_start: int) -> _Applied:
    source = prepared.normalized.source_span(term.source).shift(prepared.source.start)
    return replace(term, source=source, target=term.target.shift(target_start))
