"""`mujaz digest`: what it reads, and how a digest looks."""

import io
import json
from pathlib import Path

import pytest

from mujaz.cli.article import ArticleCommand
from mujaz.cli.batch import BatchCommand
from mujaz.cli.digest import DigestCommand
from mujaz.cli.digest_show import print_digest
from mujaz.cli.inputs import read_articles
from mujaz.cli.main import main
from mujaz.cli.settings_flags import SettingsCommand
from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.errors import ConfigError, EngineError, InvalidInput
from mujaz.pipeline import Pipeline
from mujaz.types import (
    Article,
    ArticleFailure,
    BriefMethod,
    DigestResult,
    Signature,
    Span,
    Story,
    StoryArticle,
    StoryCitation,
    Timings,
)

PAGE = "<html><h1>عنوان</h1><article><p>قال الوزير إن القوات غادرت.</p></article></html>"


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article of each kind, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    rows = [
        {"id": "j1", "title": "عنوان", "body": "نص الخبر.", "published": "2021-04-08", "source": "الصباح"},
        {"body": "نص آخر."},
        {"id": "j3", "body": "نص.", "published": "أمس"},
        {"id": "j4"},
    ]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    Path("page.html").write_text(PAGE, encoding="utf-8")
    Path("text.txt").write_text("عنوان\n\nنص الخبر.\n", encoding="utf-8")
    Path("one.json").write_text(json.dumps({"body": "نص.", "published": "2021-04-09"}), encoding="utf-8")
    Path("broken.json").write_text("{", encoding="utf-8")
    return tmp_path


def test_articles_of_all_kinds_are_read_in_order_each_with_an_id(news: Path) -> None:
    read = read_articles(["text.txt", "rows.jsonl", "one.json", "page.html"])
    assert [article.id for article in read] == [
        "text.txt",
        "j1",
        "rows.jsonl:2",
        "j3",
        "rows.jsonl:4",
        "one.json",
        "page.html",
    ]
    articles = {article.id: article for article in read if isinstance(article, Article)}
    assert articles["text.txt"] == Article(id="text.txt", title="عنوان", body="نص الخبر.")
    assert articles["j1"].published == "2021-04-08"
    assert articles["j1"].source == "الصباح"
    assert articles["one.json"].published == "2021-04-09"
    assert articles["page.html"].title == "عنوان"


