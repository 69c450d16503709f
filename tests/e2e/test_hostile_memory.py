"""A hostile file of one megabyte must not fill the memory: each is read in a process whose peak is measured."""

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import zipfile
from collections.abc import Callable

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.files import read_file
from mujaz.readers.records import MAX_WRONG

MEGABYTE = 2**20
ODT, EPUB = "application/vnd.oasis.opendocument.text", "application/epub+zip"
MOST_MB = 200

READ = """
import re, sys
from pathlib import Path
from mujaz.errors import MujazError
from mujaz.readers.files import read_file
try:
    read_file(sys.stdin.buffer.read(), sys.argv[1])
except MujazError as error:
    print(error.message)
# Not ru_maxrss, which begins at the peak of the process that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def filled(begin: str, piece: str, end: str = "") -> bytes:
    """A file of one megabyte."""
    return (begin + piece * ((MEGABYTE - len(begin) - len(end)) // len(piece.encode())) + end).encode()


def zipped(name: str, data: bytes, copies: int = 1, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        if mimetype == EPUB:
            items = "".join(f"<item id='c{n}' href='c{n}.xhtml'/><itemref idref='c{n}'/>" for n in range(copies))
            archive.writestr("META-INF/container.xml", "<container><rootfile full-path='b.opf'/></container>")
            archive.writestr("b.opf", f"<package><spine>{items}</spine></package>")
        for number in range(copies):
            archive.writestr(name.replace("*", str(number)), data)
    return stream.getvalue()


ENTITIES = "<!DOCTYPE r [<!ENTITY a0 'نص'>" + "".join(
    f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>" for n in range(1, 20)
)
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "many elements": ("a.html", lambda: filled("<p>نص</p>", "<p>ن")),
    "many tags": ("a.html", lambda: filled("<p>نص</p>", "<b>")),
    "many links": ("a.html", lambda: filled("<p>نص</p>", "<a href=x>ن</a>")),
    "many cells": ("a.html", lambda: filled("<p>نص</p><table>", "<tr><td>ن<td>1")),
    "JSON-LD of lists": ("a.html", lambda: filled("<p>نص</p><script type='application/ld+json'>", "[", "</script>")),
    "JSON-LD of objects": ("a.html", lambda: filled("<script type='application/ld+json'>[", "{},", "{}]</script>")),
    "JSON of lists": ("a.json", lambda: filled("", "[")),
    "JSON of objects": ("a.json", lambda: filled("[", "{},", "{}]")),
    "JSON of names": ("a.json", lambda: filled('[{"body":"نص"', ',"a":0', "}]")),
    "feed of items": ("a.xml", lambda: filled("<rss version='2.0'><channel>", "<item><title>ن</title></item>")),
    "entities": ("a.xml", lambda: f"{ENTITIES}]><rss version='2.0'><channel>&a19;</channel></rss>".encode()),
    "subtitles": ("a.srt", lambda: filled("", "1\n00:00:01,000 --> 00:00:02,000\nن\n\n")),
    "RTF of groups": ("a.rtf", lambda: filled("{\\rtf1 ", "{", "")),
    "mail of parts": (
        "a.eml",
        lambda: filled("From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n", "--x\n\nن\n"),
    ),
    "one long line": ("a.txt", lambda: filled("", "ن")),
    "many short lines": ("a.txt", lambda: filled("", "ن\n")),
    "gzip of elements": ("a.html.gz", lambda: gzip.compress(filled("<p>نص</p>", "<p>ن") * 15)),
    "gzip bomb": ("a.txt.gz", lambda: gzip.compress(b"a" * 300 * MEGABYTE)),
    "bzip2 bomb": ("a.txt.bz2", lambda: bz2.compress(b"a" * 100 * MEGABYTE)),
    "xz bomb": ("a.txt.xz", lambda: lzma.compress(b"a" * 100 * MEGABYTE, preset=0)),
    "ZIP bomb": ("a.zip", lambda: zipped("*.txt", b"a" * 15 * MEGABYTE, 40)),
    "ZIP of many": ("a.zip", lambda: zipped("*.txt", b"", 9_000)),
    "news of elements": ("a.xml", lambda: filled("<nitf><body.content>", "<p>ن</p>")),
    "OpenDocument of paragraphs": (
        "a.odt",
        lambda: zipped("content.xml", filled("<o xmlns:text='t'>", "<text:p>ن</text:p>", "</o>"), mimetype=ODT),
    ),
    "OpenDocument bomb": ("a.odt", lambda: zipped("content.xml", b"<a>" * 5 * MEGABYTE, mimetype=ODT)),
    "book bomb": ("a.epub", lambda: zipped("c*.xhtml", b"<p>a" * 3 * MEGABYTE, 40, mimetype=EPUB)),
    "page saved by a browser": (
        "a.mhtml",
        lambda: filled("From: a\nSubject: b\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>نص", "<p>ن"),
    ),
    "telegram of messages": ("a.json", lambda: filled('{"messages":[', '{"text":"ن"},', '{"text":"ن"}]}')),
    "lines of JSON": ("a.jsonl", lambda: filled("", '{"body":"ن"}\n')),
    "Word bomb": ("a.docx", lambda: zipped("word/document.xml", b"<a>" * 30 * MEGABYTE)),
    "PDF of nothing": ("a.pdf", lambda: filled("%PDF-1.7\n", "1 0 obj<</A[")),
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "made"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_of_a_megabyte_takes_less_than_200_mb(name: str, made: Callable[[], bytes]) -> None:
    data = made()
    assert len(data) <= MEGABYTE + 4
    run = subprocess.run([sys.executable, "-c", READ, name], input=data, capture_output=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr.decode()[-800:]
    assert int(run.stdout.split()[-1]) < MOST_MB, run.stdout.decode()


def test_a_file_of_wrong_entries_is_refused_and_names_the_last() -> None:
    many = ("[" + "{}," * MAX_WRONG + "{}]").encode()
    with pytest.raises(InvalidInput, match="more than 10,000 entries that cannot be read; the last one: "):
        read_file(many, "wrong.json")
