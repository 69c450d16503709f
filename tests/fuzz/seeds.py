"""Where the search begins: real texts and messages, a few for each harness."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from mujaz.v1 import article_pb2 as pb

ROOT = Path(__file__).parents[2]
REGRESSIONS = Path(__file__).parent / "regressions"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))

_PAGE = "<html><head><meta charset=utf-8><title>خبر</title></head><body><article><h1>خبر</h1><p>قال &amp; {}</p></body>"
_ARCHIVES = {
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    "<w:r><w:t>قال نعم.</w:t></w:r></w:p></w:body></w:document>",
    "a.txt": "قال نعم.",
}
_CONFIGURATION = (
    b'threads = 2\naddress = "127.0.0.1:0"\n',
    b'[[token]]\nname = "desk"\nsha256 = "' + b"0" * 64 + b'"\narticles_per_minute = 2\n',
    '"بغداد" = "Baghdad"\n[terms]\nx = "y"\n'.encode(),
)


def seeds(name: str) -> Iterator[bytes]:
    """What a harness begins with, and all that ever broke it."""
    yield b""
    for path in sorted((REGRESSIONS / name).glob("*")):
        yield path.read_bytes()
    yield from _MAKERS[name]()


def _lines() -> Iterator[bytes]:
    for path in (*EXAMPLES, ROOT / "tests/data/quantities_ar_en.tsv", ROOT / "tests/data/sentences_ar.txt"):
        yield from path.read_bytes().splitlines()[:40]


def _pairs() -> Iterator[bytes]:
    yield from (b"\0".join(line.split(b"\t")[:2]) for line in _lines() if b"\t" in line)


def _pages() -> Iterator[bytes]:
    yield from (_PAGE.format(line.decode()).encode() for line in list(_lines())[:20])


def _requests() -> Iterator[bytes]:
    options = pb.ProcessOptions(
        beam_size=2,
        brief=pb.BriefOptions(max_sentences=2, style=pb.BRIEF_STYLE_BULLETS),
        glossary=pb.Glossary(terms=[pb.Term(source="بغداد", target="Baghdad")]),
    )
    article = pb.Article(id="1", title="خبر", body="قال الوزير.", published="2021-04-08")
    yield b"\0" + pb.ProcessArticleRequest(article=article, options=options).SerializeToString()
    yield b"\2" + pb.TranslateTextRequest(text="خبر").SerializeToString()
    yield b"\3" + pb.SummarizeTextRequest(text="News.", options=options.brief).SerializeToString()
    yield b"\4" + pb.DigestArticlesRequest(articles=[article], options=options).SerializeToString()


def _files() -> Iterator[bytes]:
    yield from _pages()
    yield '{"id": "1", "title": "خبر", "body": "قال.", "content_type": "CONTENT_TYPE_TEXT_HTML"}'.encode()
    yield '[{"text": ["قال", {"text": "نعم"}]}]'.encode()
    yield "<rss><channel><item><title>خبر</title><description>&lt;p>قال.</description></item></channel></rss>".encode()
    yield "<nitf><hl1>خبر</hl1><body.content><p>قال.</p></body.content></nitf>".encode()
    yield "1\n00:00:01,000 --> 00:00:02,000\nقال نعم.\n".encode()
    yield "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>قال نعم.</p>".encode()
    yield rb"{\rtf1\ansi\ansicpg1256 \'c3\'da\'e1\par}"
    yield gzip.compress("قال نعم.".encode())
    for name, content in _ARCHIVES.items():
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr(name, content)
        yield packed.getvalue()


def _feeds() -> Iterator[bytes]:
    item = "<title>خبر</title><link>https://n.example/1</link><pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate>"
    told = "<description>&lt;p>قال.</description>"
    yield f"<rss><channel><title>ع</title><item>{item}{told}</item></channel></rss>".encode()
    yield f'<?xml version="1.0" encoding="windows-1256"?><rss><item>{item}</item></rss>'.encode("windows-1256")
    yield "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>خبر</title><content>قال.</content></entry>".encode()
    yield "<nitf><hl1>خبر</hl1><body.content><p>قال.</p></body.content></nitf>".encode()
    yield "<newsItem><headline>خبر</headline><inlineXML><html><p>قال.</p></html></inlineXML></newsItem>".encode()
    yield b"<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><rss><item>&b;</item></rss>"


def _mail() -> Iterator[bytes]:
    head = b"From: a@n.example\nSubject: =?utf-8?b?2K7YqNix?=\nMIME-Version: 1.0\n"
    yield head + b"Content-Type: text/html\n\n" + "<p>قال نعم.</p>".encode()
    yield head + b"Content-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/plain\n\nx\n--x--\n"


def _office() -> Iterator[bytes]:
    yield _ARCHIVES["word/document.xml"].encode()
    yield (
        "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text><text:p>قال.</text:p>"
        "</office:text></office:body></office:document-content>"
    ).encode()
    chapter = "<html><body><h1>خبر</h1><p>قال.</p></body></html>"
    book = "<package><manifest><item id='x' href='c.xhtml'/></manifest><spine><itemref idref='x'/></spine></package>"
    yield f"{chapter}\0{book}".encode()
    yield rb"{\rtf1\ansi\ansicpg1256 \'c3\'da\'e1\par}"


def _workbooks() -> Iterator[bytes]:
    rows = (
        "<row r='1'><c r='A1' t='inlineStr'><is><t>النص</t></is></c></row><row><c t='s'><v>0</v></c><c s='1'><v>5</v>"
    )
    sheet = (
        f"<worksheet><cols><col min='1' max='2' hidden='1'/></cols><sheetData>{rows}</c></row></sheetData></worksheet>"
    )
    yield f"{sheet}\0<sst><si><r><rPr><strike/></rPr><t>لا</t></r><r><t>قال نعم.</t></r></si></sst>".encode()
    formats = (
        "<numFmts><numFmt numFmtId='164' formatCode='0.0%'/></numFmts><cellXfs><xf/><xf numFmtId='164'/></cellXfs>"
    )
    yield f"{sheet}\0<styleSheet>{formats}</styleSheet>".encode()
    yield b"<workbook><workbookPr date1904='1'/><sheets><sheet name='a' state='hidden' id='a'/></sheets></workbook>"
    cell = "<table:table-cell><text:p>قال.</text:p></table:table-cell>"
    row = f"<table:table-row table:number-rows-repeated='3'>{cell}</table:table-row>"
    yield f"<d xmlns:table='b' xmlns:text='t'><table:table>{row}</table:table></d>".encode()
    yield from (b"46356.5:dd/mm/yyyy h:mm AM/PM", b'-1234.5:[Red]#,##0.00;(0.0%)"x"', b"1e300:0.00,,", b"0.5:[h]:mm:ss")


def _pdf() -> Iterator[bytes]:
    yield b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3"
    yield (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length 9>>stream\nBT (x) Tj\nendstream endobj\ntrailer<</Root 1 0 R>>"
    )


def _subtitles() -> Iterator[bytes]:
    cue = "1\n00:00:01,000 --> 00:00:02,000\nقال نعم.\n\n2\n00:00:02,000 --> 00:00:03,000\n- لا\n- بلى\n"
    yield cue.encode()
    yield f"WEBVTT\n\n{cue.replace(',', '.')}".encode()


def _rows() -> Iterator[bytes]:
    yield '[{"id": 1, "body": ["قال", {"text": "نعم"}]}, 5]'.encode()
    yield '{"messages": [{"id": 1, "type": "message", "text": ["قال", {"text": "نعم"}]}]}'.encode()
    yield 'sep=;\nid;Title;body\n1;خبر;"قال\nنعم"\n2;خبر;"لا\n'.encode()


def _results() -> Iterator[bytes]:
    segment = pb.Segment(
        source=pb.Span(start=0, end=3),
        target=pb.Span(start=0, end=4),
        confidence=0.5,
        findings=[pb.Finding(kind=pb.FINDING_KIND_NUMBER, severity=pb.SEVERITY_ERROR, message="60 is gone")],
    )
    article = pb.ProcessArticleResponse(id="1", body="News", segments=[segment], brief=pb.Brief(text="News"))
    yield b"\0" + article.SerializeToString()
    yield b"\1" + pb.TranslateTextResponse(text="News", segments=[segment]).SerializeToString()
    yield from (bytes([kind]) for kind in range(2, 6))


def _configuration() -> Iterator[bytes]:
    yield from _CONFIGURATION


_MAKERS = {
    "text_rules": _lines,
    "numbers": _lines,
    "check": _pairs,
    "html": _pages,
    "wire_requests": _requests,
    "files": _files,
    "feeds": _feeds,
    "mail": _mail,
    "office": _office,
    "workbooks": _workbooks,
    "archives": _lines,
    "pdf": _pdf,
    "subtitles": _subtitles,
    "rows": _rows,
    "damage": _lines,
    "wire_results": _results,
    "configuration": _configuration,
}
