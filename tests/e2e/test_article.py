"""`mujaz article` as a process."""

import json
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.e2e.conftest import EXAMPLES, LIMIT_S, MUJAZ, Here, Program, Server, nothing_left_running

ALSABAH = EXAMPLES / "alsabah-2021-04-08.txt"
SHORT = EXAMPLES / "football-final.txt"
ARABIC = re.compile(r"[\u0620-\u064a\u0660-\u0669\u066e-\u06d3\u06f0-\u06f9]")


@pytest.fixture(scope="module")
def answer(mujaz: Program, served: Server) -> dict[str, Any]:
    """What `mujaz serve` and `mujaz article --server` make of the Al-Sabah article, both as processes."""
    with nothing_left_running():
        run = mujaz("article", str(ALSABAH), "--server", served.address, "--json")
    assert (run.returncode, run.stderr) == (0, "")
    response: dict[str, Any] = json.loads(run.stdout)
    return response


@pytest.fixture(scope="module")
def source() -> dict[str, str]:
    """The article's texts as they are sent."""
    title, body = ALSABAH.read_text(encoding="utf-8").rstrip("\n").split("\n\n", 1)
    return {"title": title, "body": body}


@pytest.mark.parametrize(("part", "segments"), [("title", "title_segments"), ("body", "segments")])
class TestTheWholeArticle:
    """Of the title and the body alike."""

    def test_has_as_many_lines_and_the_same_empty_ones(
        self, answer: dict[str, Any], source: dict[str, str], part: str, segments: str
    ) -> None:
        lines, source_lines = answer[part].split("\n"), source[part].split("\n")
        assert [bool(line.strip()) for line in lines] == [bool(line.strip()) for line in source_lines]

    def test_leaves_nothing_of_the_source_out(
        self, answer: dict[str, Any], source: dict[str, str], part: str, segments: str
    ) -> None:
        rest = list(source[part])
        for segment in answer[segments]:
            start, end = segment["source"]["start"], segment["source"]["end"]
            assert "".join(rest[start:end]).strip(), "a segment without text, or covered twice"
            rest[start:end] = " " * (end - start)
        assert not "".join(rest).strip()

    def test_says_where_each_segment_went(
        self, answer: dict[str, Any], source: dict[str, str], part: str, segments: str
    ) -> None:
        targets = [(segment["target"]["start"], segment["target"]["end"]) for segment in answer[segments]]
        assert targets == sorted(targets)
        assert all(answer[part][start:end].strip() for start, end in targets)

    def test_keeps_60_percent_or_says_that_it_is_missing(
        self, answer: dict[str, Any], source: dict[str, str], part: str, segments: str
    ) -> None:
        seen = 0
        for segment in answer[segments]:
            text = source[part][segment["source"]["start"] : segment["source"]["end"]]
            if re.search("60 ?٪|٦٠٪", text):
                seen += 1
                target = answer[part][segment["target"]["start"] : segment["target"]["end"]]
                assert "60%" in target or "60" in messages(segment, "FINDING_KIND_NUMBER")
        assert seen == {"title": 1, "body": 2}[part]

    def test_leaves_no_arabic_without_a_finding(
        self, answer: dict[str, Any], source: dict[str, str], part: str, segments: str
    ) -> None:
        flagged = ""
        for segment in answer[segments]:
            target = answer[part][segment["target"]["start"] : segment["target"]["end"]]
            if ARABIC.search(target):
                assert messages(segment, "FINDING_KIND_UNTRANSLATED")
                flagged += target
        assert len(ARABIC.findall(answer[part])) == len(ARABIC.findall(flagged))


def messages(segment: dict[str, Any], kind: str) -> str:
    """All messages of one kind of finding."""
    return " ".join(finding["message"] for finding in segment["findings"] if finding["kind"] == kind)


def test_the_brief_cites_segments_that_exist(answer: dict[str, Any]) -> None:
    brief = answer["brief"]
    assert brief["text"].strip()
    assert brief["citations"]
    for citation in brief["citations"]:
        assert brief["text"][citation["brief"]["start"] : citation["brief"]["end"]].strip()
        assert all(position < len(answer["segments"]) for position in citation["segments"])


