"""Soak, overload and tracing in small: what must hold at any speed. Figures are taken with the programs themselves."""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
LIMIT_S = 120


def measure(program: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs a program of `bench/` to its end."""
    command = [sys.executable, str(BENCH / program), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=LIMIT_S, check=False)


@pytest.mark.slow
def test_calls_and_streams_over_changing_connections_all_get_their_own_answer(tmp_path: Path) -> None:
    samples = tmp_path / "soak.csv"
    run = measure("soak.py", "--articles", "300", "--clients", "8", "--engine", "fake", "--csv", str(samples))
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^answered +300$", run.stdout, re.MULTILINE)
    assert re.search(r"^errors +0$", run.stdout, re.MULTILINE)
    rows = list(csv.DictReader(samples.read_text(encoding="utf-8").splitlines()))
    assert int(rows[-1]["articles"]) == 300
    assert all(float(row["resident_mb"]) > 0 for row in rows)


@pytest.mark.slow
def test_under_far_too_much_load_every_call_is_answered_or_told_when_to_come_back(tmp_path: Path) -> None:
    figures = tmp_path / "overload.json"
    measure("overload.py", "--minutes", "0.1", "--capacity-seconds", "6", "--places", "16", "--json", str(figures))
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert found["answered"] > 0
    assert found["refused"] > found["answered"]
    assert found["other_answers"] == {}
    assert found["sent"] == found["answered"] + found["refused"]
    assert found["health_checks"] > 0


@pytest.mark.slow
def test_a_server_with_tracing_sends_its_spans_to_the_collector() -> None:
    run = measure("tracing_overhead.py", "--rounds", "1", "--seconds", "0.5")
    assert run.returncode == 0, run.stderr
    spans = re.search(r"([\d,]+) spans", run.stdout)
    assert spans is not None
    assert int(spans[1].replace(",", "")) > 0
