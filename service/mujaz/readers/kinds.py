"""Recognise the kind of a file by its content; its name decides only where the content does not tell."""

import enum
import io
import re
import zipfile
from dataclasses import dataclass

from mujaz.readers.encodings import decode
from mujaz.readers.whatsapp import is_chat

MAX_FILE_BYTES = 64 * 2**20
"""The most of a file that is read whole."""
HEAD_BYTES = 8192
_MAX_MIMETYPE_BYTES = 200


class Kind(enum.Enum):
    """Kinds of files. All are read here but tables, which `jobs` reads, and `OTHER`."""

    TEXT = "text"
    HTML = "a web page"
    JSON = "JSON"
    TABLE = "a table"
    FEED = "a feed"
    NEWS_XML = "NewsML or NITF"
    MAIL = "a message or a saved page (MHTML)"
    MAILBOX = "a mailbox (mbox)"
    DOCX = "a Word document"
    ODT = "an OpenDocument text"
    XLSX = "an Excel workbook"
    ODS = "an OpenDocument spreadsheet"
    EPUB = "an EPUB book"
    RTF = "an RTF document"
    SUBTITLES = "subtitles"
    CHAT = "a chat of WhatsApp"
    PDF = "a PDF"
    ZIP = "a ZIP archive"
    PACKED = "a compressed file"
    PARQUET = "a Parquet table"
    OTHER = "another kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind:
    """The kind of a file, and words for it such as "a PNG image"."""

    kind: Kind
    name: str = ""


_MAGIC = (
    (b"\x1f\x8b", Kind.PACKED, "gzip"),
    (b"BZh", Kind.PACKED, "bzip2"),
    (b"\xfd7zXZ\0", Kind.PACKED, "xz"),
    (b"\x28\xb5\x2f\xfd", Kind.PACKED, "zstd"),
    (b"{\\rtf", Kind.RTF, "an RTF document"),
    (b"PAR1", Kind.PARQUET, "a Parquet table"),
    (b"\x89PNG", Kind.OTHER, "a PNG image"),
    (b"\xff\xd8\xff", Kind.OTHER, "a JPEG image"),
    (b"GIF8", Kind.OTHER, "a GIF image"),
    (b"BM", Kind.OTHER, "a BMP image"),
    (b"II*\0", Kind.OTHER, "a TIFF image"),
    (b"MM\0*", Kind.OTHER, "a TIFF image"),
    (b"RIFF", Kind.OTHER, "a picture, sound or film (RIFF)"),
    (b"ID3", Kind.OTHER, "an MP3 sound"),
    (b"\xff\xfb", Kind.OTHER, "an MP3 sound"),
    (b"OggS", Kind.OTHER, "an Ogg sound or film"),
    (b"fLaC", Kind.OTHER, "a FLAC sound"),
    (b"\x7fELF", Kind.OTHER, "a program"),
    (b"MZ", Kind.OTHER, "a program"),
    (b"SQLite format 3", Kind.OTHER, "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", Kind.OTHER, "a 7z archive; unpack it first"),
    (b"Rar!", Kind.OTHER, "a RAR archive; unpack it first"),
    (
        b"\xd0\xcf\x11\xe0",
        Kind.OTHER,
        "an Office file from before 2007 or with a password; save it as .docx or .xlsx without one",
    ),
    (b"\0asm", Kind.OTHER, "a program"),
)
_IN_ZIP = (
    ("word/document.xml", Kind.DOCX, "a Word document"),
    ("epub", Kind.EPUB, "an EPUB book"),
    ("opendocument.text", Kind.ODT, "an OpenDocument text"),
    ("opendocument.spreadsheet", Kind.ODS, "an OpenDocument spreadsheet"),
    ("opendocument", Kind.OTHER, "an OpenDocument file other than a text or spreadsheet; save it as text"),
    ("xl/workbook.xml", Kind.XLSX, "an Excel workbook"),
    ("xl/", Kind.OTHER, "a binary Excel workbook (.xlsb); save it as .xlsx"),
    ("ppt/", Kind.OTHER, "a PowerPoint file; save it as text"),
)
"""What a ZIP archive is by a file, a folder, or a part of its MIME type; the first that fits."""
_TEXTUAL_MAGIC = frozenset((b"BM", b"MZ", b"ID3"))
"""A text may begin with these as well; unlike such a file, it has no zero bytes."""

