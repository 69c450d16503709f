"""Reads the input of a job as one stream of records, which can be resumed at any position."""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date

from mujaz.errors import ConfigError, InvalidInput
from mujaz.jobs.formats import InputFormat
from mujaz.jobs.inputs import InputFile, Inputs
from mujaz.jobs.readers import read_rows
from mujaz.jobs.records import START, Failure, Position, Record
from mujaz.jobs.rows import Row, Values
from mujaz.readers.entries import text_of as text_of_field
from mujaz.readers.records import article_of, field_names, field_of, id_of, plain_of
from mujaz.types import MAX_ID_CHARS, Article, ContentType, Finding, FindingKind, Severity

_SURROGATE_PAIR_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_STRAY_BYTE = re.compile("[\udc80-\udcff]")
"""The lone surrogates by which readers represent undecodable bytes. The one in a thousand JSON escapes that is such a
surrogate is taken for one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The names of the fields or columns of the input. The last two are not read if they are empty."""

    id: str = "id"
    title: str = "title"
    body: str = "body"
    published: str = ""
    source: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All names; those of title and body are last."""
        return *filter(None, (self.published, self.source)), self.id, self.title, self.body


class Source:
    """Reads the files of a job one after another; holds one row at a time.

    Args:
        inputs: The files.
        fields: The names of their fields.
        encoding: The encoding of their text; empty detects it.
        content_type: The content type of the texts in rows.
        delimiter: The delimiter of tables; empty detects it.

    Raises:
        ConfigError: The encoding is unknown, or the delimiter is longer than one character.
    """

    def __init__(
        self,
        inputs: Inputs,
        *,
        fields: Fields = Fields(),
        encoding: str = "",
        content_type: ContentType = ContentType.TEXT_PLAIN,
        delimiter: str = "",
    ) -> None:
        try:
            "".encode(encoding or "utf-8")
        except LookupError:
            raise ConfigError(
                f"encoding: {encoding[:40]!r} is not known; an Arabic one is windows-1256", reason="INPUT"
            ) from None
        self.inputs = inputs
        self.fields = fields
        self.encoding = encoding
        self.content_type = content_type
        self.delimiter = "\t" if delimiter in ("tab", "\\t") else delimiter
        if len(self.delimiter) > 1:
            raise ConfigError(f"--delimiter must be one character or tab, not {delimiter[:20]!r}", reason="INPUT")
        self._files_bytes = 0
        self._file_bytes = 0
        self._raw: io.RawIOBase | None = None

    @property
    def bytes_read(self) -> int:
        """How much of the input was read, in bytes of the files on the disk."""
        return self._files_bytes + (self._raw.tell() if self._raw else self._file_bytes)

    def records(self, start: Position = START) -> Iterator[Record]:
        """Yields the records from a position to the end.

        Args:
            start: The position after an earlier record.

        Raises:
            OSError: The disk failed.
        """
        self._files_bytes = 0
        for number, file in enumerate(self.inputs):
            if number >= start.file:
                yield from self._records(number, file, start.row if number == start.file else 0)
            self._files_bytes += file.size_bytes

    def _records(self, number: int, file: InputFile, start: int) -> Iterator[Record]:
        place = file.name
        try:
            with file.open() as (stream, raw):
                self._raw = raw if file.path else None
                with closing(
                    read_rows(
                        file,
                        stream,
                        encoding=self.encoding,
                        columns=self.fields.columns,
                        start=start,
                        delimiter=self.delimiter,
                    )
                ) as rows:
                    for row in rows:
                        if row.fraction is not None:
                            self._raw, self._file_bytes = None, round(row.fraction * file.size_bytes)
                        place = file.name + row.place
                        yield self._record(row, place, Position(number, row.next_row), self._content_type_of(file))
        except (OSError, EOFError, ValueError, zlib.error) as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk failed, not the file: the job can be resumed when that is fixed
            what = " ".join(str(error).split())
            failure = Failure(reason="INPUT_DAMAGED", message=f"the file cannot be read beyond {place}: {what}")
            yield Record(id=_short(file.name), place=file.name, content=failure, after=Position(number + 1))
        finally:
            self._raw, self._file_bytes = None, 0

    def _content_type_of(self, file: InputFile) -> ContentType:
        """The content type of a file's rows. Files that are read as a whole have become plain text in their reader."""
        return (
            ContentType.TEXT_PLAIN
            if file.format in (InputFormat.TEXT, InputFormat.HTML, InputFormat.DOCUMENT)
            else self.content_type
        )

    def _record(self, row: Row, place: str, after: Position, content_type: ContentType) -> Record:
        if isinstance(row.content, Failure):
            return Record(id=_short(place), place=place, content=row.content, after=after)
        if isinstance(row.content, Article):
            article = replace(row.content, id=row.content.id or _short(place))
            return Record(id=article.id, place=place, content=article, after=after)
        try:
            article = self._article(row.content, place, content_type)
        except InvalidInput as error:
            return Record(id=_short(place), place=place, content=Failure.of(error), after=after)
        if row.findings:
            article = replace(article, findings=(*row.findings, *article.findings))
        return Record(id=article.id, place=place, content=article, after=after)

    def _article(self, values: Values, place: str, content_type: ContentType) -> Article:
        """Returns the article in a row. If the row has no id, its place is the id."""
        id_ = field_of(values, self.fields.id)
        id_ = id_of(id_) if isinstance(id_, int | float) else _text(id_, self.fields.id)
        id_ = id_ or ""
        if len(id_) > MAX_ID_CHARS:
            raise InvalidInput(
                f"has {len(id_):,} characters, the limit is {MAX_ID_CHARS}", field=self.fields.id, reason="ID_TOO_LONG"
            )
        body = field_of(values, self.fields.body)
        if body is None:
            return self._by_usual_names(values, place)
        text, text_strays = _replace_strays(_text(body, self.fields.body))
        if content_type is ContentType.TEXT_PLAIN:
            text, content_type = plain_of(text)
        title, title_strays = _replace_strays(_text(field_of(values, self.fields.title), self.fields.title))
        return Article(
            id=id_ or _short(place),
            title=title,
            body=text,
            published=self._optional(values, self.fields.published),
            source=self._optional(values, self.fields.source),
            content_type=content_type,
            findings=_stray_findings(text_strays + title_strays),
        )

    def _by_usual_names(self, values: Values, place: str) -> Article:
        """Returns the article of a row whose fields have the names that scrapers and feeds commonly use."""
        usual = self.fields.body == "body" and any(values.get(name) for name in ("title", "headline"))
        found = article_of(values) if usual else None
        if isinstance(found, Article):
            _text(found.body, self.fields.body)
            return replace(found, id=found.id or _short(place))
        raise InvalidInput(
            f"is not there; the fields are {field_names(values)}. Name the one that holds the text with --body-field",
            field=self.fields.body,
            reason="FIELD_MISSING",
        )

    def _optional(self, values: Values, field: str) -> str:
        value = field_of(values, field) if field else None
        return value.isoformat() if isinstance(value, date) else _text(value, field)


def _text(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list | bytes | dict) and (joined := text_of_field(value)) is not None:
        value = joined
    if not isinstance(value, str):
        raise InvalidInput(
            f"is not a text but of type {type(value).__name__}; name another field or convert it",
            field=field,
            reason="FIELD_NOT_TEXT",
        )
    if _SURROGATE_PAIR_HALF.search(value):
        raise InvalidInput("has half of a surrogate pair; that is not text", field=field, reason="TEXT_MALFORMED")
    return value


def _replace_strays(text: str) -> tuple[str, int]:
    """Returns the text with U+FFFD for each undecodable byte, and the number of these bytes."""
    return (text, 0) if text.isascii() else _STRAY_BYTE.subn("\ufffd", text)


def _stray_findings(count: int) -> tuple[Finding, ...]:
    if not count:
        return ()
    message = f"{count:,} byte{'s' * (count > 1)} of the text cannot be read; U+FFFD stands there."
    return (Finding(kind=FindingKind.SOURCE_ENCODING, severity=Severity.WARNING, message=message),)


def _short(place: str) -> str:
    return place[-MAX_ID_CHARS:].encode("utf-8", "replace").decode()
