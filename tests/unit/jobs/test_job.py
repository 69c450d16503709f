import errno
import json
from dataclasses import replace

import pytest

from mujaz.errors import ConfigError, JobError
from mujaz.jobs.formats import OutputFormat
from mujaz.jobs.journal import Journal, State
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.results import ResultsFile
from mujaz.jobs.source import Fields
from mujaz.jobs.status import job_status
from mujaz.types import BriefOptions, BriefStyle, Glossary, ProcessOptions, Term

from .conftest import InlineRunner, articles


@pytest.fixture(autouse=True)
def _commit_each_batch(monkeypatch):
    monkeypatch.setattr("mujaz.jobs.job._COMMIT_S", -1.0)


MIXED = [
    *articles(5),
    '{"id": "half',
    {"id": "n2", "body": "نص مكرر"},
    {"id": "empty", "body": ""},
    *[{**article, "id": f"later {article['id']}"} for article in articles(20)],
    {"id": "latin", "body": "English only"},
]


def test_results_are_in_the_order_of_the_input(desk):
    desk.write(articles(11))
    summary = desk.run()
    assert [result["id"] for result in desk.results()] == [f"n{number}" for number in range(11)]
    assert (summary.done, summary.failed, summary.run_articles) == (11, 0, 11)
    assert not desk.failures()


def test_failures_are_listed_and_the_rest_is_done(desk):
    desk.write(MIXED)
    summary = desk.run()
    assert (summary.done, summary.failed) == (25, 4)
    assert [(failed["place"], failed["id"], failed["reason"]) for failed in desk.failures()] == [
        (f"{desk.input}:6", f"{desk.input}:6", "ROW_MALFORMED"),
        (f"{desk.input}:7", "n2", "DUPLICATE_ID"),
        (f"{desk.input}:8", "empty", "TEXT_EMPTY"),
        (f"{desk.input}:29", "latin", "TEXT_NOT_ARABIC"),
    ]
    assert [failed.id for failed in desk.notes.failures] == [failed["id"] for failed in desk.failures()]
    assert desk.failures()[1]["message"] == "record 3 of the input has the same id"


def test_a_finished_job_is_not_done_again(desk):
    desk.write(MIXED)
    desk.run()
    before = desk.output.stat()
    runner = InlineRunner()
    summary = desk.run(runner)
    assert runner.articles == []
    assert (summary.done, summary.failed, summary.run_articles) == (25, 4, 0)
    assert desk.output.stat() == before


@pytest.mark.parametrize("batch_articles", [1, 2, 7, 100])
def test_stopped_anywhere_the_same_command_goes_on(desk, batch_articles):
    desk.write(MIXED)
    desk.run(output=desk.folder / "whole.jsonl")
    done: list[str] = []
    for _ in range(100):
        runner = InlineRunner(stop_after=2)
        try:
            desk.run(runner, batch_articles=batch_articles)
        except KeyboardInterrupt:
            assert not desk.output.exists()
            done += [article.id for article in runner.articles]
        else:
            break
        finally:
            assert runner.closed
    done += [article.id for article in runner.articles]
    assert desk.output.read_bytes() == (desk.folder / "whole.jsonl").read_bytes()
    assert len(desk.failures()) == 4
    assert len(done) == len(set(done))  # every batch is committed before the next one is done


def test_progress_is_told_after_each_batch(desk):
    desk.write(articles(10))
    desk.run()
    progress = desk.notes.progress
    assert [each.done for each in progress] == [2, 4, 8, 10]
    assert progress[-1].fraction == 1.0
    assert progress[-1].left_s == 0.0
    assert all(each.rate > 0 and each.left_s is not None for each in progress)


def test_only_the_rest_is_counted_when_a_job_goes_on(desk):
    desk.write(articles(10))
    with pytest.raises(KeyboardInterrupt):
        desk.run(InlineRunner(stop_after=1))
    status = job_status(desk.folder / "out.jsonl.job")
    assert (status.checkpoint.done, status.checkpoint.state, status.running) == (2, State.RUNNING, False)
    assert 0 < status.checkpoint.read_bytes <= status.checkpoint.total_bytes
    summary = desk.run()
    assert (summary.done, summary.run_articles) == (10, 8)


