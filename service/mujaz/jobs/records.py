"""The values of a batch job: records of the input, and their outcomes."""

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
        field: Path of the field that is at fault; empty if none is.
    """

    reason: str
    message: str
    field: str = ""

    @classmethod
    def of(cls, error: MujazError) -> Self:
        """Returns the failure that an error stands for."""
        field = error.field if isinstance(error, InvalidInput) else ""
        return cls(reason=error.reason, message=error.message, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A result, ready to be written.

    Args:
        json: `mujaz.v1.ProcessArticleResponse` as one line of JSON, without the line's end, and without timings, as
            they differ from run to run.
    """

    json: str


Outcome: TypeAlias = Response | Failure
"""The outcome of one article."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place between two records of the input.

    Args:
        file: The number of files before it.
        row: The number of rows before it in its own file: lines of JSONL, rows of a table, 0 or 1 for a text.
    """

    file: int = 0
    row: int = 0


START = Position()
"""The beginning of the input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of the input.

    Args:
        id: The article's own id, or else `place`.
        place: Where it is, for people: "news.jsonl:17".
        content: The article, or why it cannot be read.
        after: The position after it, from which reading can continue.
    """

    id: str
    place: str
    content: Article | Failure
    after: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedRecord:
    """A record that has no result.

    Args:
        number: The number of records before it in the input.
        id: The record's id.
        place: Where the record is.
        failure: Why it has no result.
    """

    number: int
    id: str
    place: str
    failure: Failure
