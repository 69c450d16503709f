"""A batch job killed again and again, in a file of its own: it waits for minutes, in which others can work."""

import random
import time

import pytest

from .desks import ARTICLES, Desk


@pytest.mark.slow
def test_killed_at_fifty_moments_a_job_loses_and_doubles_nothing(tmp_path):
    desk = Desk(tmp_path, ARTICLES)
    output = desk.folder / "killed.jsonl"
    rng = random.Random(50)
    progress = []
    for kill in range(50):
        before = desk.written(output)
        run = desk.start(output, workers=1 + kill % 5 // 4, delay_s=0.2)
        with run:
            if rng.random() < 0.2:  # while it starts, or soon after
                time.sleep(rng.uniform(0.0, 1.5))
            else:  # at work: results on the disk, in the journal, or on the way
                desk.wait_for_more(output, run, before)
                time.sleep(rng.uniform(0.0, 0.2))
            assert run.poll() is None, "a job of 2,000 articles should last longer than 50 moments"
            run.kill()
        progress.append(desk.written(output))
        assert not output.exists()
    assert len(set(progress)) > 30  # most moments were moments of work
    desk.ends(desk.start(output), 3)
    desk.is_whole(output)
