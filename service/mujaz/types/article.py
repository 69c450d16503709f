"""What is translated: an article as its publisher wrote it."""

import enum
from dataclasses import dataclass

from mujaz.types.finding import Finding


class ContentType(enum.Enum):
    """What the body of an article is written in; the values are those of `mujaz.v1.ContentType`."""

    TEXT_PLAIN = 1
    TEXT_HTML = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as its publisher wrote it. The fields are those of `mujaz.v1.Article`, but for the last."""

    body: str
    title: str = ""
    id: str = ""
    url: str = ""
    source: str = ""
    published: str = ""
    content_type: ContentType = ContentType.TEXT_PLAIN
    findings: tuple[Finding, ...] = ()
    """What its reader has to say of its file. It comes back with the result, and is not sent to servers."""
