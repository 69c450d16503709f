"""How reports quote the words of a finding, and the words that the model was unsure of."""

import textwrap

from mujaz.types import Doubt, Finding, Severity

SEVERITY_WORDS = {Severity.INFO: "Note", Severity.WARNING: "Warning", Severity.ERROR: "Error"}
"""The word that introduces a finding."""
_MAX_QUOTE_CHARS = 60


def doubted(doubt: Doubt, target: str) -> str:
    """A doubted word with its alternatives, such as `mosquitoes (or divers)`."""
    others = " or ".join(doubt.alternatives)
    return doubt.target.of(target) + (f" (or {others})" if others else "")


def quotes(source: str, target: str, finding: Finding) -> list[str]:
    """The words that a finding is about, from both texts, without those that its message already quotes."""
    spans = ((finding.source, source), (finding.target, target))
    shortened = [textwrap.shorten(span.of(text), _MAX_QUOTE_CHARS, placeholder=" …") for span, text in spans if span]
    return [quote for quote in dict.fromkeys(shortened) if quote not in finding.message]
