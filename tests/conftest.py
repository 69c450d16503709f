"""Properties say what is true, not how fast: no deadline, and no complaint about a slow machine.

A suite gives the same answer twice: what hypothesis tries is fixed, until `pytest --hypothesis-profile=search` looks
for more. What a search finds becomes an `@example`.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_TIMELESS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", _TIMELESS)
settings.register_profile("properties", _TIMELESS, derandomize=True)
settings.load_profile("properties")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Searches for no garbage while thousands of tests are collected, none of which is any; it took a fifth."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests, also of other workers of this run: a model is converted once, and does not change."""
    folder = tmp_path_factory.getbasetemp()
    return (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "cache"
