"""The Ray runner on a cluster of this machine, with actors that are killed. Needs the extra `ray`."""

import functools
import json
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from mujaz.errors import ConfigError
from mujaz.jobs.job import run_job
from mujaz.jobs.local_runner import LocalRunner
from mujaz.jobs.plan import JobPlan
from mujaz.jobs.ray_runner import LOCAL, RayRunner
from mujaz.types import Article

sys.path.insert(0, str(Path(__file__).parent))
from worker_predictors import fake_predictor

pytestmark = [
    pytest.mark.skipif(find_spec("ray") is None, reason="needs the extra ray"),
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),
]  # Ray's own, of which there are many


@pytest.fixture(autouse=True)
def _actors_find_the_predictor(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


class Notes:
    def began(self):
        pass

    def progressed(self, progress):
        pass

    def translated(self, record, response): ...

    def failed(self, record):
        pass


def ray_actors():
    """Processes of Ray's actors."""
    processes = psutil.Process().children(recursive=True)
    return [process for process in processes if "MapWorker" in " ".join(_command(process))]


def _command(process):
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def start(**options):
    return RayRunner(functools.partial(fake_predictor, **options), workers=2, threads=1, address=LOCAL)


def test_the_same_output_as_a_local_run_though_actors_are_killed(tmp_path):
    source = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": f"n{number}", "title": "خبر", "body": f"قال {number}."}) for number in range(600)]
    lines[100] = "{"
    lines[200] = '{"id": "empty", "body": " "}'
    source.write_text("\n".join(lines), encoding="utf-8")

    def run(name, runner):
        plan = JobPlan(inputs=(str(source),), output=tmp_path / name, batch_articles=8)
        summary = run_job(plan, runner, Notes())
        assert (summary.done, summary.failed) == (598, 2)
        return plan.output.read_bytes(), plan.failures.read_bytes()

    killed, over = [], threading.Event()

    def kill_actors():
        while len(killed) < 2 and not over.wait(0.05):
            for process in ray_actors()[:1]:
                if not over.wait(1.0):  # at work
                    process.kill()
                    killed.append(process.pid)

    local = run("local.jsonl", lambda: LocalRunner(fake_predictor, workers=1))
    killer = threading.Thread(target=kill_actors)
    killer.start()
    try:
        assert run("ray.jsonl", lambda: start(delay_s=0.05)) == local
    finally:
        over.set()  # or it would kill an actor of the next test
        killer.join()
    assert killed  # a quick machine is done before the second
    assert not ray_actors()


def test_waves_follow_one_another_in_order(monkeypatch):
    monkeypatch.setattr("mujaz.jobs.ray_runner._WAVE_BATCHES", 3)
    runner = start()
    try:
        batches = [[Article(id=f"{batch}-{number}", body="نص") for number in range(batch % 3)] for batch in range(9)]
        outcomes = list(runner.run(iter(batches)))
    finally:
        runner.close()
    ids = [[json.loads(outcome.json)["id"] for outcome in batch] for batch in outcomes]
    assert ids == [[article.id for article in batch] for batch in batches]


def test_a_mistake_in_the_models_is_told_as_it_is():
    with pytest.raises(ConfigError, match="no such model"):
        start(fault=True)
