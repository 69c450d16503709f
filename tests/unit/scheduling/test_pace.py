"""The pace of the model: foretold from full batches only, on the safe side, soon forgetting what was."""

import pytest

from mujaz.scheduling.pace import Pace


def run(pace: Pace, *, start_s: float, batches: int, batch_s: float, work: float, full: bool = True) -> float:
    """Batches one after another; returns when the last ended."""
    for number in range(batches):
        pace.begin(start_s + number * batch_s)
        pace.end(start_s + (number + 1) * batch_s, work=work, full=full)
    return start_s + batches * batch_s


def test_nothing_is_foretold_before_enough_was_measured() -> None:
    pace = Pace()
    end_s = run(pace, start_s=0, batches=4, batch_s=1, work=100)
    assert pace.least_s(1e9) == 0
    run(pace, start_s=end_s, batches=1, batch_s=1, work=100)
    assert pace.least_s(1e9) > 0


def test_it_foretells_half_of_what_was_measured() -> None:
    pace = Pace()
    run(pace, start_s=5, batches=10, batch_s=2, work=100)  # 50 a second
    assert pace.least_s(1000) == pytest.approx(10)
    assert pace.least_s(0) == 0


def test_batches_at_once_are_counted_once_in_time() -> None:
    pace = Pace()
    pace.begin(0)
    for number in range(10):  # one ends every second, and always two run
        pace.begin(number)
        pace.end(number + 1, work=100, full=True)
    assert pace.least_s(1000) == pytest.approx(5)


def test_a_quiet_time_says_nothing_about_a_rush() -> None:
    pace = Pace()
    end_s = run(pace, start_s=0, batches=10, batch_s=1, work=100)
    end_s = run(pace, start_s=end_s, batches=100, batch_s=1, work=1, full=False)
    run(pace, start_s=end_s + 1000, batches=1, batch_s=1, work=100)
    assert pace.least_s(1000) == pytest.approx(5)


def test_small_batches_beside_full_ones_are_counted() -> None:
    pace = Pace()
    pace.begin(0)
    for second in range(10):
        pace.begin(second)
        pace.end(second + 0.5, work=50, full=False)
        pace.begin(second + 1)
        pace.end(second + 1, work=50, full=True)
    assert pace.least_s(1000) == pytest.approx(5)


def test_it_follows_a_change() -> None:
    pace = Pace()
    end_s = run(pace, start_s=0, batches=100, batch_s=1, work=100)
    run(pace, start_s=end_s, batches=30, batch_s=4, work=100)
    assert pace.least_s(1000) == pytest.approx(20, rel=0.1)
