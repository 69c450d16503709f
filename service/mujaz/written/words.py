"""Words of a result as they are quoted: those in question, and those that the model was unsure of."""

import textwrap

from mujaz.types import Doubt, Finding, Severity

SEVERITY_WORDS = {Severity.INFO: "Note", Severity.WARNING: "Warning", Severity.ERROR: "Error"}
"""What a finding is called."""
_MAX_QUOTE_CHARS = 60


def doubted(doubt: Doubt, target: str) -> str:
    """A doubted word with its alternatives, such as `mosquitoes (or divers)`."""
    others = " or ".join(doubt.alternatives)
    return doubt.target.of(target) + (f" (or {others})" if others else "")


def quotes(source: str, target: str, finding: Finding) -> list[str]:
    """The words in question, in the language that they are in, but for those that the message has already."""
    spans = ((finding.source, source), (finding.target, target))
    shortened = [textwrap.shorten(span.of(text), _MAX_QUOTE_CHARS, placeholder=" …") for span, text in spans if span]
    return [quote for quote in dict.fromkeys(shortened) if quote not in finding.message]
