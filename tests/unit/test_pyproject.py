"""`pyproject.toml` and what is made of it by hand: lock files that have every extra, classifiers that there are."""

import re
import tomllib
from pathlib import Path

import pytest
from trove_classifiers import classifiers

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PYPROJECT["project"]["optional-dependencies"]


def names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def locked(lock: str) -> set[str]:
    lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
    return names([line for line in lines if not line.startswith((" ", "#"))])


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("runtime.lock", {"tracing", "documents", "web"}),
        ("full.lock", {"tracing", "documents", "web", "torch", "summaries", "hub", "batch"}),
        ("dev.lock", set(EXTRAS)),
    ],
)
def test_a_lock_file_has_the_extras_that_it_is_for(lock: str, extras: set[str]) -> None:
    wanted = names(PYPROJECT["project"]["dependencies"]) | {name for extra in extras for name in names(EXTRAS[extra])}
    assert wanted <= locked(lock) | locked("torch.lock")


def test_the_classifiers_are_known_and_in_order() -> None:
    used = PYPROJECT["project"]["classifiers"]
    assert set(used) <= classifiers
    assert used == sorted(used)
