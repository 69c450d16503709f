"""`mujaz batch` from the outside: what goes in, what comes out, what it says and with which code it ends."""

import gzip
import json
import os
import pty
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from .fake_engines import DELAY, HANGING

PROGRAM = Path(__file__).with_name("fake_mujaz.py")
LIMIT_S = 120
ROWS = [{"key": f"a{number}", "head": "خبر", "text": f"قال {number} من الناس.\n\nنعم."} for number in range(5)]
FIELDS = ["--id-field=key", "--title-field=head", "--body-field=text", "--workers=1"]


@pytest.fixture
def batch(tmp_path, monkeypatch):
    """Runs `mujaz batch` with the fake engines, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, code=0, stdin=None):
        done = subprocess.run(
            [sys.executable, PROGRAM, "batch", *arguments],
            input=stdin,
            capture_output=True,
            timeout=LIMIT_S,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return run


def write(name, rows=ROWS):
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return name


def read(name):
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()]


def test_the_result_of_an_article_is_that_of_the_article_command(mujaz, tmp_path):
    article = {"id": "a", "title": "السوق", "body": "قال الوزير إن السوق جيدة.\nنعم."}
    source, output = tmp_path / "in.json", tmp_path / "out.jsonl"
    source.write_text(json.dumps(article), "utf-8")
    batch = mujaz("batch", str(source), "--input-format=jsonl", "--output", str(output), "--workers=1", "--beam-size=1")
    assert batch.returncode == 0, batch.stderr
    alone = mujaz("article", str(source), "--json", "--beam-size=1")
    (result,) = read(output)
    expected = json.loads(alone.stdout)
    del expected["timings"]
    assert result == expected


def test_all_done_ends_with_0_and_a_summary(batch):
    done = batch(write("in.jsonl"), "--output", "out.jsonl", *FIELDS)
    assert [result["id"] for result in read("out.jsonl")] == [row["key"] for row in ROWS]
    assert done.stdout.startswith("done               5\nfailed             0\nthis run           5 done in ")
    assert done.stderr == ""
    assert not Path("out.jsonl.failed.jsonl").exists()


def test_failures_end_with_3_and_are_said_and_listed(batch):
    write("in.jsonl", [*ROWS, {"key": "a0", "text": "نص"}, {"key": "b"}])
    done = batch("in.jsonl", "--output", "out.jsonl", *FIELDS, code=3)
    assert done.stderr.splitlines() == [
        "in.jsonl:6: record 1 of the input has the same id",
        "in.jsonl:7: text: is not there; the fields are key. Name the one that holds the text with --body-field",
    ]
    assert [failed["reason"] for failed in read("out.jsonl.failed.jsonl")] == ["DUPLICATE_ID", "FIELD_MISSING"]
    again = batch("in.jsonl", "--output", "out.jsonl", *FIELDS, "--retry-failed", code=3)
    assert "this run           0 done, 2 failed in less than 1 s\n" in again.stdout
    assert len(read("out.jsonl.failed.jsonl")) == 2


MISTAKES = {
    "no input": (["--output", "out.jsonl"], "Missing argument"),
    "no output": (["in.jsonl"], "Missing option"),
    "an input that is not there": (["gone.jsonl", "--output", "out.jsonl"], "gone.jsonl: does not exist"),
    "an output of no known kind": (["in.jsonl", "--output", "out.doc"], "cannot tell from .doc what to write"),
    "an unknown format": (["in.jsonl", "--output", "out", "--input-format=doc"], "doc"),
    "two ways to run": (["in.jsonl", "--output", "out", "--server=a:1", "--ray=local"], "give only one"),
    "a setting of somebody else's": (["in.jsonl", "--output", "out", "--server=a:1", "--threads=2"], "--threads"),
    "an address that is none": (["in.jsonl", "--output", "out", "--server=a"], "is not an address"),
    "an address that is nothing": (["in.jsonl", "--output", "out", "--server=,"], "names no server"),
    "no job": (["status", "out.jsonl"], "there is no job here"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_ends_with_2_and_one_line_and_leaves_nothing_behind(mujaz_here, tmp_path, monkeypatch, mistake):
    monkeypatch.chdir(tmp_path)
    write("in.jsonl")
    arguments, message = MISTAKES[mistake]
    assert message in mujaz_here.fails("batch", *arguments, code=2)
    assert os.listdir() == ["in.jsonl"]


def test_without_a_server_a_job_ends_with_1_and_one_line(mujaz, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = mujaz.fails("batch", write("in.jsonl"), "--output", "out.jsonl", "--server=127.0.0.1:9", code=1)
    assert said.startswith("nothing answers at 127.0.0.1:9")
    assert os.listdir() == ["in.jsonl"]


def test_all_kinds_of_input_come_together(batch):
    Path("folder").mkdir()
    write("folder/a.jsonl", [{"id": "1", "body": "نص"}])
    Path("folder/b.csv.gz").write_bytes(gzip.compress("id,body\n2,نص\n".encode()))
    Path("folder/c.txt").write_text("عنوان\n\nنص", "utf-8")
    Path("d.html").write_text("<h1>عنوان</h1><p>نص", "utf-8")
    batch("folder", "*.html", "--output", "out.jsonl", "--workers=1")
    assert [result["id"] for result in read("out.jsonl")] == ["1", "2", "folder/c.txt", "d.html"]


def test_the_standard_input_is_an_input(batch):
    batch("-", "--output", "out.jsonl", *FIELDS, stdin=Path(write("in.jsonl")).read_text())
    assert [result["id"] for result in read("out.jsonl")] == [row["key"] for row in ROWS]


def test_the_name_of_the_output_says_what_it_is(batch):
    write("in.jsonl")
    batch("in.jsonl", "--output", "out.jsonl", *FIELDS)
    batch("in.jsonl", "--output", "out.parquet", *FIELDS)
    batch("in.jsonl", "--output", "texts", *FIELDS)
    table = pq.read_table("out.parquet").to_pylist()
    assert [row["body"] for row in table] == [result["body"] for result in read("out.jsonl")]
    assert Path("texts/a1.en.txt").read_text() == "W3\n\nW3 1 w2 w5.\n\nW3.\n"


def test_options_reach_the_work(batch):
    batch(write("in.jsonl"), "--output", "out.jsonl", *FIELDS, "--no-brief", "--beam-size=2")
    results = read("out.jsonl")
    assert not any("brief" in result for result in results)
    assert all(result["signature"]["decoding"].startswith("beam=2 ") for result in results)


def test_other_options_on_an_old_job_are_refused_until_a_restart(batch):
    batch(write("in.jsonl"), "--output", "out.jsonl", *FIELDS)
    done = batch("in.jsonl", "--output", "out.jsonl", *FIELDS, "--beam-size=2", code=2)
    changed = r"--beam-size was 3 and is now 2\. Go on as it was started, or add --restart"
    assert re.search(changed, done.stderr)
    batch("in.jsonl", "--output", "out.jsonl", *FIELDS, "--beam-size=2", "--restart")
    assert read("out.jsonl")[0]["signature"]["decoding"].startswith("beam=2 ")


def test_the_status_tells_running_from_stopped_from_finished(batch):
    bodies = [f"نص {number}" for number in range(100)]
    bodies[50] = "معلق"  # the first run hangs here, so it cannot be over before it is killed
    write("in.jsonl", [{"id": str(number), "body": body} for number, body in enumerate(bodies)])
    arguments = ["in.jsonl", "--output", "out.jsonl", "--workers=1", "--batch-articles=8"]
    results = Path("out.jsonl.job/results.1.jsonl")
    environment = {**os.environ, HANGING: "معلق", DELAY: "0.3"}  # longer than results wait for a commit
    with subprocess.Popen([sys.executable, PROGRAM, "batch", *arguments], env=environment) as run:
        while not results.exists() or not results.stat().st_size:
            assert run.poll() is None
            time.sleep(0.01)
        assert batch("status", "out.jsonl").stdout.startswith("state              running\ndone ")
        said = batch("in.jsonl", "--output", "out.jsonl", code=2).stderr
        assert said == "mujaz: another process is working on this job (out.jsonl.job)\n"
        run.kill()
    assert batch("status", "out.jsonl").stdout.startswith("state              stopped; the same command resumes it")
    batch("in.jsonl", "--output", "out.jsonl")
    assert batch("status", "out.jsonl").stdout.startswith("state              finished\ndone               100\n")


def test_a_terminal_shows_a_bar_that_goes_away(batch):
    write("in.jsonl")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, PROGRAM, "batch", "in.jsonl", "--output", "out.jsonl", *FIELDS],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"},
    ) as run:
        os.close(theirs)
        shown = b""
        try:
            while data := os.read(ours, 4096):
                shown += data
        except OSError:  # the end of a terminal
            pass
        os.close(ours)
        assert run.wait(LIMIT_S) == 0
    assert b"100%" in shown
    assert "5 done, 0 failed, " in shown.decode()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_input(batch):
    def peak_bytes(count):
        rows = ({"id": str(number), "body": "قال نعم."} for number in range(count))
        write("in.jsonl", rows)
        command = [sys.executable, PROGRAM, "batch", "in.jsonl", "--output", f"{count}.jsonl", "--workers=1"]
        peak = 0
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as run:
            process = psutil.Process(run.pid)
            while run.poll() is None:
                try:
                    peak = max(peak, sum(one.memory_info().rss for one in [process, *process.children()]))
                    process.wait(0.05)
                except (psutil.TimeoutExpired, psutil.NoSuchProcess):
                    pass
        assert run.returncode == 0
        return peak

    small, large = peak_bytes(1_000), peak_bytes(11_000)
    assert large - small < 15e6  # the input and the output have 10 MB more each
    assert large < 300e6
