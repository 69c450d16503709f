"""What a reader gives: rows, broken ones among them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mujaz.jobs.records import Failure
from mujaz.types import Article, Finding

MAX_ROW_CHARS = 16 * 2**20
"""The longest line, cell or text that is looked at, so that no file, whatever it is, fills the memory. The longest
article that is accepted has 100,000 characters."""

_NOT_DECODED = re.compile("[\udc80-\udcff]")
_STRAY_SHARE = 0.05
"""Of the characters beyond ASCII: with more bytes that are no text the encoding is another one."""

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands at one place of a file.

    Args:
        place: Where, behind the file's name: ":17"; empty where the row is the file.
        content: The fields by name, or the article itself, or why there is none.
        next_row: Rows up to its end.
        fraction: How much of the file that is, where the file's position does not tell.
        findings: What is to be said of how it was read.
    """

    place: str
    content: Values | Article | Failure
    next_row: int
    fraction: float | None = None
    findings: tuple[Finding, ...] = ()


def undecoded(text: str) -> Failure | None:
    """The failure of a text of which too much is none in its encoding; a stray byte is not one."""
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
    """A file that is one failure."""
    return Row(place="", content=Failure(reason=reason, message=message), next_row=1)