_ROOT = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>\s*)*<([\w:.-]+)", re.DOTALL
)
_ROOTS = {
    "rss": Kind.FEED,
    "rdf:rdf": Kind.FEED,
    "feed": Kind.FEED,
    "channel": Kind.FEED,
    "newsitem": Kind.NEWS_XML,
    "newsmessage": Kind.NEWS_XML,
    "newsml": Kind.NEWS_XML,
    "nitf": Kind.NEWS_XML,
    "html": Kind.HTML,
}
_MORE_ROOTS = {
    "xliff": "an XLIFF file",
    "tmx": "a translation memory (TMX)",
    "svg": "an SVG image",
    "opml": "a list of feeds (OPML)",
    "urlset": "a sitemap",
    "sitemapindex": "a sitemap",
}
_WHOLE_PAGE = re.compile(r"<!doctype\s+html|<html\b", re.IGNORECASE)
_HTML = re.compile(
    r"^\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|section|table|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(
    r"^(?:From|To|Subject|Date|MIME-Version|Content-Type|Received|Return-Path|Message-ID|Delivered-To|Reply-To|"
    r"Snapshot-Content-Location|Content-Location|X-[\w-]+|DKIM-Signature|ARC-[\w-]+|Content-Transfer-Encoding):[ \t]?",
    re.IGNORECASE,
)
_MAIL_HEADERS = frozenset(("mime-version", "content-type", "subject", "message-id", "received"))
_MAILBOX = re.compile(r"From \S.*\d{4}\s*\n")
_CAPTION_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_CAPTIONS = re.compile(rf"^\s*(?:\d+\s*\n\s*)?{_CAPTION_TIME}(?:[ \t]*-->|,{_CAPTION_TIME}\s*\n)")
"""SRT, also without the numbers of its captions, and SBV, which has a comma between two times."""
_PO = re.compile(r'^(?:\s*#.*\n)*\s*msgid\s+"')
_OTHER_TEXTS = (
    ("[Script Info]", "subtitles of the kind ASS; save them as SRT"),
    ("WARC/1.", "a web archive (WARC); save its pages as HTML"),
)
_TABLES = (".csv", ".tsv", ".tab")
_NAMED = {".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML, ".json": Kind.JSON, ".jsonl": Kind.JSON}


def kind_of(data: bytes, name: str = "") -> FileKind:
    """Recognises the kind of a file.

    Args:
        data: The file, or its first `HEAD_BYTES`; a ZIP archive must be whole.
        name: Its name.
    """
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    if b"%PDF-" in data[:1024]:
        return FileKind(kind=Kind.PDF, name="a PDF")
    if data[4:8] == b"ftyp":
        return FileKind(kind=Kind.OTHER, name="a film or picture (MP4, HEIC)")
    for magic, kind, shown in _MAGIC:
        if data.startswith(magic) and (magic not in _TEXTUAL_MAGIC or b"\0" in data[:512]):
            return FileKind(kind=kind, name=shown)
    return _of_text(data[:HEAD_BYTES], name.lower())


def _of_text(head: bytes, name: str) -> FileKind:
    decoded = decode(head)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if "\0" in text[:4096]:
        return FileKind(kind=Kind.OTHER, name="a binary file of an unknown kind")
    if kind := _of_speech(text):
        return FileKind(kind=kind, name=kind.value)
    if other := next((name for start, name in _OTHER_TEXTS if text.startswith(start)), ""):
        return FileKind(kind=Kind.OTHER, name=other)
    if _PO.match(text):
        return FileKind(kind=Kind.OTHER, name="a catalogue of messages (PO), whose quotes a translation would not keep")
    if (suffix := next((suffix for suffix in _TABLES if name.endswith(suffix)), "")) and not text.startswith("<"):
        return FileKind(kind=Kind.TABLE, name=f"a table ({suffix[1:].upper()})")
    if _MAILBOX.match(text) and _is_mail(text.partition("\n")[2]):
        return FileKind(kind=Kind.MAILBOX, name="a mailbox (mbox)")
    if _is_mail(text):
        return FileKind(kind=Kind.MAIL, name="a message or a saved page (MHTML)")
    if text.startswith("<"):
        return _of_markup(text, name)
    if text.startswith(("{", "[")) and _looks_like_json(text):
        return FileKind(kind=Kind.JSON, name="JSON")
    named = next((kind for suffix, kind in _NAMED.items() if name.endswith(suffix)), Kind.TEXT)
    return FileKind(kind=named, name=named.value)


def _of_speech(text: str) -> Kind | None:
    """The kind of a text in which each line or caption has its time."""
    if text.startswith("WEBVTT") or _CAPTIONS.match(text):
        return Kind.SUBTITLES
    return Kind.CHAT if is_chat(text) else None


def _of_markup(text: str, name: str) -> FileKind:
    root = _ROOT.match(text)
    tag = root[1].lower() if root else ""
    kind = _ROOTS.get(tag) or _ROOTS.get(tag.rpartition(":")[2])
    if kind is not None:
        return FileKind(kind=kind, name=kind.value)
    if name.endswith(".txt") and not _WHOLE_PAGE.match(text):
        return FileKind(kind=Kind.TEXT, name="text")
    if _HTML.match(text) or name.endswith((".html", ".htm", ".xhtml")):
        return FileKind(kind=Kind.HTML, name="a web page")
    if tag in _MORE_ROOTS or text.startswith("<?xml") or (tag and name.endswith(".xml")):
        return FileKind(kind=Kind.OTHER, name=_MORE_ROOTS.get(tag, f"an XML file of another kind (<{tag[:40]}>)"))
    return FileKind(kind=Kind.TEXT, name="text")


def _looks_like_json(text: str) -> bool:
    return re.match(r'\{\s*(?:"|\})|\[\s*(?:[{\["\]]|-?\d[\d.eE+-]*\s*(?:,|\]\s*$)|true|false|null)', text) is not None


def _is_mail(text: str) -> bool:
    seen: set[str] = set()
    for line in text.splitlines()[:40]:
        if not line.strip():
            break
        if line[0] in " \t" and seen:
            continue
        match = _HEADER.match(line)
        if match is None:
            if re.match(r"[\w-]{2,40}:\s", line) and seen and line.isascii():
                continue
            break
        seen.add(match[0].rstrip(": \t").lower())
    return len(seen) >= 2 and not seen.isdisjoint(_MAIL_HEADERS)


def _in_zip(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:5000])
            mimetype = ""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _MAX_MIMETYPE_BYTES:
                mimetype = archive.read("mimetype").decode("ascii", "replace")
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return FileKind(kind=Kind.OTHER, name="a damaged ZIP archive")
    for mark, kind, shown in _IN_ZIP:
        if mark in names or mark in mimetype or (mark.endswith("/") and any(name.startswith(mark) for name in names)):
            return FileKind(kind=kind, name=shown)
    return FileKind(kind=Kind.ZIP, name="a ZIP archive")
