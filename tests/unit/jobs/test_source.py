"""Every kind of file, whole and broken, from its beginning and from any place in it."""

import gzip
import io
import json
import zipfile
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from mujaz.errors import ConfigError
from mujaz.jobs import readers, tables
from mujaz.jobs.formats import InputFormat
from mujaz.jobs.inputs import Inputs
from mujaz.jobs.records import START, Failure
from mujaz.jobs.source import Fields, Source
from mujaz.readers import files
from mujaz.types import Article, ContentType, FindingKind

ARTICLES = [
    Article(id="1", title="عنوان", body="نص أول"),
    Article(id="2", title="", body="نص\nثان، وفيه فاصلة"),
    Article(id="3", title="ثالث", body='قال "نعم"'),
]
ROWS = [{"id": article.id, "title": article.title, "body": article.body} for article in ARTICLES]
JSONL = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
CSV = 'id,title,body\n1,عنوان,نص أول\n2,,"نص\nثان، وفيه فاصلة"\n3,ثالث,"قال ""نعم"""\n'


def source(*paths, **options):
    return Source(Inputs([str(path) for path in paths]), **options)


def read(*paths, **options):
    return list(source(*paths, **options).records())


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name, content):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        return name

    return write


def write_parquet(path, rows, **options):
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    return path