@pytest.mark.usefixtures("fake")
def test_tables_are_read_as_a_batch_job_reads_them(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("table.txt").write_text("key,head,text\n7,عنوان,<p>نص الخبر.</p>\n", encoding="windows-1256")
    names = ["--id-field", "key", "--title-field", "head", "--body-field", "text"]
    reading = ["--input-format", "csv", "--encoding", "windows-1256", "--html", *names]
    assert main(["digest", "table.txt", *reading, "--json"]) == 0
    (story,) = json.loads(capsys.readouterr().out)["stories"]
    assert [article["id"] for article in story["articles"]] == ["7"]
    assert main(["digest", "one.json", "--input-format", "jsonl", "--json"]) == 0
    assert '"id": "one.json:1"' in capsys.readouterr().out


def test_what_cannot_be_read_is_a_failure_beside_the_others(news: Path) -> None:
    read = read_articles(["rows.jsonl", "broken.json"])
    failures = {article.id: article.error for article in read if isinstance(article, ArticleFailure)}
    assert {id_: error.reason for id_, error in failures.items()} == {
        "rows.jsonl:4": "FIELD_MISSING",
        "broken.json": "JSON_MALFORMED",
    }
    assert str(failures["rows.jsonl:4"]).startswith("body: is not there")


def test_far_too_many_articles_are_refused_before_they_fill_the_memory(news: Path) -> None:
    Path("many.jsonl").write_text('{"body": "نص"}\n' * 1001, encoding="utf-8")
    with pytest.raises(InvalidInput, match="more than 1,000 articles"):
        read_articles(["many.jsonl"])


def test_a_file_that_is_not_there_is_a_mistake(news: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.txt: does not exist"):
        read_articles(["text.txt", "gone.txt"])
    with pytest.raises(ConfigError, match=r"gone\.json: does not exist"):
        read_articles(["text.txt", "gone.json"])


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline that the command loads has fake engines."""
    monkeypatch.setattr(
        "mujaz.pipeline.load_pipeline",
        lambda settings: Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings),
    )


@pytest.mark.usefixtures("fake")
def test_the_command_prints_stories_and_what_is_not_in_them(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "rows.jsonl", "text.txt", "--style", "bullets"]) == 3
    out = capsys.readouterr().out
    assert out.index("2021-04-08  W5") < out.index("text.txt")
    assert "الصباح (j1)" in out
    assert "- W2 w5." in out
    assert "Not in this digest\nrows.jsonl:4: body: is not there" in out


@pytest.mark.usefixtures("fake")
def test_a_file_that_says_nothing_is_named_once(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty.txt").touch()
    assert main(["digest", "text.txt", "empty.txt"]) == 3
    assert capsys.readouterr().out.endswith("Not in this digest\nempty.txt: the file is empty\n")
    assert main(["digest", "empty.txt"]) == 2
    assert capsys.readouterr().err == "mujaz: empty.txt: the file is empty\n"


@pytest.mark.usefixtures("fake")
def test_the_json_is_the_response_and_holds_all_failures(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "rows.jsonl", "--json"]) == 3
    response = json.loads(capsys.readouterr().out)
    ids = [article["id"] for story in response["stories"] for article in story["articles"]]
    assert ids == ["j1", "rows.jsonl:2", "j3"]
    assert [failure["id"] for failure in response["failures"]] == ["rows.jsonl:4"]


@pytest.mark.usefixtures("fake")
def test_exit_codes_say_whether_there_is_a_digest(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "text.txt"]) == 0
    Path("english.txt").write_text("English", encoding="utf-8")
    assert main(["digest", "english.txt"]) == 1
    assert main(["digest", "broken.json"]) == 2
    assert main(["digest", "text.txt", "one.json", "--max-digest-articles", "1"]) == 2
    assert "the limit is 1 (max_digest_articles)" in capsys.readouterr().err


@pytest.mark.usefixtures("fake")
def test_a_glossary_is_followed_in_a_digest_too(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("terms.tsv").write_text("الوزير\tthe minister\n", encoding="utf-8")
    assert main(["digest", "text.txt", "--glossary", "terms.tsv", "--json"]) == 0
    assert "request-glossary=" in json.loads(capsys.readouterr().out)["signature"]["decoding"]


@pytest.mark.usefixtures("fake")
def test_a_memory_file_is_used_in_a_digest_too(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for flags in (["--no-memory"], [], []):
        assert main(["digest", "text.txt", "--translation-memory-file", "memory.sqlite", *flags]) == 0
        assert Path("memory.sqlite").exists() is (flags == [])
        printed.append(capsys.readouterr().out)
    assert len(set(printed)) == 1


def test_settings_have_no_effect_on_a_server(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["digest", "text.txt", "--server", "127.0.0.1:1", "--threads", "2"]) == 2
    assert "--threads has no effect on a running server" in capsys.readouterr().err


def citation(end: int, **fields) -> StoryCitation:
    values = {"article_id": "a", "segments": (0,), "sources": (Span(0, 3),), "method": BriefMethod.EXTRACTIVE}
    return StoryCitation(sentence=Span(0, end), **{**values, **fields})


def test_doubt_and_titles_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    story = Story(
        headline="Basra shaken",
        headline_citation=citation(12, in_title=True),
        brief="It shook.",
        citations=(citation(9, doubtful=True),),
        articles=(
            StoryArticle(id="a", title="Basra shaken.", published="2024-05-06", confidence=0.8),
            StoryArticle(id="b", title="An earthquake", published="", confidence=0.7),
        ),
    )
    result = DigestResult(
        stories=(story,),
        failures=(ArticleFailure(id="c", error=EngineError("fell over")),),
        signature=Signature(normalizer="", decoding="", version=""),
        timings=Timings(),
    )
    print_digest([Article(id="a", body="نص", source="Al-Sabah")], result)
    assert capsys.readouterr().out.splitlines() == [
        "2024-05-06  Basra shaken",
        "  Al-Sabah (a)",
        "  b: An earthquake (check, confidence 0.70 of 1)",
        "It shook.",
        "  to be read with care: the translation of some of it is doubtful",
        "",
        "Not in this digest",
        "c: fell over",
    ]


def test_standard_input_is_read_as_lines_of_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "a", "body": "نص"}\n', encoding="utf-8")
    with rows.open("rb") as stream:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
        assert read_articles(["-"]) == [Article(id="a", body="نص")]


@pytest.mark.parametrize("command", [ArticleCommand, BatchCommand, DigestCommand])
def test_the_settings_of_a_command_are_settings_and_the_models_among_them(command: type[SettingsCommand]) -> None:
    names = set(command.setting_names or ())
    assert names <= set(Settings.model_fields)
    assert {"translation_model", "engine", "summary_model", "summary_engine", "compute_type"} <= names
