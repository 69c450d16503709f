"""Shows a batch job: a progress bar on a terminal, a line now and then in a log, a table at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from mujaz.jobs.job import Progress, Summary, Watcher
from mujaz.jobs.journal import State
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.records import FailedRecord, Record, Response
from mujaz.jobs.status import JobStatus

LOG_S = 30.0
"""The time between lines in a log."""

MAX_FAILURES_SHOWN = 20

_SHORTEST_S = 1.0
"""The shortest time from which a speed is computed; that of less would say nothing about the rest."""


@contextmanager
def watching(plan: JobPlan) -> Iterator[Watcher]:
    """Shows the progress of a job, on standard error.

    Yields:
        The watcher that shows it.
    """
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    if not console.is_terminal:
        yield Log(console, plan)
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=console, transient=True) as bar:
        yield Moving(console, plan, bar)


class Log:
    """Prints lines for a log file: failures as they occur, and now and then the progress.

    Args:
        console: Where to print them.
        plan: The job.
    """

    def __init__(self, console: Console, plan: JobPlan) -> None:
        self._console = console
        self._plan = plan
        self._failures = 0
        self._next_s = monotonic() + LOG_S

    def began(self) -> None:
        """See `Watcher`. Prints nothing, to keep the log short."""

    def progressed(self, progress: Progress) -> None:
        """See `Watcher`."""
        if monotonic() >= self._next_s:
            self._next_s = monotonic() + LOG_S
            self._console.print(describe(progress))

    def failed(self, record: FailedRecord) -> None:
        """See `Watcher`."""
        self._failures += 1
        if self._failures <= MAX_FAILURES_SHOWN:
            self._console.print(f"{record.place}: {record.failure.message}")
        if self._failures == MAX_FAILURES_SHOWN:
            self._console.print(f"Further failures are in {self._plan.failures}.")

    def translated(self, record: Record, response: Response) -> None:
        """See `Watcher`. Prints nothing."""


class Moving(Log):
    """Does the same for a terminal, with a progress bar.

    Args:
        console: Where to print lines.
        plan: The job.
        bar: The progress bar.
    """

    def __init__(self, console: Console, plan: JobPlan, bar: Bar) -> None:
        super().__init__(console, plan)
        self._bar = bar
        self._task = bar.add_task("loading the models", total=None)

    def began(self) -> None:
        """See `Watcher`."""
        self._bar.update(self._task, description="the first articles are being translated")

    def progressed(self, progress: Progress) -> None:
        """See `Watcher`."""
        total = None if progress.fraction is None else 1.0
        self._bar.update(self._task, total=total, completed=progress.fraction or 0.0, description=describe(progress))


def describe(progress: Progress) -> str:
    """Returns the progress in one line: "1,234 done, 5 failed, 3.2 articles/s, 41 %, 2 h 05 min left"."""
    parts = [f"{progress.done:,} done", f"{progress.failed:,} failed"]
    if progress.run_s >= _SHORTEST_S:
        parts.append(f"{progress.rate:.1f} articles/s")
    if progress.fraction is not None:
        parts.append(f"{100 * progress.fraction:.0f} %")
    if progress.left_s is not None:
        parts.append(f"{duration(progress.left_s)} left")
    return ", ".join(parts)


def duration(time_s: float) -> str:
    """Returns a duration in words: "45 s", "12 min", "3 h 05 min", "2 d 4 h"."""
    minutes, seconds = divmod(round(time_s), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes:02} min"
    return f"{minutes} min" if minutes >= 10 else f"{60 * minutes + seconds} s"


def print_summary(plan: JobPlan, summary: Summary) -> None:
    """Prints the summary of a job, on standard output."""
    unread = summary.run_failed and not summary.done and not summary.run_articles
    rows = [("done", f"{summary.done:,}"), ("failed", f"{summary.failed:,}")]
    rows.append(("this run", "nothing of the input could be read" if unread else _run(summary)))
    rows.append(("output", str(plan.output)))
    if unread:
        advice = "correct the input or the options as they say, then run the command again"
        rows.append(("failures", f"{plan.failures}; {advice}"))
    elif summary.failed:
        rows.append(("failures", f"{plan.failures}; try them again with --retry-failed"))
    rows += [
        ("passed over", f"{count:,} file{'s' * (count > 1)}: {kind}") for kind, count in summary.passed_over.items()
    ]
    if not unread:
        rows += summary.made_with.items()
    _print_table(rows)


def _run(summary: Summary) -> str:
    """Returns what one run did: "24 done, 4 failed in 12 s, 2.1 articles/s"."""
    if not summary.run_done and not summary.run_failed:
        return "nothing was left to do"
    counts = f"{summary.run_done:,} done" + (f", {summary.run_failed:,} failed" if summary.run_failed else "")
    if summary.run_s < _SHORTEST_S:
        return f"{counts} in less than {duration(_SHORTEST_S)}"
    return f"{counts} in {duration(summary.run_s)}, {summary.run_articles / summary.run_s:.1f} articles/s"


def print_status(output: Path, status: JobStatus) -> None:
    """Prints the state of a job, on standard output."""
    checkpoint = status.checkpoint
    match checkpoint.state:
        case State.FINISHED:
            state = "finished"
        case _ if status.running:
            state = "running"
        case _:
            state = "stopped; the same command resumes it"
    rows = [("state", state), ("done", f"{checkpoint.done:,}"), ("failed", f"{checkpoint.failed:,}")]
    rows += [("", f"{count:,} {reason}") for reason, count in status.reasons.items()]
    if checkpoint.total_bytes:
        rows.append(("of the input", f"{100 * checkpoint.read_bytes / checkpoint.total_bytes:.0f} %"))
    if checkpoint.round > 1:
        rows.append(("round", f"{checkpoint.round} (failures tried again)"))
    if checkpoint.busy_s:
        rows.append(("worked", f"{duration(checkpoint.busy_s)} in all runs"))
    if checkpoint.time_s:
        written = datetime.fromtimestamp(checkpoint.time_s, UTC).astimezone().isoformat(" ", "seconds")
        rows.append(("last commit", written))
    rows += [(name, value) for name, value in status.identity.items() if name != "journal"]
    _print_table([*rows, ("output", str(output))])


def _print_table(rows: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")
