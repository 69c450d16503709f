"""Findings about a source segment that do not depend on its translation: dialect, length, unknown characters."""

from mujaz.engines.base import TranslationEngine
from mujaz.pipeline.guards import find_dialect
from mujaz.pipeline.prepare import PreparedSegment
from mujaz.text.clauses import unpunctuated_words
from mujaz.types import Finding, FindingKind, Severity


def about_input(
    prepared: PreparedSegment, translated: PreparedSegment, engine: TranslationEngine
) -> tuple[Finding, ...]:
    """Returns the findings that hold for any translation of a segment.

    Args:
        prepared: The segment.
        translated: The same segment, as it was cut for the translation that is kept.
        engine: The model, which tells unknown tokens.
    """
    findings = find_dialect(prepared.normalized.text)
    if prepared.parts and (words := unpunctuated_words(prepared.normalized.text)):
        message = f"These {words} words have no punctuation: they may be several sentences."
        findings.append(Finding(kind=FindingKind.SPLIT, severity=Severity.WARNING, message=message))
    if len(translated.chunks) > 1:
        findings.append(
            Finding(
                kind=FindingKind.SPLIT,
                severity=Severity.INFO,
                message=f"This sentence was translated in {len(translated.chunks)} parts.",
            )
        )
    unknown = sum(engine.is_unknown(token) for chunk in translated.chunks for token in chunk.pieces)
    if unknown:
        findings.append(
            Finding(
                kind=FindingKind.UNKNOWN_CHARACTERS,
                severity=Severity.WARNING,
                message=f"The model does not know {unknown} of the characters in this sentence.",
            )
        )
    return tuple(findings)
