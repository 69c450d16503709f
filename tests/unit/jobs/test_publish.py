import json

import pyarrow.parquet as pq
import pytest

from mujaz.config import Settings
from mujaz.errors import ConfigError
from mujaz.jobs.formats import OutputFormat
from mujaz.jobs.predictor import Predictor
from mujaz.jobs.publish import publish
from mujaz.types import Article, Glossary, ProcessOptions, Term

from .conftest import load_fake

IDS = [
    *("plain", "2021/04/خبر.txt", "/", "x" * 250, "ع" * 250, "a.en.txt", "a:b", "a?b", "٣"),
    *("../../etc/passwd", "/etc/passwd.x", "a/../../b", "a\0b", "..", "~/x", "x/" * 120),
]


@pytest.fixture
def results(tmp_path):
    folder = tmp_path / "out.job"
    folder.mkdir()
    path = folder / "results.1.jsonl"
    path.write_text(lines(ProcessOptions()), "utf-8")
    return path


def lines(options, ids=IDS):
    predict = Predictor(Settings(), options, load=load_fake)
    articles = [Article(id=id_, title="عنوان", body="قال ٥٠ رجلا.\n\n12.") for id_ in ids]
    return "".join(outcome.json + "\n" for outcome in predict(articles))


def test_json_lines_are_moved_as_they_are(results, tmp_path):
    text = results.read_text("utf-8")
    output = tmp_path / "out.jsonl"
    publish(results, output, OutputFormat.JSONL)
    assert output.read_text("utf-8") == text
    publish(results, output, OutputFormat.JSONL)  # as after a crash behind the move
    assert output.read_text("utf-8") == text


@pytest.mark.parametrize("brief", [True, False])
def test_parquet_has_the_whole_response(results, tmp_path, brief):
    options = ProcessOptions() if brief else ProcessOptions(brief=None)
    results.write_text(lines(options), "utf-8")
    output = tmp_path / "out.parquet"
    publish(results, output, OutputFormat.PARQUET)
    rows = pq.read_table(output).to_pylist()
    responses = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
    assert [pruned(row) for row in rows] == responses
    assert [bool(row["brief"]) for row in rows] == [brief] * len(IDS)
    first = output.read_bytes()
    publish(results, output, OutputFormat.PARQUET)
    assert output.read_bytes() == first


def test_parquet_has_terms(results, tmp_path):
    glossary = Glossary((Term(source="رجلا", target="Man"),))
    results.write_text(lines(ProcessOptions(glossary=glossary)), "utf-8")
    publish(results, output := tmp_path / "out.parquet", OutputFormat.PARQUET)
    (term,) = pq.read_table(output).to_pylist()[0]["segments"][0]["terms"]
    assert (term["term"], term["target_term"], term["origin"]) == ("رجلا", "Man", "TERM_ORIGIN_REQUEST")
    assert term["source"] == {"start": 7, "end": 11}


def pruned(value):
    """Without what is null, which JSON leaves out."""
    if isinstance(value, dict):
        return {name: pruned(inner) for name, inner in value.items() if inner is not None}
    return [pruned(inner) for inner in value] if isinstance(value, list) else value


def test_every_article_is_a_text_of_its_own_inside_the_folder(results, tmp_path):
    output = tmp_path / "out"
    publish(results, output, OutputFormat.TEXT)
    texts = sorted(path for path in output.rglob("*") if path.is_file())
    assert len(texts) == 3 * len(IDS)
    assert (output / "plain.en.txt").read_text() == "W5\n\nW3 50 w4.\n\n12.\n"
    assert (output / "plain.brief.txt").read_text() == "W3 50 w4.\n"
    assert (output / "plain.notes.txt").read_text().startswith("confidence 0.9")
    assert (output / "2021" / "04" / "خبر.txt.en.txt").exists()
    assert {path.parent for path in tmp_path.iterdir()} == {tmp_path}
    assert {path.name for path in tmp_path.iterdir()} == {"out", "out.job"}


def test_without_briefs_there_are_no_files_for_them(results, tmp_path):
    results.write_text(lines(ProcessOptions(brief=None), ["a"]), "utf-8")
    publish(results, tmp_path / "out", OutputFormat.TEXT)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a.en.txt", "a.notes.txt"}


def test_what_is_to_be_read_with_care_stands_beside_the_text(results, tmp_path):
    line = json.loads(lines(ProcessOptions(), ["a"]))
    warning = {"kind": "FINDING_KIND_NUMBER", "severity": "SEVERITY_WARNING", "message": "The 50 is lost."}
    line["segments"][1]["findings"] = [warning, {**warning, "severity": "SEVERITY_INFO"}]
    line["title_segments"][0]["findings"] = [{**warning, "severity": "SEVERITY_ERROR"}]
    results.write_text(json.dumps({**line, "confidence": 0.456}), "utf-8")
    publish(results, tmp_path / "out", OutputFormat.TEXT)
    assert (tmp_path / "out" / "a.notes.txt").read_text() == (
        "confidence 0.46\ntitle: error: The 50 is lost.\nline 3: warning: The 50 is lost.\n"
    )


@pytest.mark.parametrize("crash", ["while writing", "before the old one went", "before the new one came", "at the end"])
def test_a_folder_is_published_again_after_any_crash(results, tmp_path, crash):
    output = tmp_path / "out"
    publish(results, output, OutputFormat.TEXT)
    results.write_text(lines(ProcessOptions(), ["new"]), "utf-8")
    made, old = results.with_name("output"), results.with_name("output.old")
    match crash:
        case "while writing":
            made.mkdir()
            (made / "half.en.txt").write_text("x")
        case "before the old one went":
            old.mkdir()
        case "before the new one came":
            output.rename(old)
        case "at the end":
            publish(results, output, OutputFormat.TEXT)
            old.mkdir()
    publish(results, output, OutputFormat.TEXT)
    assert sorted(path.name for path in output.iterdir()) == ["new.brief.txt", "new.en.txt", "new.notes.txt"]
    assert sorted(path.name for path in results.parent.iterdir()) == ["results.1.jsonl"]


@pytest.mark.parametrize("format_", OutputFormat)
def test_results_that_are_gone_are_not_taken_for_none(results, tmp_path, format_):
    results.unlink()
    with pytest.raises(ConfigError, match="is missing"):
        publish(results, tmp_path / "out", format_)
