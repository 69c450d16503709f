import json
import subprocess
import sys

import pytest

from mujaz.errors import EngineError
from mujaz.observability.describe import describe
from mujaz.observability.logs import trace_without_texts

SECRET = "كلمةسرية"


def fail() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as cause:
        raise EngineError("the model failed") from cause


def test_a_trace_has_types_places_and_causes_and_quotes_our_own_messages_only():
    with pytest.raises(EngineError) as caught:
        fail()
    text = describe(caught.value)
    lines = text.splitlines()
    assert lines[0] == "mujaz.errors.EngineError: the model failed"
    assert "caused by builtins.ValueError" in lines
    assert sum(line.endswith(" fail") for line in lines) == 2
    assert SECRET not in text


def test_a_chain_of_causes_that_has_no_end_is_cut():
    error = ValueError("one")
    error.__cause__ = error
    assert describe(error).count("ValueError") == 5


def test_the_processor_takes_an_exception_in_each_form_in_which_logging_gives_it():
    error = KeyError(SECRET)
    for exc_info in (error, (KeyError, error, None)):
        event = trace_without_texts(None, "error", {"event": "call", "exc_info": exc_info})
        assert event == {"event": "call", "error": "KeyError", "trace": "builtins.KeyError"}
    try:
        raise error
    except KeyError:
        assert trace_without_texts(None, "error", {"exc_info": True})["error"] == "KeyError"
    assert trace_without_texts(None, "info", {"exc_info": None}) == {}


PROGRAM = f"""
import asyncio, logging, warnings, structlog
from mujaz.config import Settings
from mujaz.observability.logs import configure_logs, log_loop_error
configure_logs(Settings(log_format={{log_format!r}}, log_level="info"))
log = structlog.get_logger()
log.debug("hidden")
log.info("seen", name="صحيفة")
logging.getLogger("lib").info("hidden")
logging.getLogger("lib").warning("from a library")
warnings.warn("careful")
try:
    raise ValueError({SECRET!r})
except ValueError:
    logging.getLogger("lib").exception("library failed")

async def forget():
    asyncio.get_running_loop().set_exception_handler(log_loop_error)
    async def fail():
        raise ValueError({SECRET!r})
    task = asyncio.create_task(fail())
    await asyncio.sleep(0)
    del task
asyncio.run(forget())
"""


def run(log_format: str) -> str:
    command = [sys.executable, "-c", PROGRAM.replace("{log_format!r}", repr(log_format))]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert result.stdout == ""
    return result.stderr


def test_every_line_is_json_whoever_logs_it_and_none_quotes_an_exception():
    text = run("json")
    events = [json.loads(line) for line in text.splitlines()]
    assert [event["event"].split("\n")[0].rpartition(": ")[2] for event in events] == [
        "seen",
        "from a library",
        "careful",
        "library failed",
        "loop_error",
    ]
    assert all(event["time"].endswith("Z") and event["level"] for event in events)
    assert events[0]["name"] == "صحيفة"
    assert "صحيفة" in text
    assert events[3]["error"] == events[4]["error"] == "ValueError"
    assert SECRET not in json.dumps(events, ensure_ascii=False)


def test_the_console_form_has_the_same_events_and_quotes_no_more():
    text = run("console")
    for event in ("seen", "from a library", "library failed", "loop_error"):
        assert event in text
    assert "hidden" not in text
    assert SECRET not in text


def test_a_full_disk_under_the_log_stops_nothing():
    program = (
        "import logging, structlog; from mujaz.config import Settings\n"
        "from mujaz.observability.logs import configure_logs; configure_logs(Settings())\n"
        "structlog.get_logger().warning('call'); logging.getLogger('library').warning('call'); print('went on')"
    )
    with open("/dev/full", "w") as full:
        run = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=full, text=True)
    assert run.stdout == "went on\n"
