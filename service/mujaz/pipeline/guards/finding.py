"""A doubt about a number, as the detectors of numbers raise it."""

from mujaz.types import Finding, FindingKind, Severity, Span


def number_finding(
    message: str, source: Span | None = None, target: Span | None = None, severity: Severity = Severity.WARNING
) -> Finding:
    """A finding of kind NUMBER.

    Args:
        message: What is wrong, in a sentence.
        source: Where in the source, if there.
        target: Where in the translation, if there.
        severity: How sure that is.
    """
    return Finding(kind=FindingKind.NUMBER, severity=severity, message=message, source=source, target=target)
