"""Nothing that waits or gives up looks at the wall clock, which may jump: NTP, a suspended machine, an operator."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mujaz

ROOMS = ("scheduling", "rpc", "web", "serving", "client", "pipeline", "engines")
FILES = sorted(path for room in ROOMS for path in (Path(mujaz.__file__).parent / room).rglob("*.py"))
WALL = {"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"}


def clocks(source: str) -> Iterator[str]:
    """What is read of the wall clock in a source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if f"{owner}.{node.attr}" in WALL:
                yield f"{owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (name.name for name in node.names if f"time.{name.name}" in WALL)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_deadline_follows_the_wall_clock(path: Path) -> None:
    assert list(clocks(path.read_text(encoding="utf-8"))) == []


def test_the_wall_clock_would_be_found() -> None:
    source = "import time, datetime\ntime.time()\ndatetime.datetime.now()\ntime.monotonic()\nfrom time import time_ns"
    assert set(clocks(source)) == {"time.time", "datetime.now", "time_ns"}
