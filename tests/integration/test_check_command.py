"""`mujaz check --server` against a real server: the same words as without one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from mujaz.cli.main import main

SOURCE = "وصل 60 شخصا إلى المدينة.\n\nوقتل 25 جنديا في الهجوم.\n* * *\n"
TRANSLATION = "60 people arrived in the city.\n\n52 soldiers were killed in the attack.\n\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    source, target = tmp_path / "source.txt", tmp_path / "target.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TRANSLATION, encoding="utf-8")
    return str(source), str(target)


async def test_a_server_says_what_the_command_says_itself(
    start: Any, files: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    running = await start(log_level="error")
    capfd.readouterr()
    assert main(["check", *files]) == 1
    here = capfd.readouterr().out
    assert await asyncio.to_thread(main, ["check", *files, "--server", running.address]) == 1
    there = [line for line in capfd.readouterr().out.splitlines() if "[info" not in line]
    assert there == here.splitlines()
    assert there[-1] == "3 lines, 1 error, 1 warning"


async def test_the_servers_limits_hold_there(
    start: Any, files: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    running = await start(max_article_chars=20)
    assert await asyncio.to_thread(main, ["check", *files, "--server", running.address]) == 2
    assert "the limit is 20 (max_article_chars); send it in parts" in capfd.readouterr().err