OTHER = {
    "input": {},
    "fields": {"fields": Fields(title="head")},
    "encoding": {"encoding": "windows-1256"},
    "output format": {"output_format": OutputFormat.PARQUET},
    "glossary": {"options": ProcessOptions(glossary=Glossary((Term(source="قال", target="said"),)))},
    "brief": {"options": ProcessOptions(brief=BriefOptions(max_words=20))},
}


def test_a_finished_job_answers_at_once_when_it_is_asked_for_the_same_again(desk):
    desk.write(MIXED)
    first = desk.run(asked="this")
    assert (first.run_done, first.run_failed, first.run_articles) == (25, 4, 27)
    runner = InlineRunner()
    again = desk.run(runner, asked="this")
    assert not runner.closed  # it was not even made
    assert (again.done, again.failed, again.run_done, again.run_failed) == (25, 4, 0, 0)
    assert again.made_with == first.made_with
    for asked, retry_failed in (("that", False), ("", False), ("this", True)):
        runner = InlineRunner()
        desk.run(runner, asked=asked, retry_failed=retry_failed)
        assert runner.closed


def test_another_style_of_brief_is_another_job(desk):
    desk.write(articles(10))
    desk.run()
    with pytest.raises(
        ConfigError,
        match=r"--style\) was 3 sentences, 60 words and is now 3 sentences, 60 words, bullets",
    ):
        desk.run(options=ProcessOptions(brief=BriefOptions(style=BriefStyle.BULLETS)))


@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize("what", OTHER)
def test_another_job_on_an_old_journal_is_refused(desk, what, finished):
    desk.write(articles(10))
    if finished:
        desk.run()
    else:
        with pytest.raises(KeyboardInterrupt):
            desk.run(InlineRunner(stop_after=1))
    if what == "input":
        desk.write(articles(11))
    change = "an input file has changed since" if what == "input" else rf"{what} (\(--.*\) )?was .* and is now "
    with pytest.raises(ConfigError, match=rf"this job was started differently: {change}.*--restart"):
        desk.run(**OTHER[what])
    assert desk.run(**OTHER[what], restart=True).run_articles == (11 if what == "input" else 10)


def test_a_job_of_which_nothing_is_done_begins_anew_where_the_command_was_corrected(desk):
    desk.write([{"name": f"n{number}", "text": "قال."} for number in range(10)])
    assert desk.run().failed == 10
    assert desk.run(InlineRunner(options=ProcessOptions(beam_size=2))).failed == 10
    summary = desk.run(fields=Fields(id="name", body="text"))
    assert (summary.done, summary.failed) == (10, 0)
    assert [result["id"] for result in desk.results()] == [f"n{number}" for number in range(10)]
    assert desk.failures() == []


def test_a_disk_that_fails_at_once_is_not_said_to_have_kept_anything(desk, monkeypatch):
    desk.write(articles(10))
    for kept, stop_after in (("Nothing was done yet", 0), ("What is done is kept", 1)):
        runner = InlineRunner(stop_after=stop_after)
        monkeypatch.setattr(runner, "_stop", lambda: OSError(5, "Input/output error"))
        with pytest.raises(JobError, match=f"{kept}: run the same command again when that is fixed"):
            desk.run(runner)


def test_other_models_on_an_old_journal_are_refused(desk):
    desk.write(articles(10))
    with pytest.raises(KeyboardInterrupt):
        desk.run(InlineRunner(stop_after=1))
    with pytest.raises(ConfigError, match=r"differently: --beam-size was 3 and is now 2\..*2 articles"):
        desk.run(InlineRunner(options=ProcessOptions(beam_size=2)))


def test_another_glossary_of_the_server_is_refused_too(desk):
    desk.write(articles(10))
    with pytest.raises(KeyboardInterrupt):
        desk.run(InlineRunner(stop_after=1))
    other = InlineRunner(options=ProcessOptions(glossary=Glossary((Term(source="قال", target="said"),))))
    with pytest.raises(ConfigError, match="--glossary was nothing and is now given"):
        desk.run(other)


