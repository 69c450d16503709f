"""Articles from files and standard input."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mujaz.errors import InvalidInput
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.types import Article, ArticleFailure, ContentType

if TYPE_CHECKING:
    from mujaz.jobs.inputs import InputFormat
    from mujaz.jobs.source import Fields

STANDARD_INPUT = "-"

_MAX_BYTES = 16 * 2**20
"""More than any article, and less than what makes a mistaken file name hurt."""

_MAX_ARTICLES = 1_000
"""More than any digest, and less than what fills the memory."""

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_article(file: str, *, title: str | None = None) -> Article:
    """Reads an article.

    Args:
        file: Path, or `-` for standard input.
        title: The title of a text file, which then is all body; None takes the first line if an empty line follows.

    Raises:
        InvalidInput: Names the file, and says what to do.
    """
    data = _read(file)
    if file.endswith((".html", ".htm")) or _PAGE.match(data):
        return _read_page(data, file, title)
    text = _decode(data, file)
    if file.endswith(".json") or text.lstrip().startswith("{"):
        from mujaz.wire.requests import article_from_json

        article = article_from_json(text)
        return article if title is None else replace(article, title=title)
    text = with_line_feeds(text)
    if title is not None:
        return Article(title=title, body=text.rstrip("\n"))
    headline, body = split_headline(text)
    return Article(title=headline, body=body)


def read_articles(
    files: Sequence[str],
    *,
    input_format: "InputFormat | None" = None,
    fields: "Fields | None" = None,
    encoding: str = "",
    content_type: ContentType = ContentType.TEXT_PLAIN,
) -> list[Article | ArticleFailure]:
    """Reads many articles: of JSON files that `read_article` reads, and of those that a batch job reads.

    Args:
        files: Paths, folders, globs, or `-` for standard input.
        input_format: What is in all of them; None goes by their names, and takes standard input for JSONL.
        fields: Which fields of rows hold id, title and body; date and source are in `published` and `source`.
        encoding: As for `Source`; a JSON file is UTF-8.
        content_type: What the texts in rows are written in.

    Returns:
        Articles with an id each, by default their place, and those that cannot be read, in order; at least one.

    Raises:
        InvalidInput: There are far too many, or a JSON file cannot be opened.
        ConfigError: Nothing is there, or nobody knows what it is.
    """
    from mujaz.wire.requests import check_metadata

    read: list[Article | ArticleFailure] = []
    for article in _each_article(files, input_format, fields, encoding, content_type):
        if len(read) == _MAX_ARTICLES:
            raise InvalidInput(
                f"have more than {_MAX_ARTICLES:,} articles; make several digests",
                field="files",
                reason="FILE_TOO_LONG",
            )
        try:
            if isinstance(article, Article):
                check_metadata(article)
        except InvalidInput as error:
            article = ArticleFailure(id=article.id, error=error)
        read.append(article)
    return read


def _each_article(
    files: Sequence[str],
    input_format: "InputFormat | None",
    fields: "Fields | None",
    encoding: str,
    content_type: ContentType,
) -> Iterator[Article | ArticleFailure]:
    from mujaz.jobs.inputs import Inputs
    from mujaz.jobs.source import Fields, Source

    fields = replace(fields or Fields(), published="published", source="source")
    for file in files:
        if file.endswith(".json") and input_format is None:
            yield _article_of_json(file)
            continue
        inputs = Inputs([file], input_format=input_format)
        for record in Source(inputs, fields=fields, encoding=encoding, content_type=content_type).records():
            if isinstance(record.content, Article):
                yield record.content
            else:
                field = record.content.field or "file"
                message = record.content.message.removeprefix(f"{field}: ")
                error = InvalidInput(message, field=field, reason=record.content.reason)
                yield ArticleFailure(id=record.id, error=error)


def _article_of_json(file: str) -> Article | ArticleFailure:
    try:
        article = read_article(file)
    except InvalidInput as error:
        if error.reason == "FILE_UNREADABLE":
            raise  # a mistake in the command, as with files of other kinds
        return ArticleFailure(id=file, error=error)
    return article if article.id else replace(article, id=file)


def _read_page(data: bytes, file: str, title: str | None) -> Article:
    from mujaz.readers.encodings import decode
    from mujaz.readers.page import read_page

    decoded = decode(data)
    page = read_page(decoded.text)
    if not page.body.strip():
        raise InvalidInput(
            "has no paragraphs of text; is it the page of an article?", field=_shown(file), reason="FILE_EMPTY"
        )
    return Article(
        title=page.title if title is None else title,
        body=page.body,
        url=page.url,
        source=page.source,
        published=page.published,
        findings=(*decoded.findings, *page.findings),
    )


def read_text(file: str) -> str:
    """Reads a text as it is, its line ends those of Unix; arguments and errors as for `read_article`."""
    return with_line_feeds(_decode(_read(file), file))


def _read(file: str) -> bytes:
    try:
        if file == STANDARD_INPUT:
            data = sys.stdin.buffer.read(_MAX_BYTES + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInput(f"cannot be read: {error.strerror}", field=file, reason="FILE_UNREADABLE") from None
    if len(data) > _MAX_BYTES:
        raise InvalidInput(
            f"is longer than {_MAX_BYTES:,} bytes; is it the right file?", field=_shown(file), reason="FILE_TOO_LONG"
        )
    return data


def _decode(data: bytes, file: str) -> str:
    shown, place = _shown(file), "" if file == STANDARD_INPUT else f" {file}"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidInput(
            f"is UTF-16; convert it: iconv -f UTF-16 -t UTF-8{place}", field=shown, reason="FILE_NOT_UTF8"
        )
    if b"\0" in data:
        raise InvalidInput("is not text but a binary file", field=shown, reason="FILE_BINARY")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"is not UTF-8 (byte {error.start:,}); if it is Windows Arabic, convert it: "
            f"iconv -f CP1256 -t UTF-8{place}",
            field=shown,
            reason="FILE_NOT_UTF8",
        ) from None
    if not text.strip():
        raise InvalidInput("is empty; a text is expected", field=shown, reason="FILE_EMPTY")
    return text


def _shown(file: str) -> str:
    return "standard input" if file == STANDARD_INPUT else file
