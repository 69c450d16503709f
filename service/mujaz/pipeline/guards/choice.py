"""Decides which translations to try again and which attempt is best."""

from collections.abc import Iterable

from mujaz.types import Finding, FindingKind, Hypothesis, Severity

_RETRYABLE = frozenset(
    (
        FindingKind.NUMBER,
        FindingKind.NAME,
        FindingKind.REPETITION,
        FindingKind.LENGTH,
        FindingKind.UNTRANSLATED,
        FindingKind.TRUNCATED,
        FindingKind.UNRELATED,
        FindingKind.VERBATIM,
    )
)
_WEIGHTS = {Severity.INFO: 0.0, Severity.WARNING: 1.0, Severity.ERROR: 4.0}
_KIND_WEIGHTS = {FindingKind.REPETITION: 2.0, FindingKind.TRUNCATED: 2.0}


def needs_retry(findings: Iterable[Finding]) -> bool:
    """Whether decoding in another way may give a better translation."""
    return any(finding.kind in _RETRYABLE and finding.severity is not Severity.INFO for finding in findings)


def penalty(findings: Iterable[Finding], hypothesis: Hypothesis | None = None) -> float:
    """The penalty of an attempt. Of several attempts at one segment, the one with the least is the best.

    Args:
        findings: What `check` found in it.
        hypothesis: The attempt. Between attempts with equal findings, the likelier one wins.
    """
    faults = sum(_WEIGHTS[finding.severity] * _KIND_WEIGHTS.get(finding.kind, 1.0) for finding in findings)
    return faults + (min(0.99, -hypothesis.mean_log_prob / 10) if hypothesis else 0.0)
