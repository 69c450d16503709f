"""What is to be said of a segment whatever its translation is: its dialect, its length, its signs."""

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.guards import find_dialect
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.types import Finding, FindingKind, Severity


def about_input(
    prepared: PreparedSegment, translated: PreparedSegment, engine: TranslationEngine
) -> tuple[Finding, ...]:
    """Findings that no translation of the segment could be without.

    Args:
        prepared: The segment.
        translated: The same, as it was cut for its translation.
        engine: The model, for the pieces that it knows.
    """
    findings = find_dialect(prepared.normalized.text)
    if len(translated.chunks) > 1:
        findings.append(
            Finding(
                kind=FindingKind.SPLIT,
                severity=Severity.INFO,
                message=f"This sentence was translated in {len(translated.chunks)} parts.",
            )
        )
    unknown = sum(engine.is_unknown(piece) for chunk in translated.chunks for piece in chunk.pieces)
    if unknown:
        findings.append(
            Finding(
                kind=FindingKind.UNKNOWN_CHARACTERS,
                severity=Severity.WARNING,
                message=f"The model does not know {unknown} of the signs in this sentence.",
            )
        )
    return tuple(findings)
