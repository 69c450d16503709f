import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.jobs.job import Progress, Summary, run_job
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.predictor import Predictor
from mujaz.jobs.records import FailedRecord, Outcome, Record, Response
from mujaz.jobs.runner import Batch
from mujaz.pipeline import Pipeline
from mujaz.types import Article, ProcessOptions


def load_fake(settings: Settings) -> Pipeline:
    return Pipeline(FakeTranslationEngine(), FakeSummaryEngine(), settings)


class InlineRunner:
    """Runs batches in this thread, two ahead of what it has given back."""

    def __init__(self, *, options: ProcessOptions = ProcessOptions(), stop_after: int | None = None) -> None:
        self._predict = Predictor(Settings(), options, load=load_fake)
        self._left = stop_after
        self.signature = self._predict.signature
        self.articles: list[Article] = []
        self.closed = False

    def run(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        ahead: list[Batch] = []
        for batch in batches:
            ahead.append(batch)
            if len(ahead) > 2:
                yield self._outcomes(ahead.pop(0))
        for batch in ahead:
            yield self._outcomes(batch)

    def _outcomes(self, batch: Batch) -> list[Outcome]:
        if self._left is not None:
            if self._left == 0:
                raise self._stop()
            self._left -= 1
        self.articles += batch
        return self._predict(batch)

    def _stop(self) -> BaseException:
        return KeyboardInterrupt()

    def close(self) -> None:
        self.closed = True


class Notes:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.progress: list[Progress] = []
        self.failures: list[FailedRecord] = []

    def began(self) -> None:
        assert self.progress == []

    def progressed(self, progress: Progress) -> None:
        self.progress.append(progress)

    def translated(self, record: Record, response: Response) -> None: ...

    def failed(self, record: FailedRecord) -> None:
        self.failures.append(record)


class Desk:
    """Runs jobs over one input in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.input = folder / "in.jsonl"
        self.output = folder / "out.jsonl"
        self.notes = Notes()

    def write(self, lines: Sequence[str | dict[str, object]]) -> None:
        texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
        self.input.write_text("".join(text + "\n" for text in texts), encoding="utf-8")

    def run(self, runner: InlineRunner | None = None, *, output: Path | None = None, **plan: object) -> Summary:
        self.notes = Notes()
        plan = {"inputs": (str(self.input),), "output": output or self.output, "batch_articles": 4, **plan}
        return run_job(JobPlan(**plan), lambda: runner or InlineRunner(), self.notes)

    def results(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.output.read_text("utf-8").splitlines()]

    def failures(self) -> list[dict[str, object]]:
        path = self.folder / "out.jsonl.failed.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def articles(count: int) -> list[dict[str, object]]:
    return [
        {"id": f"n{number}", "title": f"خبر {number}", "body": f"قال {number} من الناس.\nنعم."}
        for number in range(count)
    ]
