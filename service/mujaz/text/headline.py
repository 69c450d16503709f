"""The headline of a plain text."""

from itertools import islice

MAX_HEADLINE_CHARS = 300
"""A longer first line is a paragraph, not a headline: the longest headlines in news have about 150 characters."""


def split_headline(text: str) -> tuple[str, str]:
    """Takes the first line for the headline if an empty line follows it, and some text after that.

    Args:
        text: With line feeds only at the ends of lines.

    Returns:
        Headline, or nothing, and body.
    """
    lines = text.rstrip("\n").split("\n")
    written = list(islice((number for number, line in enumerate(lines) if line.strip()), 2))
    match written:
        case [first, second] if second > first + 1 and len(lines[first]) <= MAX_HEADLINE_CHARS:
            return lines[first].strip(), "\n".join(lines[second:])
        case _:
            return "", "\n".join(lines)
