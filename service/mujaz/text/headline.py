"""The headline of a plain text."""

import re

MAX_HEADLINE_CHARS = 300
"""A longer first line is a paragraph, not a headline: the longest headlines in news have about 150 characters."""

_HEADLINE = re.compile(r"(?:[^\S\n]*\n)*(?P<headline>[^\n]*\S[^\n]*)\n[^\S\n]*\n(?=\s*\S)(?:[^\S\n]*\n)*")
"""The first line with anything on it, an empty line, and something after."""


def split_headline(text: str) -> tuple[str, str]:
    """Takes the first line for the headline if an empty line follows it.

    Args:
        text: With line feeds only at the ends of lines.

    Returns:
        Headline, or nothing, and body.
    """
    match = _HEADLINE.match(text)
    if match is None or len(match["headline"]) > MAX_HEADLINE_CHARS:
        return "", text.rstrip("\n")
    return match["headline"].strip(), text[match.end() :].rstrip("\n")
