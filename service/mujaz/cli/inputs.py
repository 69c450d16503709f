"""Reads articles from files, addresses of the web and standard input."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mujaz.cli.addresses import fetch
from mujaz.errors import InvalidInput, why_unreadable
from mujaz.readers.missing import EMPTY_NAME, is_address, why_missing
from mujaz.text.headline import with_line_feeds
from mujaz.types import MAX_ID_CHARS, Article, ArticleFailure, ContentType

if TYPE_CHECKING:
    from mujaz.jobs.formats import InputFormat
    from mujaz.jobs.source import Fields

STANDARD_INPUT = "-"

_MAX_BYTES = 64 * 2**20
"""More than any document with an article has, but few enough that a wrong file name does no harm."""

_MAX_ARTICLES = 1_000
"""More than any digest needs, but few enough to fit in memory."""


def read_article(
    file: str,
    *,
    title: str | None = None,
    encoding: str = "",
    title_field: str = "title",
    body_field: str = "body",
    allow_private: bool = False,
) -> Article:
    """Reads an article from a file of any supported kind.

    Args:
        file: Path, address of the web, or `-` for standard input.
        title: The title of the article; a text file is then all body. None takes the title from the file.
        encoding: The encoding of a text, page or JSON; empty detects it.
        title_field: The field of a JSON object that holds the title; dots lead to nested fields.
        body_field: The field that holds the text, likewise.
        allow_private: An address may be in a private network.

    Raises:
        InvalidInput: The article cannot be read; names the file, and says what to do.
        ConfigError: Its kind needs a library that is not installed.
    """
    from mujaz.readers.files import Reading, read_file
    from mujaz.readers.records import Fields

    fields = Fields(title=title_field, body=body_field)
    reading = Reading(encoding=encoding, fields=fields, all_is_body=title is not None)
    found = read_file(_read(file, allow_private=allow_private), shown(file), reading)
    if len(found) > 1:
        raise InvalidInput(
            f"holds {len(found):,} articles; `mujaz digest` and `mujaz batch` read them all",
            field=shown(file),
            reason="FILE_OF_MANY",
        )
    article = found[0]
    if isinstance(article, ArticleFailure):
        raise article.error
    if is_address(file) and not article.url:
        article = replace(article, url=file)
    return article if title is None else replace(article, title=title)


def about_file(error: InvalidInput, file: str, *, encoding: str = "") -> InvalidInput:
    """Returns an error about the text of an article as one about the file that the article was read from.

    Args:
        error: The error, which names a field of the request.
        file: As for `read_article`.
        encoding: The encoding that the file was read with; empty if it was detected.
    """
    what = {"article.body": error.description, "article.title": f"the title {error.description}"}.get(error.field)
    if what is None:
        return error
    if encoding and error.reason == "TEXT_NOT_ARABIC":
        what += f". It was read as {encoding[:40]}; leave out --encoding to have it detected"
    return InvalidInput(what, field=shown(file), reason=error.reason)


def read_articles(
    files: Sequence[str],
    *,
    input_format: "InputFormat | None" = None,
    fields: "Fields | None" = None,
    encoding: str = "",
    content_type: ContentType = ContentType.TEXT_PLAIN,
    delimiter: str = "",
    allow_private: bool = False,
) -> list[Article | ArticleFailure]:
    """Reads many articles, from the files that a batch job reads and from addresses of the web.

    Args:
        files: Paths, folders, globs, addresses of the web, or `-` for standard input.
        input_format: The format of all files; None determines it from their names and content, and is JSONL for
            standard input.
        fields: The fields of rows that hold id, title and body; date and source are in `published` and `source`.
        encoding: As for `Source`.
        content_type: The content type of the texts in rows.
        delimiter: As for `Source`.
        allow_private: Addresses may be in a private network.

    Returns:
        The articles, each with an id, by default its place, and failures for those that cannot be read; at least one.
        Those from addresses come last.

    Raises:
        InvalidInput: There are more articles than fit in memory.
        ConfigError: There are no files, or the kind of one is unknown.
    """
    from mujaz.wire.requests import check_metadata, dated

    read: list[Article | ArticleFailure] = []
    fetched = _fetched([file for file in files if is_address(file)], fields, encoding, allow_private)
    paths = [file for file in files if not is_address(file)]
    for article in chain(_each_article(paths, input_format, fields, encoding, content_type, delimiter), fetched):
        if len(read) == _MAX_ARTICLES:
            raise InvalidInput(
                f"have more than {_MAX_ARTICLES:,} articles; make several digests",
                field="files",
                reason="FILE_TOO_LONG",
            )
        try:
            if isinstance(article, Article):
                article = dated(article)
                check_metadata(article)
        except InvalidInput as error:
            article = ArticleFailure(id=article.id, error=error)
        read.append(article)
    return read


def _fetched(
    addresses: Sequence[str], fields: "Fields | None", encoding: str, allow_private: bool
) -> Iterator[Article | ArticleFailure]:
    """Yields the articles at addresses, and a failure for each that cannot be fetched or read."""
    from mujaz.readers import records
    from mujaz.readers.files import Reading, read_file

    names = records.Fields(title=fields.title, body=fields.body) if fields else records.Fields()
    for url in addresses:
        try:
            found = read_file(fetch(url, allow_private=allow_private), url, Reading(encoding=encoding, fields=names))
        except InvalidInput as error:
            yield ArticleFailure(id=url, error=error)
            continue
        for number, one in enumerate(found, start=1):
            name = url if len(found) == 1 else f"{url}#{number}"
            if isinstance(one, Article):
                yield replace(one, id=(one.id or name)[-MAX_ID_CHARS:], url=one.url or url)
            else:
                yield ArticleFailure(id=name[-MAX_ID_CHARS:], error=one.error)


def _each_article(
    files: Sequence[str],
    input_format: "InputFormat | None",
    fields: "Fields | None",
    encoding: str,
    content_type: ContentType,
    delimiter: str,
) -> Iterator[Article | ArticleFailure]:
    from mujaz.jobs.inputs import Inputs
    from mujaz.jobs.source import Fields, Source

    fields = replace(fields or Fields(), published="published", source="source")
    for file in files:
        inputs = Inputs([file], input_format=input_format)
        source = Source(inputs, fields=fields, encoding=encoding, content_type=content_type, delimiter=delimiter)
        for record in source.records():
            if isinstance(record.content, Article):
                yield record.content
            else:
                field = record.content.field or "file"
                message = record.content.message.removeprefix(f"{field}: ")
                error = InvalidInput(message, field=field, reason=record.content.reason)
                yield ArticleFailure(id=record.id, error=error)
        for kind, count in inputs.passed_over.items():
            error = InvalidInput(f"{count:,} passed over that are not read: {kind}", field="file", reason="FILE_KIND")
            yield ArticleFailure(id=file, error=error)


def read_text(file: str, *, encoding: str = "") -> str:
    """Reads a text as it is, with line feeds as line ends; arguments and errors as for `read_article`."""
    from mujaz.readers.encodings import decode

    data = _read(file)
    text = decode(data, encoding).text
    if "\0" in text:
        raise InvalidInput("is not text but a binary file", field=shown(file), reason="FILE_BINARY")
    if not text.strip():
        raise InvalidInput("is empty; a text is expected", field=shown(file), reason="FILE_EMPTY")
    return with_line_feeds(text.removeprefix("\ufeff"))


def _read(file: str, *, allow_private: bool = False) -> bytes:
    if not file:
        raise InvalidInput(EMPTY_NAME, field="FILE", reason="FILE_UNREADABLE")
    if is_address(file):
        return fetch(file, allow_private=allow_private)
    try:
        if file == STANDARD_INPUT:
            data = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInput(_why_unreadable(file, error), field=file, reason="FILE_UNREADABLE") from None
    if len(data) > _MAX_BYTES:
        raise InvalidInput(
            f"is longer than {_MAX_BYTES:,} bytes; is it the right file?", field=shown(file), reason="FILE_TOO_LONG"
        )
    return data


def _why_unreadable(file: str, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return "is a folder; `mujaz batch` and `mujaz digest` read all that is in one"
    if isinstance(error, FileNotFoundError):
        return why_missing(file)
    return why_unreadable(error)


def shown(file: str) -> str:
    """Returns the name of a file for messages."""
    return "standard input" if file == STANDARD_INPUT else file
