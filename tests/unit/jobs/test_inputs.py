import gzip
import io
from importlib import resources

import pytest

from mujaz.errors import ConfigError
from mujaz.jobs.formats import InputFormat
from mujaz.jobs.inputs import Inputs


def names(*arguments, **options):
    return [file.name for file in Inputs([str(argument) for argument in arguments], **options)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b/2.txt", "b/1.html", "a.jsonl", "c.csv.gz", "notes.md", ".hidden.txt", "b/.git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_is_read_by_name_without_what_is_hidden_or_of_no_known_kind(folder):
    assert names(".") == ["a.jsonl", "b/1.html", "b/2.txt", "c.csv.gz"]


def test_several_inputs_keep_their_order(folder):
    assert names("c.csv.gz", "b", "a.jsonl") == ["c.csv.gz", "b/1.html", "b/2.txt", "a.jsonl"]


def test_globs_are_found_and_sorted(folder):
    assert names("**/*.[th]*") == ["b/1.html", "b/2.txt"]


def test_the_output_of_the_job_is_no_input_of_it(folder):
    assert names(".", exclude=[folder / "b", folder / "a.jsonl"]) == ["c.csv.gz"]


def test_what_mujaz_itself_wrote_is_no_input_but_where_it_is_named(folder):
    for name in (
        "out.jsonl.job/journal.db",
        "out.jsonl",
        "out.jsonl.failed.jsonl",
        "texts/1.txt",
        "texts.job/journal.db",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    page = (resources.files("mujaz.written") / "report.html").read_bytes()
    (folder / "page.html").write_bytes(page)
    inputs = Inputs(["."])
    assert [file.name for file in inputs] == ["a.jsonl", "b/1.html", "b/2.txt", "c.csv.gz"]
    assert inputs.passed_over["output of an earlier job"] == 5
    assert inputs.passed_over["a page that Mujaz wrote"] == 1
    assert names("out.jsonl") == ["out.jsonl"]


def test_names_tell_format_and_compression(folder):
    (table,) = Inputs(["c.csv.gz"])
    assert (table.format, table.compression) == (InputFormat.CSV, "gzip")
    (forced,) = Inputs(["notes.md"], input_format=InputFormat.TEXT)
    assert (forced.format, forced.compression) == (InputFormat.TEXT, "")


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (["nothing.jsonl"], {}, "nothing.jsonl: does not exist; check the name"),
        (["*.tsv"], {}, "*.tsv: matches no file"),
        (["notes.md"], {}, "notes.md: is a text without Arabic, which is not read"),
        (["https://news.example/rss"], {}, "is an address, and a job reads files alone"),
        (["s3://bucket/a.jsonl"], {}, "is an address; copy its content to a file first"),
        ([""], {}, "INPUT: is an empty name"),
        (["dangling.txt"], {}, "dangling.txt: does not exist"),
        (["empty"], {}, "no files of a known kind in empty"),
        (["-", "a.jsonl"], {}, "must be the only INPUT"),
        (["-"], {"input_format": InputFormat.PARQUET}, "Parquet cannot be read from the standard input"),
    ],
)
def test_a_mistake_is_refused_with_what_to_do(folder, arguments, options, message):
    (folder / "empty").mkdir()
    (folder / "dangling.txt").symlink_to(folder / "nowhere")
    with pytest.raises(ConfigError) as caught:
        Inputs(arguments, **options)
    assert message in str(caught.value)


def test_the_digest_changes_with_names_and_sizes(folder):
    digests = {Inputs(["."]).digest}
    (folder / "a.jsonl").write_text("xy")
    digests.add(Inputs(["."]).digest)
    (folder / "a.jsonl").rename("d.jsonl")
    digests.add(Inputs(["."]).digest)
    assert len(digests) == 3


def test_totals_count_bytes_on_the_disk(folder):
    with gzip.open("c.csv.gz", "w") as file:
        file.write(b"body\n" * 1000)
    inputs = Inputs(["c.csv.gz"])
    assert inputs.total_bytes == (folder / "c.csv.gz").stat().st_size < 1000
    (file,) = inputs
    with file.open() as (stream, raw):
        assert isinstance(stream, io.BufferedReader)
        assert stream.read() == b"body\n" * 1000
        assert raw.tell() == file.size_bytes


def test_links_within_a_folder_are_read_and_links_out_of_it_refused(tmp_path):
    folder, outside = tmp_path / "folder", tmp_path / "outside.txt"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "inner" / "b.txt").symlink_to("../a.txt")
    outside.write_text("secret")
    assert [file.path.name for file in Inputs([str(folder)])] == ["a.txt", "b.txt"]
    link = folder / "inner" / "c.txt"
    link.symlink_to(outside)
    with pytest.raises(ConfigError, match=r"c\.txt is a link to a file outside of .*folder"):
        Inputs([str(folder)])
    assert Inputs([str(link)]).file_count == 1  # named by the one who runs the job
