"""docs/operations.md names what the server says: reasons, log events, metrics."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.observability import metrics

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SERVER_ROOMS = ("rpc", "web", "serving", "wire", "scheduling", "pipeline")
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


FIELDS_OF = {"exc_info": {"error", "trace"}}  # what the log makes of a field


def logged_fields() -> Iterator[tuple[str, str]]:
    """Events and the fields that they are logged with, those of a `**fields` of the same function too."""
    for source in sources():
        for function in ast.walk(ast.parse(source)) if "_log." in source else ():
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            nodes = list(ast.walk(function))
            written = {key.value for node in nodes if isinstance(node, ast.Dict) for key in node.keys if _is_text(key)}
            written |= {node.slice.value for node in nodes if isinstance(node, ast.Subscript) and _is_text(node.slice)}
            for node in nodes:
                if isinstance(node, ast.Call) and _is_log(node.func):
                    for keyword in node.keywords:
                        names = written if keyword.arg is None else FIELDS_OF.get(keyword.arg, {keyword.arg})
                        yield from ((node.args[0].value, name) for name in names)


def _is_log(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "_log"


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(("event", "name"), sorted(set(logged_fields())))
def test_every_field_of_a_log_line_is_explained(event, name):
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{event}` |"))
    assert f"`{name}`" in row


@pytest.mark.parametrize("name", sorted(found(r"bind_contextvars\((\w+)=")))
def test_every_field_of_all_log_lines_of_a_call_is_explained(name):
    line = next(line for line in PAGE.splitlines() if line.startswith("Each has `time`"))
    assert f"`{name}`" in line


def test_the_metrics_that_are_explained_are_those_that_there_are():
    families = [family for family in metrics.REGISTRY.collect() if family.name.startswith(("mujaz_", "grpc_"))]
    names = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    assert names == set(re.findall(r"^\| `((?:mujaz|grpc)_\w+)` \|", PAGE, flags=re.MULTILINE))