def test_a_standard_input_that_is_another_is_noticed(desk, monkeypatch):
    desk.write(articles(10))
    with desk.input.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(KeyboardInterrupt):
            desk.run(InlineRunner(stop_after=1), inputs=("-",))
    desk.write([{"id": "other", "body": "نص"}] * 10)
    with desk.input.open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(ConfigError, match="record 2 differs"):
            desk.run(inputs=("-",))


def test_an_output_of_somebody_else_is_not_overwritten(desk):
    desk.write(articles(3))
    desk.output.write_text("precious")
    with pytest.raises(ConfigError, match="exists and is not a job's"):
        desk.run()
    assert desk.output.read_text() == "precious"
    assert not (desk.folder / "out.jsonl.job").exists()
    desk.run(restart=True)
    assert len(desk.results()) == 3


def test_a_folder_of_somebody_else_is_not_replaced_even_by_a_restart(desk):
    desk.write(articles(3))
    output = desk.folder / "texts"
    output.mkdir()
    (output / "precious").write_text("x")
    for restart in (False, True):
        with pytest.raises(ConfigError, match="is not empty and not a job's"):
            desk.run(output=output, output_format=OutputFormat.TEXT, restart=restart)
    assert (output / "precious").exists()


def test_the_old_output_stays_until_a_restarted_job_is_done(desk):
    desk.write(articles(6))
    desk.run()
    with pytest.raises(KeyboardInterrupt):
        desk.run(InlineRunner(stop_after=1), restart=True)
    assert len(desk.results()) == 6


def test_an_empty_list_of_articles_gives_an_empty_output(desk):
    desk.write([""])
    summary = desk.run()
    assert (summary.done, summary.failed) == (0, 0)
    assert desk.output.read_bytes() == b""


def test_a_full_disk_stops_the_job_and_nothing_is_lost(desk, monkeypatch):
    desk.write(MIXED)
    desk.run(output=desk.folder / "whole.jsonl")
    sync = ResultsFile.sync
    calls = 0

    def full_at_the_third(self):
        nonlocal calls
        calls += 1
        if calls == 3:
            self._file.write(b'{"id": "half a li')
            raise OSError(errno.ENOSPC, "No space left on device")
        return sync(self)

    monkeypatch.setattr(ResultsFile, "sync", full_at_the_third)
    with pytest.raises(JobError) as caught:
        desk.run()
    assert caught.value.reason == "DISK_FULL"
    assert "run the same command again" in str(caught.value)
    desk.run()
    assert desk.output.read_bytes() == (desk.folder / "whole.jsonl").read_bytes()


def test_a_crash_before_or_behind_the_last_step_is_mended(desk, monkeypatch):
    desk.write(articles(6))
    finish = Journal.finish

    def crash(self, asked):
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "finish", crash)
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    assert job_status(desk.folder / "out.jsonl.job").checkpoint.state is State.COMPLETE
    assert len(desk.results()) == 6
    monkeypatch.setattr(Journal, "finish", finish)
    runner = InlineRunner()
    assert desk.run(runner).done == 6
    assert runner.articles == []
    assert job_status(desk.folder / "out.jsonl.job").checkpoint.state is State.FINISHED


class Moody(InlineRunner):
    """Fails on some articles, for now."""

    def __init__(self, *bad, **options):
        super().__init__(**options)
        self.bad = set(bad)

    def _outcomes(self, batch):
        from mujaz.jobs.records import Failure

        outcomes = super()._outcomes(batch)
        failure = Failure(reason="ENGINE", message="a bad day")
        return [
            failure if article.id in self.bad else outcome for article, outcome in zip(batch, outcomes, strict=True)
        ]


FORMATS = {
    OutputFormat.JSONL: "out.jsonl",
    OutputFormat.PARQUET: "out.parquet",
    OutputFormat.TEXT: "texts",
}


def content(path):
    if path.is_dir():
        return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}
    return path.read_bytes()


