"""What is held against any bytes at all: each harness raises where a promise is broken, and nothing else may be raised.

A harness is one function of bytes. `make fuzz` lets atheris look for bytes that break it; the test suite runs each on
its seeds and on all that ever broke it (`regressions/NAME/`).
"""

import gzip
import io
import math
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from google.protobuf.message import DecodeError, Message

from mujaz.config import Settings
from mujaz.errors import ConfigError, InvalidInput
from mujaz.jobs.sheets import read_sheets
from mujaz.jobs.tables import read_table
from mujaz.pipeline.check import check_translation
from mujaz.readers.cell_formats import shown
from mujaz.readers.encodings import decode
from mujaz.readers.feeds import read_feed, read_news_xml
from mujaz.readers.files import read_file
from mujaz.readers.mail import read_mail, read_mailbox
from mujaz.readers.office import read_docx, read_epub, read_odt
from mujaz.readers.page import read_page
from mujaz.readers.pdf import read_pdf
from mujaz.readers.records import read_json
from mujaz.readers.rtf import read_rtf
from mujaz.readers.subtitles import read_subtitles
from mujaz.serving.tokens import Tokens
from mujaz.text.chunk import chunk
from mujaz.text.damage import repair
from mujaz.text.glossary.read import read_glossary
from mujaz.text.normalize import normalize
from mujaz.text.quantities.arabic import arabic_quantities
from mujaz.text.quantities.english import english_quantities
from mujaz.text.segment import segment, split_english
from mujaz.types import Article, Priority, Span
from mujaz.v1 import article_pb2 as pb
from mujaz.wire import digests, requests, results

Harness = Callable[[bytes], None]

_SETTINGS = Settings()
_FILE = Path(tempfile.mkdtemp(prefix="mujaz-fuzz-")) / "file.toml"


def text_rules(data: bytes) -> None:
    """Normalising is idempotent and keeps lines; spans are found again; segments and chunks cover the text in order."""
    text = _text(data)
    normalized = normalize(text)
    normalized.text.encode()
    assert normalize(normalized.text).text == normalized.text
    assert len(f"{normalized.text}.".splitlines()) == len(f"{text}.".splitlines())
    for whole in (text, normalized.text):
        _covers(whole, split_english(whole))
        _covers(whole, segment(whole))
    for span in segment(normalized.text):
        there = normalized.source_span(span)
        assert 0 <= there.start < there.end <= len(text)
        back = normalized.normalized_span(there)
        assert back.start <= span.start < span.end <= back.end
        part = span.of(normalized.text)
        parts = chunk(part, max_tokens=8, count_tokens=len)
        _covers(part, parts)
        assert all(len(one) <= 8 for one in parts)


def numbers(data: bytes) -> None:
    """Quantities stand in the text, in order."""
    text = normalize(_text(data)).text
    for found in (arabic_quantities(text), english_quantities(text)):
        end = 0
        for quantity in found:
            assert end <= quantity.span.start < quantity.span.end <= len(text)
            end = quantity.span.end
            str(quantity)


def check(data: bytes) -> None:
    """Any two texts are checked or refused; what is found stands in them."""
    source, _, translation = data.partition(b"\0")
    with suppress(InvalidInput):
        result = check_translation(_text(source), _text(translation), _SETTINGS)
        for line in result.lines:
            for finding in line.findings:
                assert finding.source is None or finding.source.end <= len(_text(source))
                assert finding.target is None or finding.target.end <= len(_text(translation))


def html(data: bytes) -> None:
    """Any page has a title and a body of whole characters."""
    page = read_page(decode(data).text)
    page.title.encode()
    page.body.encode()
    assert "\n" not in page.title


def wire_requests(data: bytes) -> None:
    """Bytes become a request or a typed error, and a request that is read is written and read as the same."""
    kind, data = data[:1] or b"\0", data[1:]
    with suppress(DecodeError, InvalidInput):
        match kind[0] % 5:
            case 0 | 1:
                message = pb.ProcessArticleRequest.FromString(data)
                article, options = requests.article_request_from_pb(message, priority=Priority.BULK)
                sent_again = requests.article_from_pb(requests.article_to_pb(article))
                assert sent_again == replace(article, findings=())  # what reading found is not sent
                again = requests.process_options_to_pb(options)
                assert requests.process_options_from_pb(again, priority=Priority.BULK) == options
            case 2:
                requests.text_request_from_pb(pb.TranslateTextRequest.FromString(data))
            case 3:
                requests.summary_request_from_pb(pb.SummarizeTextRequest.FromString(data))
            case 4:
                requests.digest_request_from_pb(pb.DigestArticlesRequest.FromString(data))


def files(data: bytes) -> None:
    """Any file becomes articles of whole characters, or a typed error that names it."""
    with suppress(InvalidInput, ConfigError):
        for article in read_file(data, "file"):
            if isinstance(article, Article):
                f"{article.title}{article.body}{article.url}{article.source}".encode()
                assert len(article.id) <= 256


def feeds(data: bytes) -> None:
    """Any bytes taken for a feed, and for the XML of an agency."""
    _reads(lambda: read_feed(data, "file"))
    _reads(lambda: read_news_xml(data, "file"))


def mail(data: bytes) -> None:
    """Any bytes taken for a letter or a saved page, and for a mailbox."""
    _reads(lambda: [read_mail(data, "file")])
    _reads(lambda: list(read_mailbox(b"From a Wed Nov 25 10:00:00 2026\n" + data, "file")))


