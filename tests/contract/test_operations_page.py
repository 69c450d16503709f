"""docs/operations.md names what the server says: reasons, log events, metrics."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.observability import metrics

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SERVER_ROOMS = ("rpc", "wire", "scheduling", "pipeline")
NOT_FROM_THE_SERVER = {"JSON_MALFORMED"}  # of a result that a batch job kept


def sources() -> Iterator[str]:
    for room in SERVER_ROOMS:
        for path in sorted((ROOT / "service/mujaz" / room).rglob("*.py")):
            yield path.read_text(encoding="utf-8")


def found(pattern: str) -> set[str]:
    return {name for source in sources() for name in re.findall(pattern, source)}


@pytest.mark.parametrize("reason", sorted(found(r'reason(?: or|=|:) ?"([A-Z_]+)"') - NOT_FROM_THE_SERVER))
def test_every_reason_that_the_server_gives_is_explained(reason):
    assert f"`{reason}`" in PAGE


@pytest.mark.parametrize("event", sorted(found(r'_log\.\w+\("(\w+)"')))
def test_every_event_that_the_server_logs_is_explained(event):
    assert f"| `{event}` |" in PAGE


def test_the_metrics_that_are_explained_are_those_that_there_are():
    families = [family for family in metrics.REGISTRY.collect() if family.name.startswith(("mujaz_", "grpc_"))]
    names = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    assert names == set(re.findall(r"^\| `((?:mujaz|grpc)_\w+)` \|", PAGE, flags=re.MULTILINE))
