"""The time for which a process could have run: not that for which others had the processors, or it stood still."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mujaz.scheduling import run_time
from mujaz.scheduling.run_time import RunTime

BURN = "import hashlib\nwhile True: hashlib.pbkdf2_hmac('sha256', b'a', b'b', 10_000)"


class Process:
    """A folder as the kernel keeps one, and a clock beside it; its first thread is number 7."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "7"
        self._now_s = 100.0
        monkeypatch.setattr(time, "monotonic", lambda: self._now_s)

    def after(self, seconds: float, **threads: tuple[float, float]) -> None:
        """Lets time pass; of each thread, how long it has run and waited in all."""
        self._now_s += seconds
        for name, (ran_s, waited_s) in threads.items():
            folder = self.folder / "task" / name.removeprefix("t")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "schedstat").write_text(f"{ran_s * 1e9:.0f} {waited_s * 1e9:.0f} 3\n")


@pytest.fixture
def process(tmp_path, monkeypatch) -> Process:
    process = Process(tmp_path, monkeypatch)
    process.after(0, t7=(5.0, 5.0), t8=(1.0, 1.0), t9=(0.0, 0.0))
    return process


@pytest.mark.parametrize(
    ("threads", "passed_s"),
    [
        ({}, 1.0),  # asleep, or hung
        ({"t8": (1.9, 1.0)}, 1.0),
        ({"t8": (1.1, 1.9)}, 0.1),
        ({"t8": (1.1, 1.9), "t9": (0.2, 0.8)}, 0.2),
        ({"t8": (1.0, 1.2), "t9": (0.0, 0.3)}, 0.7),
        ({"t8": (1.9, 1.0), "t9": (0.0, 0.9)}, 0.9),  # two processors
        ({"t7": (5.0, 5.9)}, 1.0),  # the first thread does no work
        ({"t10": (0.0, 0.9)}, 0.1),  # begun since
    ],
)
def test_what_a_thread_waits_for_a_processor_is_no_run_time(process, threads, passed_s):
    running = RunTime(process.folder)
    process.after(1.0, **threads)
    assert running.passed_s() == pytest.approx(passed_s)
    process.after(1.0)
    assert running.passed_s() == pytest.approx(1.0)


def test_a_wait_that_is_counted_late_is_taken_off_later(process):
    running = RunTime(process.folder)
    process.after(1.0)
    assert running.passed_s() == pytest.approx(1.0)
    process.after(1.0, t8=(1.1, 2.5))
    assert running.passed_s() == pytest.approx(0.1)
    process.after(1.0)
    assert running.passed_s() == pytest.approx(0.4)
    process.after(1.0)
    assert running.passed_s() == pytest.approx(1.0)


def test_a_process_that_stood_still_did_not_run(process):
    running = RunTime(process.folder)
    process.after(3600.0)
    assert running.passed_s() == run_time._LONGEST_S


def test_without_such_a_folder_it_is_what_the_clock_says(tmp_path, process):
    running = RunTime(tmp_path / "nothing")
    process.after(1.5)
    assert running.passed_s() == 1.5


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="the kernel keeps no such counts")
def test_the_kernel_counts_what_a_thread_waits_behind_others():
    done = threading.Event()

    def burn() -> None:
        while not done.is_set():
            sum(range(10_000))

    others = [subprocess.Popen([sys.executable, "-c", BURN]) for _ in range(4 * (os.cpu_count() or 1))]
    burning, running = threading.Thread(target=burn), RunTime()
    burning.start()
    try:
        for _ in ("begun since", "known"):
            started_s = time.monotonic()
            time.sleep(1.0)
            assert running.passed_s() < 0.7 * (time.monotonic() - started_s)
    finally:
        done.set()
        burning.join()
        for other in others:
            other.send_signal(signal.SIGKILL)
            other.wait()
