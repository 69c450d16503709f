"""The headline of a plain text."""

import re
from itertools import islice

MAX_HEADLINE_CHARS = 300
"""A longer first line is a paragraph, not a headline (docs/evidence.md)."""

_SENTENCE_END = re.compile(r"(?<![.…])[.۔؛،](?:[\"'»”’)\]]*\s*)$")
"""Not of two full stops or more, which newspapers end headlines with."""


def with_line_feeds(text: str) -> str:
    r"""The text with line feeds where a file of Windows has `\r\n` and one of old Macs and some spreadsheets `\r`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_headline(text: str) -> tuple[str, str]:
    """Takes the first line for the headline if an empty line follows it, and some text after that.

    A line that ends like a sentence, with a full stop, is a paragraph.

    Args:
        text: With line feeds only at the ends of lines.

    Returns:
        Headline, or nothing, and body.
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