WHOLE = {
    "in.jsonl": JSONL.encode(),
    "bom.jsonl": b"\xef\xbb\xbf" + JSONL.encode(),
    "crlf.jsonl": JSONL.replace("\n", "\r\n").encode(),
    "open.jsonl": JSONL.rstrip().encode(),
    "in.ndjson.gz": gzip.compress(JSONL.encode()),
    "in.jsonl.zst": zstandard.compress(JSONL.encode()),
    "frames.jsonl.zst": b"".join(zstandard.compress(line.encode()) for line in JSONL.splitlines(keepends=True)),
    "in.csv": CSV.encode(),
    "in.tsv": CSV.replace(",", "\t").encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_format_gives_the_same_articles(file, name):
    assert [record.content for record in read(file(name, WHOLE[name]))] == ARTICLES


def test_a_workbook_gives_the_same_articles_and_may_be_read_from_any_row(file):
    cells = [ROWS[0].keys(), *(row.values() for row in ROWS)]
    rows = "".join("<row>" + "".join(f"<c t='str'><v>{cell}</v></c>" for cell in row) + "</row>" for row in cells)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<w xmlns:r='r'><sheets><sheet name='أ' r:id='a'/></sheets></w>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<r><Relationship Id='a' Type='/worksheet' Target='a.xml'/></r>")
        archive.writestr("xl/a.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    records = read(file("in.xlsx", content.getvalue()))
    assert [record.content for record in records] == ARTICLES
    assert [record.place for record in records] == ["in.xlsx:2", "in.xlsx:3", "in.xlsx:4"]
    assert list(source("in.xlsx").records(records[0].after)) == records[1:]
    assert read(file("in.bin", content.getvalue()))[0].content == ARTICLES[0]


def test_parquet_gives_the_same_articles(tmp_path):
    path = write_parquet(tmp_path / "in.parquet", [{**row, "more": 1} for row in ROWS], row_group_size=2)
    assert [record.content for record in read(path)] == ARTICLES


def test_other_fields_may_hold_the_article(file):
    name = file("in.jsonl", '{"key": 7, "head": "عنوان", "text": "نص", "body": "x"}\n')
    (record,) = read(name, fields=Fields(id="key", title="head", body="text"))
    assert record.content == Article(id="7", title="عنوان", body="نص")


def test_an_article_without_an_id_is_called_after_its_place(file):
    records = read(file("in.jsonl", '\n{"body": "نص"}\n{"id": "", "title": null, "body": "نص"}\n'))
    assert [record.id for record in records] == ["in.jsonl:2", "in.jsonl:3"]
    assert records[1].content == Article(id="in.jsonl:3", body="نص")


def test_a_text_has_a_headline_where_an_empty_line_follows_it(file):
    (record,) = read(file("a.txt", "عنوان\r\n\r\nنص\r\nآخر\r\n"))
    assert record.content == Article(id="a.txt", title="عنوان", body="نص\nآخر")


def test_a_page_gives_its_headline_and_paragraphs(file):
    (record,) = read(file("a.html", "<title>موقع</title><h1>عنوان</h1><p>نص</p><p>آخر</p>"))
    assert record.content == Article(id="a.html", title="عنوان", body="نص\nآخر")


def test_the_texts_of_rows_may_be_pages_and_whole_files_are_what_their_format_says(file):
    inputs = [
        file("a.jsonl", '{"id": "1", "body": "<p>نص</p>"}\n'),
        file("b.csv", "id,body\n2,<p>نص</p>\n"),
        file("c.txt", "<p>نص</p>"),
        file("d.html", "<p>نص</p>"),
    ]
    records = read(*inputs, content_type=ContentType.TEXT_HTML)
    assert [(record.content.body, record.content.content_type.name) for record in records] == [
        ("<p>نص</p>", "TEXT_HTML"),
        ("<p>نص</p>", "TEXT_HTML"),
        ("<p>نص</p>", "TEXT_PLAIN"),
        ("نص", "TEXT_PLAIN"),
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.html"])
def test_other_encodings_are_read_when_they_are_named(file, name):
    content = {"jsonl": '{"body": "نص"}\n', "csv": "body\nنص\n", "txt": "نص", "html": "<p>نص</p>"}[name[2:]]
    path = file(name, content.encode("windows-1256"))
    (right,) = read(path, encoding="windows-1256")
    assert right.content.body == "نص"
    (wrong,) = read(path)
    if name == "a.txt":  # a whole file is kept, with a note
        assert [finding.kind for finding in wrong.content.findings] == [FindingKind.SOURCE_ENCODING]
    else:
        assert wrong.content.reason == ("FILE_EMPTY" if name == "a.html" else "ENCODING")


def test_a_page_names_its_own_encoding(file):
    content = '<meta charset="windows-1256"><p>نص</p>'.encode("windows-1256")
    (record,) = read(file("a.html", content))
    assert record.content.body == "نص"


def test_an_unknown_encoding_is_a_mistake_in_usage(file):
    with pytest.raises(ConfigError, match="encoding: 'utf-99' is not known"):
        source(file("a.txt", "نص"), encoding="utf-99")


GOOD = '{"body": "نص"}'
BROKEN = {
    "half a line": ("a.jsonl", '{"id": "1", "bo', "ROW_MALFORMED", "the line is not JSON: Unterminated string"),
    "no object": ("a.jsonl", "[1, 2]", "ROW_MALFORMED", "not an object"),
    "a monstrous number": ("a.jsonl", '{"id": ' + "9" * 5000 + "}", "ROW_MALFORMED", "a number that is too long"),
    "brackets": ("a.jsonl", "[" * 100_000, "ROW_MALFORMED", ""),
    "no body": ("a.jsonl", '{"id": "1", "text": "نص"}', "FIELD_MISSING", "the fields are id, text. Name"),
    "no body, but one within": ("a.jsonl", '{"data": {"text": "نص"}}', "FIELD_MISSING", "the fields are data.text."),
    "null": ("a.jsonl", '{"id": "1", "body": null}', "FIELD_MISSING", "--body-field"),
    "a list": ("a.jsonl", '{"id": "1", "body": [1]}', "FIELD_NOT_TEXT", "of type list"),
    "a repeated field": ("a.jsonl", '{"body": "نص", "body": "x"}', "FIELD_REPEATED", "is in the line twice"),
    "a surrogate": ("a.jsonl", r'{"id": "1", "body": "\ud800"}', "TEXT_MALFORMED", "surrogate"),
    "a long id": ("a.jsonl", json.dumps({"id": "x" * 257, "body": "نص"}), "ID_TOO_LONG", "the limit is 256"),
    "an encoding": ("a.jsonl", b'{"body": "\xe4\xd5"}', "ENCODING", "--encoding"),
    "a cell too many": ("a.csv", "1,2,3", "ROW_MALFORMED", "3 cells and the header 1"),
    "an error of a formula": ("a.csv", "#N/A", "CELL_IS_ERROR", "body: holds an error of the spreadsheet (#N/A)"),
    "a column too narrow": ("a.csv", "########", "CELL_IS_ERROR", "(########) in place of a text; mend it there"),
    "a stray quote": ("a.csv", '"a"b', "ROW_MALFORMED", "the row is broken"),
    "bytes in a cell": ("a.csv", b"\xe4\xd5", "ENCODING", "--encoding"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_row_is_one_failure_and_the_rest_goes_on(file, case):
    name, row, reason, message = BROKEN[case]
    data = row if isinstance(row, bytes) else row.encode()
    good = (GOOD if name == "a.jsonl" else "نص").encode()
    header = b"" if name == "a.jsonl" else b"body\n"
    first, broken, last = read(file(name, header + good + b"\n" + data + b"\n" + good + b"\n"))
    assert first.content.body == last.content.body == "نص"
    assert isinstance(broken.content, Failure)
    assert broken.content.reason == reason
    assert message in broken.content.message
    assert "\n" not in broken.content.message
    assert broken.id == broken.place


def test_a_line_of_any_length_does_not_fill_the_memory(file, monkeypatch):
    monkeypatch.setattr(readers, "MAX_ROW_CHARS", 100)
    monkeypatch.setattr(tables, "MAX_ROW_CHARS", 100)
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 100)
    for name in ("a.jsonl", "a.csv"):
        good = GOOD if name == "a.jsonl" else "نص"
        header = "" if name == "a.jsonl" else "body\n"
        records = read(file(name, f"{header}{good}\n{'x' * 1000}\n{good}\n"))
        assert [isinstance(record.content, Failure) for record in records] == [False, True, False]
    for name in ("a.txt", "a.html"):
        (record,) = read(file(name, "نص " * 100))
        assert record.content.reason == "FILE_TOO_LONG"


DAMAGED = {
    "empty.jsonl": (b"", "INPUT_EMPTY", "the file is empty"),
    "empty.parquet": (b"", "INPUT_EMPTY", "the file is empty"),
    "empty.jsonl.gz": (gzip.compress(b""), "INPUT_EMPTY", "the file is empty"),
    "picture.jsonl": (b"\x89PNG\r\n\0\0\0\r" * 10, "INPUT_BINARY", "not a jsonl file but a binary one"),
    "picture.txt": (b"\x89PNG\r\n\0\0\0\r" * 10, "FILE_KIND", "the file is a PNG image, which is not read"),
    "twice.csv": ("body,body\nنص,x".encode(), "COLUMN_REPEATED", "the table has 2 columns 'body'"),
    "no.parquet": (b"PAR1" * 10, "INPUT_DAMAGED", "the file cannot be read beyond no.parquet"),
    "no.jsonl.gz": (b"not gzip at all", "INPUT_DAMAGED", "the file cannot be read beyond no.jsonl.gz"),
    "no.jsonl.zst": (b"not zstd at all", "INPUT_DAMAGED", "the file cannot be read beyond no.jsonl.zst"),
    "cut.csv": (b"\xef", "FIELD_MISSING", "no column 'body'; its columns are none with a name"),
    "headless.csv": ('1,"قال الوزير\nنعم"\n'.encode(), "FIELD_MISSING", "no column 'body'; its columns are 1"),
    "columns.csv": (b"id,note\n1,x\n2,y\n", "FIELD_MISSING", "no column 'body'; its columns are id, note"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_file_that_is_none_is_one_failure_and_the_next_file_is_read(file, name):
    data, reason, message = DAMAGED[name]
    broken, good = read(file(name, data), file("z.jsonl", GOOD))
    assert broken.content.reason == reason
    assert message in broken.content.message
    assert good.content.body == "نص"


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_a_file_that_is_cut_off_gives_what_is_there_and_one_failure(file, compress):
    lines = "".join(f'{{"body": "نص {number * 7919}"}}\n' for number in range(30_000))
    suffix = "gz" if compress is gzip.compress else "zst"
    *good, broken = read(file(f"a.jsonl.{suffix}", compress(lines.encode())[:-200]))
    assert len(good) > 100
    assert all(isinstance(record.content, Article) for record in good[:-1])  # the last line may be cut
    assert broken.content.reason == "INPUT_DAMAGED"
    assert broken.content.message.startswith(f"the file cannot be read beyond a.jsonl.{suffix}:")


def test_utf_16_is_read_when_it_is_named(file):
    (record,) = read(file("a.csv", "body\nنص\n".encode("utf-16")), encoding="utf-16")
    assert record.content.body == "نص"


def test_reading_can_begin_at_any_place(file, tmp_path):
    paths = [
        file("a.jsonl", f'{GOOD}\n\nx\n{{"id": "q", "body": "ب"}}\n'),
        file("b.csv", CSV + "1,2\n"),
        write_parquet("c.parquet", ROWS * 3, row_group_size=2),
        file("d.txt", "نص"),
        file("e.html", "<p>نص"),
        file("f.jsonl", ""),
        file("g.jsonl.gz", gzip.compress(JSONL.encode() * 50)[:-20]),
        file("h.csv", "x\n"),
        file("i.jsonl", GOOD),
    ]
    reader = source(*paths)
    records = list(reader.records())
    assert len({record.place for record in records}) == len(records)
    for position, record in enumerate(records):
        assert list(reader.records(record.after)) == records[position + 1 :]
    assert list(reader.records(START)) == records


def test_how_far_reading_has_come_is_counted_in_bytes_of_the_files(file, tmp_path):
    paths = [file("a.jsonl", JSONL * 1000), write_parquet("b.parquet", ROWS * 1000), file("c.txt", "نص")]
    reader = source(*paths)
    seen = [reader.bytes_read for _ in reader.records()]
    assert seen == sorted(seen)
    assert len(set(seen)) > 10
    assert seen[-1] <= reader.inputs.total_bytes == reader.bytes_read


@pytest.mark.parametrize(
    ("name", "encoding"), [("a.jsonl", "utf-8"), ("a.jsonl", "utf-16"), ("a.csv", "cp1256"), ("a.tsv", "utf-8")]
)
def test_how_far_reading_has_come_is_the_end_of_the_last_record_even_in_a_short_file(file, name, encoding):
    delimiter = "\t" if name == "a.tsv" else ","
    head = "" if name == "a.jsonl" else f"id{delimiter}body\r\n"
    line = '{"id": "%d", "body": "وصل الوزير."}\n' if name == "a.jsonl" else f'%d{delimiter}"وصل\nالوزير."\r\n'
    lines = [line % number for number in range(4)]
    reader = source(file(name, (head + "".join(lines)).encode(encoding)))
    seen = [reader.bytes_read for _ in reader.records()]
    assert seen == [len((head + "".join(lines[:count])).encode(encoding)) for count in (1, 2, 3, 4)]


def test_articles_of_one_document_are_counted_one_by_one(file):
    path = file(
        "a.json", json.dumps([{"id": str(number), "title": "خبر", "body": "وصل الوزير."} for number in range(4)])
    )
    reader = source(path)
    seen = [reader.bytes_read / reader.inputs.total_bytes for _ in reader.records()]
    assert seen == pytest.approx([0.25, 0.5, 0.75, 1.0], abs=0.01)


def test_a_disk_that_fails_is_not_a_broken_file(file, monkeypatch):
    def fail(*_args, **_options):
        raise OSError(5, "Input/output error")
        yield

    monkeypatch.setattr("mujaz.jobs.source.read_rows", fail)
    with pytest.raises(OSError, match="Input/output error"):
        read(file("a.jsonl", GOOD))


def test_the_standard_input_is_read_like_a_file(monkeypatch, tmp_path):
    (tmp_path / "in").write_text(JSONL)
    with (tmp_path / "in").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        records = list(Source(Inputs(["-"])).records())
    assert [record.content for record in records] == ARTICLES
    assert [record.place for record in records] == ["stdin:1", "stdin:2", "stdin:3"]
    assert Inputs(["-"], input_format=InputFormat.CSV).total_bytes == 0


def test_dates_and_sources_are_read_where_they_are_asked_for(tmp_path):
    rows = [{"id": "a", "body": "نص", "day": date(2021, 4, 8), "paper": "الصباح"}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    inputs = Inputs([str(tmp_path)])
    (record,) = Source(inputs, fields=Fields(published="day", source="paper")).records()
    assert record.content == Article(id="a", body="نص", published="2021-04-08", source="الصباح")
    (record,) = Source(inputs).records()
    assert record.content == Article(id="a", body="نص")


@pytest.mark.parametrize(
    ("name", "table", "places"),
    [
        ("semicolon.csv", "id;title;body\n1;خبر;نص\n", [":2"]),
        ("tab.csv", "id\ttitle\tbody\n1\tخبر\tنص\n", [":2"]),
        ("said.csv", "sep=|\nid|title|body\n1|خبر|نص\n", [":2"]),
        ("spaces.csv", "\ufeffid, title, body\n1,خبر,نص\n", [":2"]),
        ("colon.csv", "sep=:\nid:title:body\n1:خبر:نص\n", [":2"]),
        ("capitals.csv", "ID,Title,BODY\n1,خبر,نص\n", [":2"]),
    ],
)
def test_the_delimiter_of_a_table_is_found(file, name, table, places):
    (record,) = read(file(name, table.encode()))
    assert (record.content.title, record.content.body) == ("خبر", "نص")


def test_a_table_in_windows_arabic_or_utf_16_is_found_and_said(file):
    text = "أعلنت وزارة النقل أن الميناء سيعاد فتحه أمام السفن صباح الأحد"
    for encoding, guessed in (("windows-1256", True), ("iso-8859-6", True), ("utf-16", False), ("utf-16-le", True)):
        (record,) = read(file(f"{encoding}.csv", f"id,body\n1,{text}\n".encode(encoding)))
        assert record.content.body == text
        assert bool(record.content.findings) is guessed


def test_the_second_of_two_lines_alone_may_tell_the_encoding(file):
    (record,) = read(file("a.csv", "id;body\n1;قال الوزير في العاصمة إن العمل بدأ\n".encode("windows-1256")))
    assert record.content.body == "قال الوزير في العاصمة إن العمل بدأ"


def test_one_stray_byte_is_kept_with_a_finding(file):
    (record,) = read(file("a.jsonl", '{"body": "الأضX رار التي لحقت بالأرصفة"}'.encode().replace(b"X", b"\xff")))
    assert record.content.body.startswith("الأض\ufffd رار")
    assert [finding.kind for finding in record.content.findings] == [FindingKind.SOURCE_ENCODING]


def test_rows_that_an_open_quote_swallows_are_named(file):
    table = 'id,title,body\n1,خبر,"أ\n2,خبر,ب\n3,"خبر",ج\n4,خبر,د\n'
    broken, good = read(file("a.csv", table))
    assert broken.place == "a.csv:2-4"
    assert broken.content.message.startswith("lines 2 to 4 were read as one row")
    assert good.content.id == "4"


def test_names_with_dots_reach_inside(file):
    (record,) = read(
        file("a.jsonl", '{"data": {"id": 7, "text": "نص"}}'), fields=Fields(id="data.id", body="data.text")
    )
    assert (record.content.id, record.content.body) == ("7", "نص")


def test_a_document_gives_an_article_for_each_of_its_items(file):
    feed = "".join(f"<item><title>خبر {n}</title><description>قال {n}.</description></item>" for n in (1, 2))
    records = read(file("feed.xml", f"<rss><channel>{feed}</channel></rss>"))
    assert [(record.place, record.content.title) for record in records] == [
        ("feed.xml:1", "خبر 1"),
        ("feed.xml:2", "خبر 2"),
    ]
    (last,) = source("feed.xml").records(records[0].after)
    assert last.content.title == "خبر 2"


def test_what_is_passed_over_in_a_folder_is_counted_by_kind(file, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(2):
        file(f"in/{number}.png", b"\x89PNG\r\n\x1a\n\0")
    file("in/notes", "قال الوزير نعم.")
    file("in/code.py", "print(1)")
    inputs = Inputs(["in"])
    assert [each.name for each in inputs] == ["in/notes"]
    assert inputs.passed_over == {"a PNG image": 2, "a text without Arabic": 1}


def test_an_error_of_a_spreadsheet_is_no_title_and_no_id_and_what_looks_like_one_is_kept(file):
    (one, two) = read(file("a.csv", "id,title,body\n#REF!,#VALUE!,نص\n7,#عاجل,#غزة: قال\n"))
    assert (one.content.id, one.content.title, one.content.body) == ("a.csv:2", "", "نص")
    assert (two.content.id, two.content.title, two.content.body) == ("7", "#عاجل", "#غزة: قال")


def test_html_in_a_row_is_read_without_being_told(file):
    rows = [
        {"title": "خبر", "body": "<p>نص</p><h3>فرع</h3>"},
        {"title": {"rendered": "خبر"}, "content": {"rendered": "<p>نص</p>"}},
    ]
    (one, two) = read(file("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows)))
    assert (one.content.body, one.content.content_type) == ("نص\nفرع", ContentType.TEXT_PLAIN)
    assert (two.content.title, two.content.body) == ("خبر", "نص")
    (page,) = read(file("b.jsonl", json.dumps({"body": "<h1>خبر</h1><p>نص</p>"})))
    assert page.content.content_type is ContentType.TEXT_HTML


@pytest.mark.parametrize(
    "header",
    ["news_id,headline,article_text", "id,title,content", "x,العنوان,النص", "\u200fid,\u200ftitle,\u200fbody\u200e"],
)
def test_the_usual_names_of_columns_are_known(file, header):
    (record,) = read(file("a.csv", f"{header}\n1,خبر,نص\n"))
    assert (record.content.title, record.content.body) == ("خبر", "نص")


def test_the_names_that_the_caller_gives_come_first(file):
    name = file("a.csv", "title,text,lead\nخبر,نص,مقدمة\n")
    (record,) = read(name, fields=Fields(body="lead"))
    assert (record.content.title, record.content.body) == ("خبر", "مقدمة")
    (record,) = read(name, fields=Fields(title="text", body="lead"))
    assert (record.content.title, record.content.body) == ("نص", "مقدمة")
    (record,) = read(name, fields=Fields(title="text"))
    assert record.content.reason == "FIELD_MISSING"


@pytest.mark.parametrize("indent", [None, 2])
def test_json_that_is_called_jsonl_is_read_whole(file, indent):
    name = file("a.jsonl", "\ufeff" + json.dumps(ROWS, indent=indent))
    found = read(name)
    assert [record.content.body for record in found] == [article.body for article in ARTICLES]
    assert [record.after.row for record in found] == [1, 2, 3]
    assert len(list(source(name).records(found[0].after))) == 2
    (one,) = read(file("b.jsonl", json.dumps(ROWS[0], indent=2)))
    assert one.content == ARTICLES[0]


def test_an_id_that_a_spreadsheet_made_a_fraction_is_a_whole_number(file):
    (record,) = read(file("a.jsonl", json.dumps({"id": 12.0, "body": "نص"})))
    assert record.content.id == "12"
