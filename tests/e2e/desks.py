"""An input of batch jobs, the jobs over it, and what their output must be."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from .fake_engines import DELAY

PROGRAM = Path(__file__).with_name("fake_mujaz.py")
LIMIT_S = 120
ARTICLES = 2000
BROKEN = range(97, ARTICLES, 197)
"""Some articles that are none."""


class Desk:
    """One input, and jobs over it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.input = folder / "in.jsonl"
        self.expected = folder / "whole.jsonl"
        lines = (self.line(number) for number in range(count))
        self.input.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        run = self.start(self.expected, workers=1)
        self.ends(run, 3)

    def line(self, number: int) -> str:
        if number in BROKEN:
            return "{"
        body = f"قال {number} من الناس." + (" نعم." if number % 3 else "\n\nلا.")
        return json.dumps({"id": f"n{number}", "title": "خبر" * (number % 2), "body": body}, ensure_ascii=False)

    def start(
        self,
        output: Path,
        *,
        workers: int = 2,
        delay_s: float = 0.0,
        preexec: Callable[[], None] | None = None,
        **flags: str,
    ) -> "subprocess.Popen[str]":
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in flags.items()]
        return subprocess.Popen(
            [sys.executable, PROGRAM, "batch", self.input, "--output", output, "--batch-articles=8", *arguments]
            + ([] if "server" in flags else [f"--workers={workers}"]),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, DELAY: str(delay_s)},
            preexec_fn=preexec,
            start_new_session=True,
            encoding="utf-8",
        )

    def ends(self, run: "subprocess.Popen[str]", code: int) -> str:
        """Waits for the end of a run, which must have this exit code; returns what it said."""
        with run:
            _, said = run.communicate(timeout=LIMIT_S)
        assert run.returncode == code, said
        assert "Traceback" not in said
        return said

    def written(self, output: Path) -> int:
        """Bytes of results there are of an unfinished job."""
        results = output.with_name(output.name + ".job") / "results.1.jsonl"
        return results.stat().st_size if results.exists() else 0

    def wait_for_more(self, output: Path, run: "subprocess.Popen[str]", than: int) -> None:
        give_up_s = time.monotonic() + LIMIT_S
        while self.written(output) <= than:
            assert run.poll() is None, f"ended early: {run.communicate()}"
            assert time.monotonic() < give_up_s
            time.sleep(0.005)

    def is_whole(self, output: Path) -> None:
        """The output is what it would have been, and nothing runs on."""
        assert output.read_bytes() == self.expected.read_bytes()
        failed = output.with_name(output.name + ".failed.jsonl").read_text("utf-8").splitlines()
        assert len(failed) == sum(number in BROKEN for number in range(len(self.input.read_text("utf-8").splitlines())))
