"""Read the articles of one file of any kind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from mujaz.errors import ConfigError, InvalidInput
from mujaz.readers.encodings import Decoded, decode
from mujaz.readers.feeds import read_feed, read_news_xml
from mujaz.readers.kinds import MAX_FILE_BYTES, Kind, kind_of
from mujaz.readers.mail import read_mail, read_mailbox
from mujaz.readers.office import read_docx, read_epub, read_odt
from mujaz.readers.packed import MAX_UNPACKED_BYTES, members, unpack
from mujaz.readers.page import read_page
from mujaz.readers.pdf import read_pdf
from mujaz.readers.records import Fields, read_json
from mujaz.readers.rtf import read_rtf
from mujaz.readers.subtitles import read_subtitles
from mujaz.readers.telegram import read_telegram
from mujaz.readers.whatsapp import read_chat
from mujaz.readers.workbooks import read_workbook
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.types import MAX_ID_CHARS, Article, ArticleFailure

_MAX_NESTED = 3
"""How deep archives and compressed files may be nested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the caller wants files to be read.

    Args:
        encoding: The encoding of texts, pages, tables and JSON; it is detected where this is empty.
        fields: The names of the fields in JSON.
        all_is_body: The first line of a text is not its title.
    """

    encoding: str = ""
    fields: Fields = field(default_factory=Fields)
    all_is_body: bool = False


def read_file(data: bytes, file: str, reading: Reading = Reading()) -> list[Article | ArticleFailure]:
    """Reads a file of any kind.

    Args:
        data: The file.
        file: Its name, for errors and where the content does not show the kind.
        reading: How the caller wants it to be read.

    Returns:
        At least one article or failure; a failure says why an article cannot be read.

    Raises:
        InvalidInput: The file is of a kind that is not read, damaged, empty or too long.
        ConfigError: This kind of file needs a library that is not installed.
    """
    return list(_read(data, file, reading, 0))


def _read(data: bytes, file: str, reading: Reading, depth: int) -> Iterator[Article | ArticleFailure]:
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput(f"is longer than {MAX_FILE_BYTES:,} bytes", field=file, reason="FILE_TOO_LONG")
    if not data.strip():
        raise InvalidInput("is empty; a text is expected", field=file, reason="FILE_EMPTY")
    found = kind_of(data, file)
    if depth > _MAX_NESTED:
        raise InvalidInput(f"has more than {_MAX_NESTED} archives within one another", field=file, reason="FILE_NESTED")
    if found.kind is Kind.PACKED:
        inner = file.removesuffix(".gz").removesuffix(".zst").removesuffix(".bz2").removesuffix(".xz")
        yield from _read(unpack(data, found.name, file), inner, reading, depth + 1)
    elif found.kind is Kind.ZIP:
        yield from _members(data, file, reading, depth)
    elif found.kind in (Kind.TABLE, Kind.PARQUET):
        raise InvalidInput(
            f"is {found.name}; `mujaz batch` and `mujaz digest` read tables, one article per row: name the column that "
            "holds the text with --body-field",
            field=file,
            reason="FILE_IS_TABLE",
        )
    elif found.kind is Kind.OTHER:
        raise InvalidInput(f"is {found.name}, which is not read", field=file, reason="FILE_KIND")
    else:
        yield from _READERS[found.kind](data, file, reading)


def _members(data: bytes, file: str, reading: Reading, depth: int) -> Iterator[Article | ArticleFailure]:
    found = False
    for name, content in members(data, file):
        found = True
        place = f"{file}/{name}"
        try:
            if isinstance(content, InvalidInput):
                raise content
            for article in _read(content, place, reading, depth + 1):
                yield replace(article, id=article.id or place)
        except (InvalidInput, ConfigError) as error:
            invalid = (
                error
                if isinstance(error, InvalidInput)
                else InvalidInput(error.message, field=place, reason=error.reason)
            )
            yield ArticleFailure(id=place[-MAX_ID_CHARS:], error=invalid)
    if not found:
        raise InvalidInput("is an empty archive", field=file, reason="FILE_EMPTY")


def _text(data: bytes, file: str, reading: Reading) -> list[Article | ArticleFailure]:
    decoded = _decoded(data, file, reading)
    text = with_line_feeds(decoded.text)
    title, body = ("", text.rstrip("\n")) if reading.all_is_body else split_headline(text)
    return [Article(title=title, body=body, findings=decoded.findings)]


def _page(data: bytes, file: str, reading: Reading) -> list[Article | ArticleFailure]:
    decoded = _decoded(data, file, reading)
    if messages := read_telegram(decoded.text, file):
        return [replace(message, findings=decoded.findings) for message in messages]
    page = read_page(decoded.text, field=file)
    if not page.body.strip():
        raise InvalidInput("has no paragraphs of text; is it the page of an article?", field=file, reason="FILE_EMPTY")
    return [page.article(decoded.findings)]


def _json(data: bytes, file: str, reading: Reading) -> list[Article | ArticleFailure]:
    decoded = _decoded(data, file, reading)
    found = read_json(decoded.text, file, reading.fields)
    if len(found) == 1 and isinstance(found[0], InvalidInput):
        raise found[0]
    return [
        ArticleFailure(id=f"{file}:{number}"[-MAX_ID_CHARS:], error=one)
        if isinstance(one, InvalidInput)
        else replace(one, findings=(*decoded.findings, *one.findings))
        for number, one in enumerate(found, start=1)
    ]


def _decoded(data: bytes, file: str, reading: Reading) -> Decoded:
    if len(data) > MAX_UNPACKED_BYTES:
        raise InvalidInput(
            f"is longer than {MAX_UNPACKED_BYTES:,} bytes; is it the right file?", field=file, reason="FILE_TOO_LONG"
        )
    decoded = decode(data, reading.encoding)
    if "\0" in decoded.text[:8192]:
        raise InvalidInput("is not text but a binary file", field=file, reason="FILE_BINARY")
    return decoded


def _chat(data: bytes, file: str, reading: Reading) -> list[Article | ArticleFailure]:
    decoded = _decoded(data, file, reading)
    return [replace(message, findings=decoded.findings) for message in read_chat(decoded.text, file)]


_Reader = Callable[[bytes, str, Reading], "list[Article | ArticleFailure]"]
_READERS: dict[Kind, _Reader] = {
    Kind.TEXT: _text,
    Kind.HTML: _page,
    Kind.JSON: _json,
    Kind.FEED: lambda data, file, reading: list(read_feed(data, file, reading.encoding)),
    Kind.NEWS_XML: lambda data, file, reading: list(read_news_xml(data, file, reading.encoding)),
    Kind.MAIL: lambda data, file, _: [read_mail(data, file)],
    Kind.MAILBOX: lambda data, file, _: list(read_mailbox(data, file)),
    Kind.DOCX: lambda data, file, _: [read_docx(data, file)],
    Kind.ODT: lambda data, file, _: [read_odt(data, file)],
    Kind.XLSX: lambda data, file, reading: read_workbook(data, file, reading.fields),
    Kind.ODS: lambda data, file, reading: read_workbook(data, file, reading.fields),
    Kind.EPUB: lambda data, file, _: read_epub(data, file),
    Kind.RTF: lambda data, file, _: [read_rtf(data, file)],
    Kind.SUBTITLES: lambda data, file, reading: [read_subtitles(_decoded(data, file, reading).text, file)],
    Kind.CHAT: _chat,
    Kind.PDF: lambda data, file, _: [read_pdf(data, file)],
}
