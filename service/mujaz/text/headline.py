"""Finds the headline of a plain text."""

import re
from itertools import islice

MAX_HEADLINE_CHARS = 300
"""A longer first line is a paragraph, not a headline (docs/evidence.md)."""

_SENTENCE_END = re.compile(r"(?<![.…])[.۔؛،](?:[\"'»”’)\]]*\s*)$")
"""Not two or more full stops, with which newspapers end headlines."""


def with_line_feeds(text: str) -> str:
    r"""Replace the line ends of Windows, `\r\n`, and of old Macs and some spreadsheets, `\r`, with line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_headline(text: str) -> tuple[str, str]:
    """Split off the first line as the headline if an empty line and then some text follow it.

    A line that ends like a sentence, with a full stop, is a paragraph.

    Args:
        text: A text with line feeds as its only line ends.

    Returns:
        The headline, which may be empty, and the body.
    """
    lines = text.rstrip("\n").split("\n")
    written = list(islice((number for number, line in enumerate(lines) if line.strip()), 2))
    match written:
        case [first, second] if second > first + 1 and _may_be_headline(lines[first]):
            return lines[first].strip(), "\n".join(lines[second:])
        case _:
            return "", "\n".join(lines)


def _may_be_headline(line: str) -> bool:
    return len(line) <= MAX_HEADLINE_CHARS and not _SENTENCE_END.search(line)