def test_the_server_and_the_program_alone_say_the_same(mujaz: Program, answer: dict[str, Any]) -> None:
    run = mujaz("article", str(ALSABAH), "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert {**json.loads(run.stdout), "timings": None} == {**answer, "timings": None}


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_example_is_printed_as_text(mujaz_here: Here, path: Path) -> None:
    run = mujaz_here("article", str(path), "--beam-size", "1", "--max-retries", "0", "--max-sentences", "1")
    assert (run.returncode, run.stderr) == (0, "")
    body = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n", 1)[1]
    lines = run.stdout.split("\n")
    assert lines[0].strip()
    assert lines[1] == ""
    translated = lines[2 : 2 + len(body.split("\n"))]
    assert [bool(line.strip()) for line in translated] == [bool(line.strip()) for line in body.split("\n")]
    assert lines[2 + len(translated) :][:2] == ["", "Brief"]
    assert "\x1b" not in run.stdout


def test_standard_input_and_json_are_read_and_options_kept(mujaz: Program) -> None:
    article = json.dumps({"id": "7", "title": "قال الوزير", "body": "وصل الوزير."}).encode()
    run = mujaz("article", "-", "--json", "--no-brief", "--beam-size", "2", stdin=article)
    assert (run.returncode, run.stderr) == (0, "")
    response = json.loads(run.stdout)
    assert response["id"] == "7"
    assert "brief" not in response
    assert response["signature"]["decoding"].split(" names=")[0] == "beam=2"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty; a text is expected"),
        (b"\n \n", "is empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "is a program, which is not read"),
        ("déjà vu".encode("latin-1"), "article.txt: has no Arabic letters"),
        (b"The minister said so.", "article.txt: has no Arabic letters"),
        ("部长说。".encode(), "article.txt: has no Arabic letters"),
        (("ا" * 2000).encode(), "article.txt: has a word of 2,000 letters"),
        (("نص " * 40_000).encode(), "article.txt: has 120,000 characters, the limit is 100,000"),
        (b'{"titel": "x"}', "body: is not there; the fields are titel."),
    ],
    ids=["empty", "blank", "binary", "latin-1", "english", "chinese", "word", "long", "json"],
)
def test_what_is_no_arabic_article_is_refused_in_one_line(
    mujaz_here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_bytes(data)
    assert says in mujaz_here.fails("article", "article.txt", code=2)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["missing.txt"], 2, "missing.txt: does not exist; check the name"),
        ([str(EXAMPLES)], 2, "is a folder; `mujaz batch` and `mujaz digest` read all that is in one"),
        (
            [str(SHORT), "--server", "127.0.0.1:1"],
            1,
            "nothing answers at 127.0.0.1:1; start a server with `mujaz serve`",
        ),
        ([str(SHORT), "--server", "localhost"], 2, "give HOST:PORT"),
        ([str(SHORT), "--server", "127.0.0.1:1", "--threads", "1"], 2, "--threads has no effect"),
        ([str(SHORT), "--beam-size", "9"], 2, "beam_size: is 9; take 1 to 8"),
        ([str(SHORT), "--translation-model", "/no/model"], 2, "/no/model does not exist"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(mujaz_here: Here, arguments: list[str], code: int, says: str) -> None:
    assert says in mujaz_here.fails("article", *arguments, code=code)


def test_a_server_refuses_as_the_program_alone_does(mujaz: Program, served: Server) -> None:
    line = mujaz.fails("article", "-", "--server", served.address, stdin=b"In English.", code=2)
    assert line == mujaz.fails("article", "-", stdin=b"In English.", code=2)


def test_ctrl_c_while_waiting_for_input_ends_without_a_word(mujaz: Program) -> None:
    process = subprocess.Popen(
        [MUJAZ, "article", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with process, nothing_left_running():
        wait_until_mapped(process, "_hashlib", "libssl", "multiarray", "_struct")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=LIMIT_S) == (b"", b"")
    assert process.returncode == 130


def test_ctrl_c_inside_the_model_ends_without_a_word(mujaz: Program, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(ALSABAH.read_text(encoding="utf-8") * 20, encoding="utf-8")
    with mujaz.start("article", str(file), "--no-brief") as process, nothing_left_running():
        wait_until_mapped(process, "ctranslate2")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=LIMIT_S) == ("", "")
    assert process.returncode == 130


def wait_until_mapped(process: "subprocess.Popen[Any]", *libraries: str) -> None:
    """Waits until a process has loaded one of some libraries, a sign of how far it has come."""
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        if any(name in mapped.path for mapped in watched.memory_maps() for name in libraries):
            return
    pytest.fail(f"the program ended with {process.returncode} before it had loaded {libraries}")


def test_a_reader_that_leaves_early_gets_no_traceback(mujaz: Program) -> None:
    with mujaz.start("models", "list") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(LIMIT_S) in (0, 1)


def test_a_file_is_written_though_its_reader_leaves_early(mujaz: Program, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال الوزير إن العمل بدأ أمس.", encoding="utf-8")
    with mujaz.start("article", str(tmp_path / "a.txt"), "--no-brief", "--output", str(tmp_path / "a.md")) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == f"wrote {tmp_path / 'a.md'}\n"
        process.wait(LIMIT_S)
    assert "قال الوزير" in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_a_memory_file_is_used_unless_it_is_not_wanted_and_changes_nothing(
    mujaz: Program, mujaz_here: Here, tmp_path: Path
) -> None:
    file = tmp_path / "memory.sqlite"
    arguments = ("article", str(SHORT), "--beam-size", "1", "--translation-memory-file", str(file))
    fresh = mujaz_here(*arguments, "--no-memory")
    assert (fresh.returncode, fresh.stderr, file.exists()) == (0, "", False)
    first, second = mujaz(*arguments), mujaz_here(*arguments)
    assert first.stdout == second.stdout == fresh.stdout
    assert (first.stderr, second.stderr) == ("", "")
    assert file.stat().st_size > 0
