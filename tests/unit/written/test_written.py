"""Results as files: whole, valid, and with everything that the result says, whatever characters stand in it."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

import mujaz.pipeline
from mujaz.cli.main import main
from mujaz.cli.outputs import check_output, write_article, write_digest
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import ConfigError, InvalidInput
from mujaz.pipeline import Pipeline, run_article, run_digest
from mujaz.types import Article, ArticleFailure, Finding, FindingKind, ProcessOptions, Segment, Severity

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"
XLIFF = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NASTY = "قال\x0b ]]> <b> & \ud800 | *لا* [رابط](javascript:x) # $name"
ABOUT = Finding(kind=FindingKind.SOURCE_IN_PART, severity=Severity.INFO, message="Half <of> it was left out.")
ARTICLE = Article(
    id="a1",
    title="افتتاح الجسر الجديد",
    body=f"افتتح الوزير الجسر في 12 آذار.\nوقال {NASTY} إن العمل انتهى.\n\nوشكر العمال.",
    source="البلد",
    published="2026-03-12",
    url="https://news.example/?a=1&b=2",
    findings=(ABOUT,),
)


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), Settings())


@pytest.fixture(scope="module")
def result(pipeline):
    body = ARTICLE.body.replace("\ud800", "").replace("\x0b", "")
    made = run_article(pipeline, replace(ARTICLE, body=body), ProcessOptions())
    first, *rest = made.body.segments
    wrong = Finding(
        kind=FindingKind.NUMBER,
        severity=Severity.ERROR,
        message="A number changed & more.",
        source=first.source,
        target=first.target,
    )
    marked: Segment = replace(first, findings=(wrong,), confidence=0.3)
    return replace(made, body=replace(made.body, segments=(marked, *rest)))


def written(tmp_path, result, suffix, article=ARTICLE):
    path = tmp_path / f"x{suffix}"
    check_output(path, "--output")
    write_article(path, article, result)
    return path.read_bytes()


def test_a_translation_memory_is_valid_and_has_every_sentence_in_both_languages(tmp_path, result):
    tree = etree.fromstring(written(tmp_path, result, ".tmx"))
    with (SCHEMAS / "tmx14.dtd").open("rb") as file:
        etree.DTD(file).assertValid(tree)
    units = tree.findall("body/tu")
    assert len(units) == len(result.title.segments) + len(result.body.segments)
    assert [[variant.get(LANG) for variant in unit.findall("tuv")] for unit in units] == [["ar", "en"]] * len(units)
    first = units[1]
    assert first.findtext("prop") == "0.30"
    assert "A number changed & more." in (first.findtext("note") or "")
    assert "]]> <b> &" in "".join(tree.itertext("seg"))


def test_an_xliff_file_is_valid_and_says_what_is_to_be_reviewed(tmp_path, result):
    tree = etree.fromstring(written(tmp_path, result, ".xliff"))
    etree.RelaxNG(etree.parse(str(SCHEMAS / "xliff12.rng"))).assertValid(tree)
    states = [target.get("state") for target in tree.iterfind(".//x:target", XLIFF)]
    assert states[1] == "needs-review-translation"
    assert set(states) <= {"translated", "needs-review-translation"}
    assert tree.findtext(".//x:header/x:note", namespaces=XLIFF) == "Note: Half <of> it was left out."
    ids = [unit.get("id") for unit in tree.iterfind(".//x:trans-unit", XLIFF)]
    assert ids[:3] == ["t1", "s1", "s2"]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("suffix", [".tmx", ".xliff"])
def test_the_schemas_refuse_what_is_wrong(tmp_path, result, suffix):
    wrong = written(tmp_path, result, suffix).replace(b"<prop type=", b"<prop kind=").replace(b'state="', b'state="x')
    tree = etree.fromstring(wrong)
    with (SCHEMAS / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    schema = dtd if suffix == ".tmx" else etree.RelaxNG(etree.parse(str(SCHEMAS / "xliff12.rng")))
    assert not schema.validate(tree)


def test_a_word_file_has_both_texts_side_by_side_and_colours_what_is_wrong(tmp_path, result):
    document = docx.Document(io.BytesIO(written(tmp_path, result, ".docx")))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(rows) == 1 + len(result.title.segments) + len(result.body.segments)
    assert rows[1][1] == ARTICLE.title
    assert "Error: A number changed & more." in rows[2][0]
    english, arabic = table.rows[2].cells
    assert str(english.paragraphs[0].runs[0].font.highlight_color).startswith("PINK")
    assert arabic.paragraphs[0].runs[0].font.rtl
    assert arabic.paragraphs[0]._p.pPr.find(docx.oxml.ns.qn("w:bidi")) is not None
    assert "Note: Half <of> it was left out." in [paragraph.text for paragraph in document.paragraphs]


def test_markdown_has_one_row_for_each_sentence_and_nothing_of_a_text_is_mark_up(tmp_path, result):
    text = written(tmp_path, result, ".md").decode()
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert len(rows) == 1 + len(result.title.segments) + len(result.body.segments)
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)
    assert "](javascript" not in text
    assert "***" in rows[2]
    assert "Half \\<of\\> it was left out" in text


def test_the_page_says_what_is_to_be_known_of_the_article(tmp_path, result):
    assert "Half &lt;of&gt; it was left out." in written(tmp_path, result, ".html").decode()


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".tmx", ".xliff"])
def test_characters_that_no_document_can_hold_do_not_stop_it(tmp_path, result, suffix):
    made = replace(result, findings=(replace(ABOUT, message="\x00\x1b\ufffe bad"),))
    assert written(tmp_path, made, suffix)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("x.odt", "endings are .docx .html .md .tmx .xliff .xlf"),
        ("none/x.md", "does not exist"),
        ("s3://bucket/x.md", "is an address"),
        ("https://host.example/x.md", "is an address"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is_translated(tmp_path, name, why):
    with pytest.raises(ConfigError, match=why):
        check_output(Path(name) if ":" in name else tmp_path / name, "--output")


@pytest.fixture
def digest(pipeline):
    other = Article(id="a2", title="أمطار على الساحل", body="هطلت أمطار غزيرة على الساحل.", url="javascript:alert(1)")
    articles = [replace(ARTICLE, body="افتتح الوزير الجسر في 12 آذار."), other]
    made = run_digest(pipeline, articles, ProcessOptions())
    failure = ArticleFailure(id="a3", error=InvalidInput("is <empty>", field="body", reason="EMPTY"))
    return articles, replace(made, failures=(failure,))


def test_a_digest_is_a_page_a_word_file_and_markdown(tmp_path, digest):
    articles, made = digest
    texts = {}
    for suffix in (".html", ".md", ".docx"):
        path = tmp_path / f"d{suffix}"
        check_output(path, "--output", of_digest=True)
        write_digest(path, articles, made)
        texts[suffix] = path.read_bytes()
    document = docx.Document(io.BytesIO(texts[".docx"]))
    word = "\n".join(paragraph.text for paragraph in document.paragraphs)
    page, markdown = texts[".html"].decode(), texts[".md"].decode()
    assert word.count("Half <of> it was left out.") == 1
    assert page.count("Half &lt;of&gt; it was left out.") == markdown.count("Half \\<of\\> it was left out.") == 1
    assert 'href="https://news.example/?a=1&amp;b=2"' in page
    assert 'href="javascript' not in page
    for text in (word, page.replace("&lt;", "<").replace("&gt;", ">"), markdown.replace("\\", "")):
        assert "is <empty>" in text
        assert all(story.headline in text for story in made.stories)


def test_a_digest_is_no_translation_memory(tmp_path):
    with pytest.raises(ConfigError, match="the endings are"):
        check_output(tmp_path / "d.tmx", "--output", of_digest=True)


@pytest.fixture
def fake_models(monkeypatch, tmp_path):
    def load(settings):
        return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings)

    monkeypatch.setattr(mujaz.pipeline, "load_pipeline", load)
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("افتتاح الجسر\n\nافتتح الوزير الجسر.", encoding="utf-8")


@pytest.mark.usefixtures("fake_models")
def test_the_commands_write_what_their_output_is_called(capsys):
    assert main(["article", "a.txt", "--output", "a.tmx"]) == 0
    assert main(["digest", "a.txt", "--output", "d.md"]) == 0
    assert Path("a.tmx").read_bytes().startswith(b"<?xml")
    assert Path("d.md").read_text().startswith("# Digest")
    assert main(["article", "a.txt", "--output", "s3://bucket/a.tmx"]) == 2
    assert "is an address" in capsys.readouterr().err
    assert not Path("s3:").exists()
