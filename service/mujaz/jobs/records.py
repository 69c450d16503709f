"""The values of a batch job: what is read, and what comes of it."""

from dataclasses import dataclass
from typing import Self, TypeAlias

from mujaz.errors import InvalidInput, MujazError
from mujaz.types import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why an article has no result.

    Args:
        reason: Stable UPPER_SNAKE_CASE word for programs.
        message: What is wrong and what to do about it, without any text of the article.
        field: Path of the field to blame; empty where it is no field's fault.
    """

    reason: str
    message: str
    field: str = ""

    @classmethod
    def of(cls, error: MujazError) -> Self:
        """The failure that an error stands for."""
        field = error.field if isinstance(error, InvalidInput) else ""
        return cls(reason=error.reason, message=error.message, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A result, ready to be written.

    Args:
        json: `mujaz.v1.ProcessArticleResponse` as one line of JSON, without the line's end and without timings, which
            would differ from run to run.
    """

    json: str


Outcome: TypeAlias = Response | Failure
"""What came of one article."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two records of the input.

    Args:
        file: Files before it.
        row: Rows of its own file before it: lines of JSONL, rows of a table, 0 or 1 of a text.
    """

    file: int = 0
    row: int = 0


START = Position()
"""Before everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article of the input, or what is there instead of one.

    Args:
        id: Its own, or else `place`.
        place: Where it stands, for people: "news.jsonl:17".
        content: The article, or why it cannot be read.
        after: The place behind it, where reading can go on.
    """

    id: str
    place: str
    content: Article | Failure
    after: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRecord:
    """A record that has no result.

    Args:
        number: How many records stand before it in the input.
        id: The record's.
        place: The record's.
        failure: Why.
    """

    number: int
    id: str
    place: str
    failure: Failure
