"""Weblate's own LibreTranslate backend against this server.

Weblate needs an environment of its own, whose Python the variable `WEBLATE_PYTHON` names.
"""

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pytest

PYTHON = os.environ.get("WEBLATE_PYTHON")
CLIENT = Path(__file__).with_name("weblate_client.py")
SENTENCES = ("قال الوزير إن الاجتماع سيعقد يوم الاثنين.", "وأضاف أن العمل بدأ قبل عام.")
LIMIT_S = 240


@pytest.mark.skipif(PYTHON is None, reason="WEBLATE_PYTHON names no environment with Weblate")
async def test_weblate_is_served(start):
    running = await start(http="127.0.0.1:0")
    run = await asyncio.to_thread(
        subprocess.run,
        [PYTHON, CLIENT, running.server.http_address, *SENTENCES],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_S,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout.splitlines()[-1])
    assert set(found["languages"]) == {"ar", "en"}
    assert [text[:2] for text in found["texts"]] == ["W3", "W5"]
