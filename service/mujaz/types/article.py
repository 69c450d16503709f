"""An article as its publisher wrote it."""

import enum
from dataclasses import dataclass

from mujaz.types.finding import Finding

MAX_ID_CHARS = 256
"""The longest `id` of an article, in code points."""


class ContentType(enum.Enum):
    """The format of an article's body; the values are those of `mujaz.v1.ContentType`."""

    TEXT_PLAIN = 1
    TEXT_HTML = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as its publisher wrote it. All fields but `findings` are those of `mujaz.v1.Article`."""

    body: str
    title: str = ""
    id: str = ""
    url: str = ""
    source: str = ""
    published: str = ""
    content_type: ContentType = ContentType.TEXT_PLAIN
    findings: tuple[Finding, ...] = ()
    """What the reader of its file reports about it. They come back with the result, and are not sent to servers."""
