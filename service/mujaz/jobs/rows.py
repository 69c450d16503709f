"""The rows that readers yield, including those that cannot be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mujaz.jobs.records import Failure
from mujaz.types import Article, Finding

MAX_ROW_CHARS = 16 * 2**20
"""The longest line, cell or text that is read, so that no file can fill the memory. The longest article that is
accepted has 100,000 characters."""

_NOT_DECODED = re.compile("[\udc80-\udcff]")
_STRAY_SHARE = 0.05
"""The share of undecodable bytes among the characters beyond ASCII above which the encoding is taken to be wrong."""

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a file.

    Args:
        place: Where it is, to be appended to the file's name: ":17"; empty if the row is the whole file.
        content: The fields by name, the article itself, or why there is none.
        next_row: The number of rows up to its end.
        fraction: The share of the file up to its end, for formats where the position in the file does not tell.
        findings: Findings about how the row was read.
    """

    place: str
    content: Values | Article | Failure
    next_row: int
    fraction: float | None = None
    findings: tuple[Finding, ...] = ()


def undecoded(text: str) -> Failure | None:
    """Returns the failure of a text with too many undecodable bytes; None if there are only a few, or none."""
    if text.isascii():
        return None
    found = _NOT_DECODED.findall(text)
    if not found or len(found) <= _STRAY_SHARE * sum(not char.isascii() for char in text):
        return None
    position = _NOT_DECODED.search(text)
    place = position.start() + 1 if position else 1
    return Failure(
        reason="ENCODING",
        message=f"not all of it is text in this encoding (character {place:,}); name the right --encoding",
    )


def broken(reason: str, message: str) -> Row:
    """Returns the only row of a file that cannot be read."""
    return Row(place="", content=Failure(reason=reason, message=message), next_row=1)
