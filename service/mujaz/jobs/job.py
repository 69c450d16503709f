"""Runs a batch job: from the input through a runner into the results, which are always written before the journal.

There is no orderly way to stop. Ctrl-C, SIGTERM, a full disk and a power cut are all the same to a job: what was
committed is kept, and the rest is done again. So the recovery that must work is used every time.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Protocol, TypeAlias

from mujaz.errors import ConfigError, JobError
from mujaz.jobs.formats import OutputFormat
from mujaz.jobs.journal import Checkpoint, Journal, State, is_full
from mujaz.jobs.kept import KeptResults
from mujaz.jobs.plan import MADE_WITH, JobPlan, identity_of
from mujaz.jobs.publish import publish
from mujaz.jobs.records import FailedRecord, Failure, Outcome, Position, Record, Response
from mujaz.jobs.results import FailureFile, ResultsFile
from mujaz.jobs.runner import Batch, Runner
from mujaz.jobs.source import Source
from mujaz.types import Article

_FIRST_ARTICLES = 2
"""The size of the first batch. Each later one is as large as all before it, up to `batch_articles`. So the first
results come soon, and a job of a few articles shows progress and uses several workers."""

_COMMIT_S = 0.25
"""The minimum time between commits, so that they cost little (docs/evidence.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The progress of a job.

    Args:
        done: Articles with a result, in all runs.
        failed: Articles without a result, in all runs.
        run_articles: Articles that the models have processed in this run.
        run_s: The duration of this run so far.
        first_bytes: How much of the input was done when this run began.
        read_bytes: How much of the input is done now.
        total_bytes: The size of the input; 0 if unknown.
    """

    done: int
    failed: int
    run_articles: int
    run_s: float
    first_bytes: int
    read_bytes: int
    total_bytes: int

    @property
    def rate(self) -> float:
        """Articles per second in this run."""
        return self.run_articles / self.run_s if self.run_s else 0.0

    @property
    def fraction(self) -> float | None:
        """The share of the input that is done; None if unknown."""
        return min(1.0, self.read_bytes / self.total_bytes) if self.total_bytes else None

    @property
    def left_s(self) -> float | None:
        """Seconds until all is done, at the average speed of this run; None if unknown."""
        run_bytes = self.read_bytes - self.first_bytes
        if not self.total_bytes or not run_bytes:
            return None
        return self.run_s * max(0, self.total_bytes - self.read_bytes) / run_bytes


class Watcher(Protocol):
    """Shows people what a job does."""

    def began(self) -> None:
        """The models are ready, and the first articles are being processed."""
        ...

    def progressed(self, progress: Progress) -> None:
        """More articles are done."""
        ...

    def failed(self, record: FailedRecord) -> None:
        """An article failed."""
        ...

    def translated(self, record: Record, response: Response) -> None:
        """An article has a result, which will be committed soon. If the job stops before that, it is reported again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The summary of a run that reached the end of the input.

    Args:
        done: Articles with a result, in all runs.
        failed: Articles without a result, in all runs.
        run_articles: Articles that the models have processed in this run.
        run_done: Articles that got a result in this run.
        run_failed: Articles that failed in this run, those that could not be read among them.
        run_s: The duration of this run.
        made_with: What the results are made with, by name.
        passed_over: The number of files in the folders that were not read, by kind.
    """

    done: int
    failed: int
    run_articles: int
    run_done: int
    run_failed: int
    run_s: float
    made_with: Mapping[str, str]
    passed_over: Mapping[str, int] = field(default_factory=dict)


def run_job(plan: JobPlan, start_runner: Callable[[], Runner], watcher: Watcher) -> Summary:
    """Runs a job to its end, from where it stopped.

    Args:
        plan: The job.
        start_runner: Makes the runner; called only after everything else was checked.
        watcher: Is told of the progress.

    Raises:
        ConfigError: There is no input, or the job was started differently.
        JobError: The job cannot continue; what is done is kept.
        MujazError: The runner cannot start.
    """
    source = plan.source()
    plan.check_output()
    with _explained(plan), closing(Journal(plan.folder, restart=plan.restart)) as journal:
        journal.identify(plan.identity(source.inputs))
        _check_retry(plan, journal.checkpoint)
        if _was_answered(plan, journal.checkpoint):
            known = journal.identity
            made_with = {name: known[name] for name in MADE_WITH if name in known}
            return _Job(plan, source, journal, watcher).summary(made_with)
        with closing(start_runner()) as runner:
            journal.identify(identity_of(runner.signature))
            if plan.retry_failed and journal.checkpoint.state is State.FINISHED and journal.checkpoint.failed:
                journal.begin_round()
            job = _Job(plan, source, journal, watcher)
            if journal.checkpoint.state is State.RUNNING:
                watcher.began()
                job.work(runner)
        if journal.checkpoint.state is State.COMPLETE:
            job.publish()
        return job.summary(identity_of(runner.signature))


@contextmanager
def _explained(plan: JobPlan) -> Iterator[None]:
    """Raises `JobError` for errors of the disk, and says what they mean for the job."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        kept = "What is done is kept" if plan.folder.exists() else "Nothing was done yet"
        again = f"{kept}: run the same command again"
        if is_full(error):
            raise JobError(f"no room left to write {plan.output}. {again} when there is", reason="DISK_FULL") from error
        raise JobError(f"the job cannot continue: {error}. {again} when that is fixed", reason="DISK") from error


def _check_retry(plan: JobPlan, checkpoint: Checkpoint) -> None:
    if plan.retry_failed and checkpoint.state is not State.FINISHED and checkpoint.round == 1:
        raise ConfigError("the job is not finished; finish it without --retry-failed first", reason="JOB_UNFINISHED")


def _was_answered(plan: JobPlan, checkpoint: Checkpoint) -> bool:
    """Whether the job is finished and the same is asked again, so that no model needs to be loaded to compare it."""
    same = bool(plan.asked) and plan.asked == checkpoint.asked
    return same and checkpoint.state is State.FINISHED and not (plan.retry_failed and checkpoint.failed)


Known: TypeAlias = Failure | bytes | None
"""What is known of a record before the models process it: its failure, its result of the previous round, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A batch that is with the runner."""

    items: list[tuple[Record, Known]]
    begins: Position
    """Where the last record begins."""
    read_bytes: int


class _Job:
    """One run of a job."""

    def __init__(self, plan: JobPlan, source: Source, journal: Journal, watcher: Watcher) -> None:
        self._plan = plan
        self._source = source
        self._journal = journal
        self._watcher = watcher
        self._ahead: deque[_Planned] = deque()
        self._checkpoint = self._first = journal.checkpoint
        self._new_failures: list[FailedRecord] = []
        self._run_articles = self._run_done = self._run_failed = 0
        self._started_s = self._committed_s = monotonic()

    def work(self, runner: Runner) -> None:
        """Processes the input from the last commit to the end."""
        journal, plan = self._journal, self._plan
        known = journal.failures(self._first.round)
        with closing(ResultsFile(_results(plan, self._first.round), self._first.written_bytes)) as results:
            failures = FailureFile(plan.failures, known)
            for outcomes in runner.run(self._batches()):
                self._take(self._ahead.popleft(), outcomes, results)
                self._watcher.progressed(self._progress())
                if monotonic() - self._committed_s > _COMMIT_S:
                    self._commit(results, failures)
            self._checkpoint = replace(self._checkpoint, state=State.COMPLETE)
            self._commit(results, failures)
            failures.sync()

    def publish(self) -> None:
        """Moves the output into place, and deletes files that are no longer needed."""
        plan, checkpoint = self._plan, self._journal.checkpoint
        results = _results(plan, checkpoint.round)
        publish(results, plan.output, plan.output_format)
        self._journal.finish(plan.asked)
        _results(plan, checkpoint.round - 1).unlink(missing_ok=True)
        if not checkpoint.failed:
            results.unlink(missing_ok=True)

    def summary(self, made_with: Mapping[str, str]) -> Summary:
        """Returns the summary of this run."""
        checkpoint = self._journal.checkpoint
        return Summary(
            done=checkpoint.done,
            failed=checkpoint.failed,
            run_articles=self._run_articles,
            run_done=self._run_done,
            run_failed=self._run_failed,
            run_s=self._committed_s - self._started_s,
            made_with=made_with,
            passed_over=self._source.inputs.passed_over,
        )

    def _batches(self) -> Iterator[Batch]:
        """Yields batches for the runner, and notes what is in each."""
        records, begins = self._records()
        number = self._first.records
        with closing(self._kept()) if self._first.round > 1 else nullcontext() as kept:
            while batch := list(islice(records, min(self._plan.batch_articles, max(_FIRST_ARTICLES, number)))):
                items = [(record, self._known(number + place, record, kept)) for place, record in enumerate(batch)]
                number += len(batch)
                begins = batch[-2].after if len(batch) > 1 else begins
                self._ahead.append(_Planned(items=items, begins=begins, read_bytes=self._source.bytes_read))
                begins = batch[-1].after
                yield [one.content for one, known in items if known is None and isinstance(one.content, Article)]

    def _records(self) -> tuple[Iterator[Record], Position]:
        """Returns the records that are left to do, and where the first of them begins."""
        records = self._source.records(self._first.position)
        if not self._first.records:
            return records, self._first.position
        last = next(records, None)
        if last is None or last.id != self._first.last_id:
            raise ConfigError(
                f"the input is not the one that the job was started with: record {self._first.records:,} differs. "
                "Restore the input, or add --restart to start over",
                reason="JOB_CHANGED",
            )
        return records, last.after

    def _kept(self) -> KeptResults:
        earlier = self._first.round - 1
        path = self._plan.output if self._plan.output_format is OutputFormat.JSONL else _results(self._plan, earlier)
        return KeptResults(path, lambda: self._journal.failures(earlier), start=self._first.records)

    def _known(self, number: int, record: Record, kept: KeptResults | None) -> Known:
        if kept is not None and (line := kept.take(number, record.id)) is not None:
            return line
        if isinstance(record.content, Failure):
            return record.content
        earlier = self._journal.claim(record.id, number)
        if earlier is None or earlier == number:
            return None
        return Failure(reason="DUPLICATE_ID", message=f"record {earlier + 1:,} of the input has the same id")

    def _take(self, planned: _Planned, outcomes: Sequence[Outcome], results: ResultsFile) -> None:
        """Adds the outcomes of a batch to the results and to the next checkpoint."""
        checkpoint = self._checkpoint
        rest = iter(outcomes)
        done, failed = checkpoint.done, checkpoint.failed
        for number, (record, known) in enumerate(planned.items, checkpoint.records):
            outcome = next(rest) if known is None else known
            if isinstance(outcome, Failure):
                failed += 1
                self._run_failed += 1
                failed_record = FailedRecord(number=number, id=record.id, place=record.place, failure=outcome)
                self._new_failures.append(failed_record)
                self._watcher.failed(failed_record)
            else:
                done += 1
                if isinstance(outcome, Response):
                    self._run_done += 1
                    self._watcher.translated(record, outcome)
                results.append(outcome.json.encode() if isinstance(outcome, Response) else outcome)
        self._run_articles += len(outcomes)
        self._checkpoint = replace(
            checkpoint,
            records=checkpoint.records + len(planned.items),
            position=planned.begins,
            last_id=planned.items[-1][0].id,
            read_bytes=planned.read_bytes,
            total_bytes=self._source.inputs.total_bytes,
            done=done,
            failed=failed,
        )

    def _commit(self, results: ResultsFile, failures: FailureFile) -> None:
        now_s = monotonic()
        busy_s = self._checkpoint.busy_s + now_s - self._committed_s
        self._checkpoint = replace(self._checkpoint, written_bytes=results.sync(), busy_s=busy_s)
        self._journal.commit(self._checkpoint, self._new_failures)
        failures.append(self._new_failures)
        self._new_failures = []
        self._committed_s = now_s

    def _progress(self) -> Progress:
        return Progress(
            done=self._checkpoint.done,
            failed=self._checkpoint.failed,
            run_articles=self._run_articles,
            run_s=monotonic() - self._started_s,
            first_bytes=self._first.read_bytes,
            read_bytes=self._checkpoint.read_bytes,
            total_bytes=self._checkpoint.total_bytes,
        )


def _results(plan: JobPlan, round_: int) -> Path:
    return plan.folder / f"results.{round_}.jsonl"
