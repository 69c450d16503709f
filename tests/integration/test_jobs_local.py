"""The local runner with real processes, which may die."""

import functools
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from mujaz.errors import ConfigError, InvalidInput, JobError
from mujaz.jobs.local_runner import DIED, HUNG, LocalRunner
from mujaz.types import Article

sys.path.insert(0, str(Path(__file__).parent))  # where worker processes find it too
from worker_predictors import SIGNATURE, Echo


def run(runner, batches):
    named = ([Article(id=name, body="x") for name in batch] for batch in batches)
    return [
        [outcome if outcome in (DIED, HUNG) else outcome.json for outcome in outcomes]
        for outcomes in runner.run(iter(named))
    ]


@pytest.fixture
def start(tmp_path):
    runners = []
    before = set(psutil.Process().children())  # a server that other tests share

    def start_runner(workers=2, timeout_s=60.0, **options):
        load = functools.partial(Echo, str(tmp_path), **options)
        runners.append(LocalRunner(load, workers=workers, timeout_s=timeout_s))
        return runners[-1]

    yield start_runner
    for runner in runners:
        runner.close()
    left = set(psutil.Process().children()) - before
    assert all("resource_tracker" in " ".join(process.cmdline()) for process in left)


def test_outcomes_come_in_order_from_several_processes(start, tmp_path):
    runner = start()
    assert runner.signature == SIGNATURE
    outcomes = run(runner, [["slow"], *[[str(number)] for number in range(30)], [], ["a", "b"]])
    assert outcomes == [["slow of 1"], *[[f"{number} of 1"] for number in range(30)], [], ["a of 2", "b of 2"]]
    assert len(list(tmp_path.glob("pid-*"))) == 2


def test_no_more_is_taken_than_keeps_everybody_busy(start):
    runner = start(workers=1)
    taken = []

    def batches():
        for number in range(50):
            taken.append(number)
            yield [Article(id=str(number), body="x")]

    for number, _ in enumerate(runner.run(batches())):
        assert len(taken) <= number + 5


def test_an_article_that_kills_its_process_costs_no_other(start):
    outcomes = run(start(), [["a", "b", "deadly", "c"], ["d"]])
    assert outcomes == [["a of 1", "b of 1", DIED, "c of 1"], ["d of 1"]]


@pytest.mark.parametrize("article", ["hanging", "deaf"])
def test_an_article_over_which_a_process_hangs_costs_no_other(start, article):
    outcomes = run(start(timeout_s=1.0), [["a", article, "c"], ["d"]])
    assert outcomes == [["a of 1", HUNG, "c of 1"], ["d of 1"]]


def test_a_process_that_gets_on_step_by_step_has_all_the_time_that_it_takes(start):
    assert run(start(workers=1, timeout_s=1.0), [["steady", "b"]]) == [["steady of 2", "b of 2"]]


def test_a_process_that_dies_once_costs_nothing(start):
    assert run(start(workers=1), [["a", "deadly once"], ["b", "c"]]) == [
        ["a of 1", "deadly once of 1"],
        ["b of 2", "c of 2"],
    ]


def test_processes_that_only_die_end_the_job(start):
    with pytest.raises(JobError, match="6 worker processes died or hung one after another"):
        run(start(workers=1), [["deadly"] * 10])


def test_a_mistake_in_the_models_is_told_as_it_is(start):
    with pytest.raises(ConfigError, match="no such model"):
        start(fault="mistake")


def test_a_mistake_in_the_options_of_articles_is_told_too(start):
    with pytest.raises(InvalidInput, match="beam_size: is 99"):
        start(fault="option")


def test_a_fault_while_loading_is_told(start):
    with pytest.raises(JobError, match="a worker process cannot start: ZeroDivisionError"):
        start(fault="fault")


def test_a_death_while_loading_is_told(start):
    with pytest.raises(JobError, match="died while it loaded the models"):
        start(fault="death")


PARENT = """
import functools, os, sys, time
from worker_predictors import Echo
from mujaz.jobs.local_runner import LocalRunner
if __name__ == "__main__":
    runner = LocalRunner(functools.partial(Echo, sys.argv[1]), workers=2)
    print("ready", flush=True)
    time.sleep(60)
"""


def test_no_process_outlives_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen(
        [sys.executable, script, tmp_path], stdout=subprocess.PIPE, text=True, env=environment
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    assert len(children) >= 2
    _, alive = psutil.wait_procs(children, timeout=30)
    assert not alive
