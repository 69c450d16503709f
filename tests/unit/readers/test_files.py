import functools
import gzip
import io
import lzma
import zipfile

import pytest

from mujaz.errors import InvalidInput
from mujaz.readers.encodings import decode
from mujaz.readers.files import Reading, read_file
from mujaz.readers.packed import MAX_UNPACKED_BYTES
from mujaz.readers.records import Fields
from mujaz.types import Article, ArticleFailure

ONE = "افتتحت البلدية جسرا جديدا على النهر يوم الثلاثاء."
TWO = "وقال المهندس المشرف إن العمل دام سنتين."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def only(data: bytes | str, name: str = "file", **reading) -> Article:
    (article,) = read_file(data.encode() if isinstance(data, str) else data, name, Reading(**reading))
    assert isinstance(article, Article)
    return article


def packed(**files: bytes | str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def test_a_feed_is_its_items_in_any_encoding():
    feed = f"""<?xml version="1.0" encoding="windows-1256"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/">
    <channel><title>أخبار البلد</title><item><title>جسر جديد</title><link>https://news.example/1</link>
    <description>مختصر</description><c:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p>]]></c:encoded>
    <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item><item><title>خبر بلا نص</title></item></channel></rss>"""
    first, second = read_file(feed.encode("windows-1256"), "rss.xml")
    assert first == Article(
        id="https://news.example/1",
        title="جسر جديد",
        body=f"{ONE}\n{TWO}",
        url="https://news.example/1",
        source="أخبار البلد",
        published="2026-11-24T10:00:00+00:00",
    )
    assert (second.title, second.body) == ("", "خبر بلا نص")


@pytest.mark.parametrize(
    "xml",
    [
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>جسر</title><content type='html'>&lt;p&gt;{ONE}"
        f"&lt;/p&gt;&lt;p&gt;{TWO}</content></entry></feed>",
        f"<nitf><body><body.head><hedline><hl1>جسر</hl1></hedline></body.head><body.content><p>{ONE}</p><p>{TWO}</p>"
        "</body.content></body></nitf>",
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta><headline>جسر</headline></contentMeta>"
        f"<contentSet><inlineXML><html><body><p>{ONE}</p><p>{TWO}</p></body></html></inlineXML></contentSet></newsItem>",
    ],
)
def test_xml_of_agencies_and_feeds_gives_headline_and_paragraphs(xml):
    article = only(xml, "a.xml")
    assert (article.title, article.body) == ("جسر", f"{ONE}\n{TWO}")


@pytest.mark.parametrize(
    ("text", "fields", "article"),
    [
        ('{"title": "ع", "authors": [], "maintext": "قال."}', Fields(), Article(title="ع", body="قال.")),
        (
            '{"title": "ع", "text": "قال.", "hostname": "x.example", "date": "2026/11/25"}',
            Fields(),
            Article(title="ع", body="قال.", source="x.example", published="2026-11-25"),
        ),
        (
            '{"headline": "ع", "body_html": "<p>قال."}',
            Fields(),
            Article(title="ع", body="قال."),
        ),
        ('{"data": {"id": 7, "text": "قال."}}', Fields(id="data.id", body="data.text"), Article(id="7", body="قال.")),
        ('{"body": ["قال.", "نعم."]}', Fields(), Article(body="قال.\nنعم.")),
    ],
)
def test_json_of_any_tool_is_read_and_unknown_fields_are_ignored(text, fields, article):
    assert only(text, "a.json", fields=fields) == article


def test_an_export_of_telegram_is_its_messages():
    export = (
        '{"name": "قناة", "messages": [{"id": 1, "type": "service", "text": ""}, {"id": 2, "type": "message", "date": '
        '"2026-11-25T09:00:00", "from": "قناة", "text": ["عاجل: ", {"type": "bold", "text": "قال نعم"}, "."]}]}'
    )
    assert only(export) == Article(id="2", body="عاجل: قال نعم.", source="قناة", published="2026-11-25T09:00:00")


def test_an_array_and_lines_are_many_articles_and_a_bad_one_is_named():
    for text in ('[{"id": 1, "body": "أ"}, 5]', '{"id": 1, "body": "أ"}\n5\n'):
        good, bad = read_file(text.encode(), "a.json")
        assert isinstance(good, Article)
        assert isinstance(bad, ArticleFailure)
        assert bad.id == "a.json:2"


def test_a_page_saved_by_a_browser_and_a_letter():
    page = f"<h1>جسر</h1><p>{ONE}</p><p>{TWO}</p>".encode()
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://news.example/1\nSubject: x\nMIME-Version: 1.0\n"
    saved = only(head + b"Content-Type: text/html\nContent-Transfer-Encoding: 8bit\n\n" + page, "a.mhtml")
    assert (saved.title, saved.body, saved.url) == ("جسر", f"{ONE}\n{TWO}", "https://news.example/1")
    letter = only(
        "From: Desk <d@news.example>\nSubject: =?utf-8?b?2KzYs9ix?=\nDate: Tue, 24 Nov 2026 10:00:00 +0300\n"
        f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{ONE}\n{TWO}\n",
        "a.eml",
    )
    assert (letter.title, letter.source, letter.published) == ("جسر", "Desk", "2026-11-24T10:00:00+03:00")
    assert letter.body.splitlines() == [ONE, TWO]


def test_word_keeps_right_to_left_runs_and_rows_and_leaves_deleted_text_out():
    document = (
        f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>جسر</w:t>'
        "</w:r></w:p>"
        f'<w:p><w:dir w:val="rtl"><w:r><w:t>{ONE}</w:t></w:r></w:dir><w:del><w:r><w:delText>خطأ</w:delText></w:r>'
        "</w:del>"
        "</w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>طول</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>120</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    article = only(packed(word__document_dot_xml=document), "a.docx")
    assert (article.title, article.body) == ("جسر", f"{ONE}\nطول\t120")


def test_opendocument_and_books_and_rtf():
    odt = (
        "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text><text:tracked-changes>"
        f"<text:p>خطأ</text:p></text:tracked-changes><text:h>جسر</text:h><text:p>{ONE}<text:line-break/>{TWO}</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    article = only(packed(mimetype=mimetype, content_dot_xml=odt), "a.odt")
    assert (article.title, article.body) == ("جسر", f"{ONE}\n{TWO}")
    book = packed(
        mimetype="application/epub+zip",
        **{
            "META-INF__container_dot_xml": "<container><rootfile full-path='a/b.opf'/></container>",
            "a__b_dot_opf": "<package><manifest><item id='x' href='c.xhtml#x'/></manifest><spine>"
            "<itemref idref='x'/></spine>"
            "</package>",
            "a__c_dot_xhtml": f"<html><body><h1>جسر</h1><p>{ONE}</p></body></html>",
        },
    )
    assert (only(book).title, only(book).body) == ("جسر", ONE)
    escaped = "".join(f"\\'{byte:02x}" for byte in ONE.encode("windows-1256"))
    assert only(rf"{{\rtf1\ansi\ansicpg1256\deff0 {escaped}\par}}".encode()).body == ONE


def test_subtitles_join_sentences_and_keep_times():
    srt = (
        "1\n00:00:01,000 --> 00:00:03,200\nافتتحت البلدية جس"
        "را\n\n2\n00:00:03,200 --> 00:00:06,000\nجديدا يوم الثلاثاء.\n"
        "\n"
        "3\n00:00:06,400 --> 00:00:08,900\n- متى العمل؟\n- غدا.\n"
    )
    vtt = "WEBVTT\n\n" + srt.replace(",", ".").split("\n", 1)[1].replace("\n\n2\n", "\n\n").replace("\n\n3\n", "\n\n")
    for text in (srt, vtt):
        assert only(text).body == (
            "1\n00:00:01,000 --> 00:00:06,000\nافتتحت البلدية جسرا جديدا يوم الثلاثاء.\n\n"
            "2\n00:00:06,400 --> 00:00:08,900\n- متى العمل؟\n- غدا."
        )


def test_packed_files_and_archives_are_unpacked_and_what_is_not_read_is_named():
    assert only(gzip.compress(ONE.encode()), "a.txt.gz").body == ONE
    assert only(lzma.compress(f"<h1>جسر</h1><p>{ONE}".encode()), "a.html.xz").title == "جسر"
    article, failure = read_file(packed(a_dot_txt=ONE, b_dot_png=b"\x89PNG\r\n\x1a\n\0"), "all.zip")
    assert (article.id, article.body) == ("all.zip/a.txt", ONE)
    assert "is a PNG image, which is not read" in str(failure.error)


def test_a_file_without_a_name_in_an_archive_is_read():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open(zipfile.ZipInfo(""), "w") as file:
        file.write(ONE.encode())
    assert only(stream.getvalue(), "all.zip").body == ONE


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(b"\0" * (MAX_UNPACKED_BYTES + 1)), "longer than 16,777,216 bytes unpacked"),
        (
            functools.reduce(lambda data, _: gzip.compress(data), range(5), b"x"),
            "archives within one another",
        ),
        (
            b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss><channel><item>&b;</item></channel></rss>",
            "entities",
        ),
        (b"<rss>" + b"<item>" * 1_100_000, "more than 500,000 elements"),
        (b"[" + b"[]," * 600_000 + b"[]]", "more than 1,000,000 values"),
        (b"[" * 100_000, "is JSON of a kind that cannot be"),
        (packed(word__document_dot_xml=b"<x" + b"\0" * (MAX_UNPACKED_BYTES + 1)), "longer than 16,777,216 bytes"),
        (b"%PDF-1.4 nothing", "damaged PDF"),
        (b"\xff\xd8\xff\xe0 \0", "is a JPEG image, which is not read"),
        (b'<?xml version="1.0"?><urlset></urlset>', "is a sitemap"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n", "is a web archive"),
        (b"", "is empty"),
    ],
    # Names of our own: gzip writes the time into the bytes, so names made of them differ between workers.
    ids=[
        "long when unpacked",
        "archives within archives",
        "entities",
        "many elements",
        "many values",
        "deep nesting",
        "long part",
        "damaged pdf",
        "image",
        "sitemap",
        "web archive",
        "empty",
    ],
)
def test_bombs_and_other_kinds_are_refused_by_name_and_limit(data, says):
    with pytest.raises(InvalidInput, match=says):
        read_file(data, "file")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "iso-8859-6", "utf-16", "utf-16-be"])
def test_the_encoding_of_a_text_is_found(encoding):
    found = decode(f"{ONE}\n{TWO}".encode(encoding))
    assert found.text == f"{ONE}\n{TWO}"
    assert bool(found.findings) is (encoding in ("windows-1256", "iso-8859-6", "utf-16-be"))


def test_a_page_that_names_the_wrong_encoding_is_read_as_what_it_is():
    page = f'<meta charset="utf-8"><h1>جسر</h1><p>{ONE}</p><p>{TWO}</p>'.encode("windows-1256")
    article = only(page, "a.html")
    assert article.body == f"{ONE}\n{TWO}"
    assert "windows-1256" in article.findings[0].message


def test_bytes_that_are_none_are_kept_and_counted():
    article = only(
        f"<p>{ONE}</p><!-- X -->".encode().replace(b"X", b"\xd8").replace("جسرا".encode(), b"\xff"), "a.html"
    )
    assert "\ufffd" in article.body
    assert article.findings[0].message.startswith("2 bytes")