def office(data: bytes) -> None:
    """Any bytes as what a Word file, an OpenDocument text and a book hold inside, and as an RTF document."""
    inner, _, outer = data.partition(b"\0")
    _reads(lambda: [read_docx(_packed({"word/document.xml": data}), "file")])
    _reads(lambda: [read_odt(_packed({"content.xml": data}), "file")])
    _reads(lambda: read_epub(_packed({"META-INF/container.xml": _CONTAINER, "b.opf": outer, "c.xhtml": inner}), "file"))
    _reads(lambda: [read_rtf(data, "file")])


def workbooks(data: bytes) -> None:
    """Any bytes as a sheet, its texts, its formats and the list of sheets, of an Excel file and an OpenDocument one."""
    first, _, second = data.partition(b"\0")
    parts = {
        "xl/workbook.xml": _WORKBOOK,
        "xl/_rels/workbook.xml.rels": _RELATED,
        "xl/a.xml": first,
        "xl/b.xml": second,
    }
    for changed in ({}, {"xl/workbook.xml": first}, {"xl/c.xml": second}, {"xl/_rels/workbook.xml.rels": second}):
        packed = _packed({"xl/c.xml": b"<styleSheet/>", **parts, **changed})
        _reads(lambda packed=packed: read_file(packed, "file"))
        list(read_sheets(packed, "file", ("id", "title", "body")))
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    _reads(lambda: read_file(_packed({"mimetype": mimetype, "content.xml": first}), "file"))
    with suppress(ValueError):
        value, _, code = _text(data).partition(":")
        if math.isfinite(number := float(value)):
            shown(number, code).encode()


def archives(data: bytes) -> None:
    """Any bytes within an archive and compressed, and taken for an archive and for what each compression writes."""
    _reads(lambda: read_file(_packed({"a": data, "b/c.txt": data[::-1]}), "file.zip"))
    _reads(lambda: read_file(gzip.compress(data), "file.gz"))
    for begin in (b"PK\x03\x04", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"):
        _reads(lambda begin=begin: read_file(begin + data, "file"))


def pdf(data: bytes) -> None:
    """Any bytes taken for a PDF."""
    _reads(lambda: [read_pdf(data, "file")])


def subtitles(data: bytes) -> None:
    """Any bytes taken for subtitles."""
    _reads(lambda: [read_subtitles(decode(data).text, "file")])


def rows(data: bytes) -> None:
    """Any bytes taken for JSON, and for a table: each row has its place, in order."""
    _reads(lambda: read_json(decode(data).text, "file"))
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", errors="surrogateescape", newline="")
    last = 0
    for row in read_table(text, 0, ("id", "title", "body"), usual=","):
        assert row.next_row >= last
        last = row.next_row


def damage(data: bytes) -> None:
    """Any text is repaired to a text with as many lines, and a repaired one is left as it is."""
    text = _text(data).encode("utf-8", "replace").decode()
    repaired = repair(text)
    assert repaired.findings or repaired.text == text


def wire_results(data: bytes) -> None:
    """What any server answers becomes a result, whose message becomes the same result again."""
    kind, data = data[:1] or b"\0", data[1:]
    parts: list[tuple[type[Message], Callable[..., object], Callable[..., Message]]] = [
        (pb.ProcessArticleResponse, results.article_result_from_pb, results.article_result_to_pb),
        (pb.TranslateTextResponse, results.text_result_from_pb, results.text_result_to_pb),
        (pb.SummarizeTextResponse, results.summary_result_from_pb, results.summary_result_to_pb),
        (pb.CheckTranslationResponse, results.check_result_from_pb, results.check_result_to_pb),
        (pb.DigestArticlesResponse, digests.digest_result_from_pb, digests.digest_result_to_pb),
        (pb.ListModelsResponse, results.models_from_pb, results.models_to_pb),
    ]
    message, from_pb, to_pb = parts[kind[0] % len(parts)]
    with suppress(DecodeError):
        result = from_pb(message.FromString(data))
        assert repr(from_pb(to_pb(result))) == repr(result)  # of the text, as no NaN is equal to itself


def configuration(data: bytes) -> None:
    """A file is read or refused with a typed error: settings, tokens, glossary."""
    _FILE.write_bytes(data)
    for read in (lambda: Settings.load(config_file=_FILE), lambda: Tokens(_FILE), lambda: read_glossary(_FILE)):
        with suppress(ConfigError, InvalidInput):
            read()


HARNESSES: dict[str, Harness] = {
    harness.__name__: harness
    for harness in (
        *(text_rules, numbers, check, html, files, feeds, mail, office, workbooks, archives, pdf, subtitles, rows),
        *(damage, wire_requests, wire_results, configuration),
    )
}

_WORKBOOK = b"<workbook xmlns:r='r'><sheets><sheet name='a' r:id='a'/></sheets></workbook>"
_RELATED = (
    b"<r><Relationship Id='a' Type='/worksheet' Target='a.xml'/>"
    b"<Relationship Id='b' Type='/sharedStrings' Target='b.xml'/>"
    b"<Relationship Id='c' Type='/styles' Target='c.xml'/></r>"
)
_CONTAINER = b"<container><rootfile full-path='b.opf'/></container>"


def _reads(read: Callable[[], Iterable[object]]) -> None:
    """A reader gives articles of whole characters, or a typed error of one line that names the file."""
    refused: InvalidInput | None = None
    with suppress(ConfigError):
        try:
            found = list(read())
        except InvalidInput as error:
            found, refused = [], error
        for article in found:
            if isinstance(article, Article):
                f"{article.title}{article.body}{article.url}{article.source}".encode()
                assert len(article.id) <= 256
    assert refused is None or (refused.field.startswith("file") and "\n" not in refused.message)


def _packed(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _covers(text: str, spans: list[Span]) -> None:
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert _is_blank(text[end : span.start])
        end = span.end
    assert _is_blank(text[end:])


def _is_blank(text: str) -> bool:
    """White space, and what has no shape of its own."""
    return not normalize(text).text.strip()