@pytest.mark.parametrize("format_", FORMATS)
def test_failures_are_retried_alone_and_come_to_their_places(desk, format_):
    desk.write(MIXED)
    whole, output = desk.folder / f"whole-{FORMATS[format_]}", desk.folder / FORMATS[format_]
    desk.run(output=whole, output_format=format_)
    first = desk.run(Moody("n0", "n4", "later n7", "later n19"), output=output, output_format=format_)
    assert (first.done, first.failed) == (21, 8)
    runner = Moody("n4", "later n19")
    second = desk.run(runner, output=output, output_format=format_, retry_failed=True)
    assert {article.id for article in runner.articles} == {"n0", "n4", "empty", "later n7", "later n19", "latin"}
    assert (second.done, second.failed, second.run_articles) == (23, 6, 6)
    assert (second.run_done, second.run_failed) == (2, 6)
    third = desk.run(output=output, output_format=format_, retry_failed=True)
    assert (third.done, third.failed) == (25, 4)
    assert content(output) == content(whole)
    assert sorted(path.name for path in (desk.folder / f"{output.name}.job").iterdir()) == sorted(
        ["journal.sqlite", "lock", *([] if format_ is OutputFormat.JSONL else ["results.3.jsonl"])]
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_a_retry_can_be_stopped_anywhere_too(desk, format_):
    desk.write(MIXED)
    whole, output = desk.folder / f"whole-{FORMATS[format_]}", desk.folder / FORMATS[format_]
    desk.run(output=whole, output_format=format_)
    desk.run(Moody("n0", "n4", "later n7", "later n19"), output=output, output_format=format_)
    before = content(output)
    stops = 0
    for _ in range(100):
        try:
            desk.run(InlineRunner(stop_after=1), output=output, output_format=format_, retry_failed=stops == 0)
        except KeyboardInterrupt:
            stops += 1
            assert content(output) == before
        else:
            break
    assert stops > 5
    assert content(output) == content(whole)


def test_an_unfinished_job_is_not_retried(desk):
    desk.write(articles(10))
    with pytest.raises(KeyboardInterrupt):
        desk.run(InlineRunner(stop_after=1))
    with pytest.raises(ConfigError, match="not finished; finish it without --retry-failed first"):
        desk.run(retry_failed=True)


def test_nothing_is_retried_where_nothing_failed(desk):
    desk.write(articles(3))
    desk.run()
    runner = InlineRunner()
    assert desk.run(runner, retry_failed=True).run_articles == 0
    assert job_status(desk.folder / "out.jsonl.job").checkpoint.round == 1


@pytest.mark.parametrize("first", ["", "{}\n", "[]\n", "{\n", '{"id": "n1"}\n'])
def test_an_output_that_was_edited_is_not_mixed_with_a_retry(desk, first):
    desk.write(articles(10))
    desk.run(Moody("n3"))
    lines = desk.output.read_text("utf-8").splitlines(keepends=True)
    desk.output.write_text("".join([first, *lines[1:]]), "utf-8")
    with pytest.raises(ConfigError, match="was changed since the job was finished"):
        desk.run(retry_failed=True)


def test_results_are_known_by_their_id_wherever_it_stands(desk):
    desk.write(articles(10))
    desk.run(Moody("n3"))
    results = [json.loads(line) for line in desk.output.read_text("utf-8").splitlines()]
    turned = [json.dumps(dict(reversed(result.items())), ensure_ascii=False) for result in results]
    desk.output.write_text("".join(f"{line}\n" for line in turned), "utf-8")
    desk.run(retry_failed=True)
    after = desk.output.read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in after] == [f"n{number}" for number in range(10)]
    assert [line for line in after if json.loads(line)["id"] != "n3"] == turned


def test_the_plan_of_a_job_says_where_its_files_are(tmp_path):
    plan = JobPlan(inputs=("a",), output=tmp_path / "out.jsonl")
    assert plan.folder == tmp_path / "out.jsonl.job"
    assert plan.failures == tmp_path / "out.jsonl.failed.jsonl"
    assert replace(plan, restart=True).folder == plan.folder
