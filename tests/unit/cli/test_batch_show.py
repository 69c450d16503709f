import pytest

from mujaz.cli.batch_show import MAX_FAILURES_SHOWN, describe, duration, print_status, print_summary, watching
from mujaz.jobs.job import Progress, Summary
from mujaz.jobs.journal import Checkpoint, State
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.records import FailedRecord, Failure
from mujaz.jobs.status import JobStatus

MADE_WITH = {"translation model": "m r (e 1, int8)", "decoding": "beam=4", "mujaz": "1.0"}


def progress(**values):
    some = {"done": 1234, "failed": 5, "run_articles": 600, "run_s": 300.0, "first_bytes": 0, "read_bytes": 40}
    return Progress(**{**some, "total_bytes": 100, **values})


def summary(**values):
    some = {"done": 10, "failed": 2, "run_articles": 0, "run_done": 0, "run_failed": 0, "run_s": 0.0}
    return Summary(**{**some, "made_with": MADE_WITH, **values})


@pytest.fixture
def plan(tmp_path):
    return JobPlan(inputs=("in",), output=tmp_path / "out.jsonl")


@pytest.mark.parametrize(
    ("time_s", "text"),
    [
        (0, "0 s"),
        (59.6, "60 s"),
        (599, "599 s"),
        (600, "10 min"),
        (3599, "59 min"),
        (3600, "1 h 00 min"),
        (7 * 3600 + 5 * 60, "7 h 05 min"),
        (100 * 3600, "4 d 4 h"),
    ],
)
def test_times_read_as_people_say_them(time_s, text):
    assert duration(time_s) == text


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "1,234 done, 5 failed, 2.0 articles/s, 40 %, 450 s left"),
        ({"first_bytes": 20}, "1,234 done, 5 failed, 2.0 articles/s, 40 %, 15 min left"),
        ({"total_bytes": 0}, "1,234 done, 5 failed, 2.0 articles/s"),
        ({"first_bytes": 40}, "1,234 done, 5 failed, 2.0 articles/s, 40 %"),
        ({"run_articles": 0, "run_s": 0.0, "read_bytes": 0}, "1,234 done, 5 failed, 0 %"),
    ],
)
def test_progress_is_one_line_that_says_what_is_known(values, line):
    assert describe(progress(**values)) == line


def test_a_log_has_lines_now_and_then_and_not_every_failure(plan, capsys, monkeypatch):
    clock = 0.0
    monkeypatch.setattr("mujaz.cli.batch_show.monotonic", lambda: clock)
    with watching(plan) as watcher:
        for clock in (1.0, 29.0, 31.0, 40.0, 62.0):  # noqa: B007
            watcher.progressed(progress())
        for number in range(30):
            failure = Failure(reason="R", message="the [bold]line[/] is not JSON")
            watcher.failed(FailedRecord(number=number, id="x", place=f"a:{number}", failure=failure))
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert lines[:2] == [describe(progress())] * 2
    assert lines[2] == "a:0: the [bold]line[/] is not JSON"
    assert len(lines) == 2 + MAX_FAILURES_SHOWN + 1
    assert lines[-1] == f"Further failures are in {plan.failures}."


def test_the_summary_is_a_table(plan, capsys):
    print_summary(plan, summary(run_articles=6, run_done=5, run_failed=2, run_s=3.0))
    assert capsys.readouterr().out.splitlines() == [
        "done               10",
        "failed             2",
        "this run           5 done, 2 failed in 3 s, 2.0 articles/s",
        f"output             {plan.output}",
        f"failures           {plan.failures}; try them again with --retry-failed",
        "translation model  m r (e 1, int8)",
        "decoding           beam=4",
        "mujaz              1.0",
    ]


def test_a_run_of_a_moment_has_no_speed(plan, capsys):
    print_summary(plan, summary(run_articles=1, run_done=1, run_s=0.001))
    assert "this run           1 done in less than 1 s\n" in capsys.readouterr().out


def test_a_job_of_which_nothing_could_be_read_says_so_and_what_to_do(plan, capsys):
    print_summary(plan, summary(done=0, failed=1, run_failed=1, run_s=0.1))
    assert capsys.readouterr().out.splitlines() == [
        "done      0",
        "failed    1",
        "this run  nothing of the input could be read",
        f"output    {plan.output}",
        f"failures  {plan.failures}; correct the input or the options as they say, then run the command again",
    ]


def test_a_run_that_had_nothing_to_do_says_so(plan, capsys):
    print_summary(plan, summary(failed=0))
    assert "this run           nothing was left to do" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("state", "running", "text"),
    [
        (State.RUNNING, True, "running"),
        (State.RUNNING, False, "stopped; the same command resumes it"),
        (State.FINISHED, False, "finished"),
    ],
)
def test_the_status_says_how_far_a_job_is(plan, capsys, state, running, text):
    checkpoint = Checkpoint(
        state=state, round=2, records=7, done=4, failed=3, read_bytes=50, total_bytes=200, busy_s=90.0, time_s=1e9
    )
    status = JobStatus(
        checkpoint=checkpoint,
        identity={"journal": "1", "decoding": "beam=4"},
        reasons={"R": 2, "S": 1},
        running=running,
    )
    print_status(plan.output, status)
    lines = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines() if not line.startswith(" "))
    assert {name: value.strip() for name, value in lines.items() if name != "last commit"} == {
        "state": text,
        "done": "4",
        "failed": "3",
        "of the input": "25 %",
        "round": "2 (failures tried again)",
        "worked": "90 s in all runs",
        "decoding": "beam=4",
        "output": str(plan.output),
    }
    assert lines["last commit"].strip().startswith("2001-09-0")
