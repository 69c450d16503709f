"""Real engines on models that the tests make, and on the embedded one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine

SENTENCES = Path(__file__).parents[2] / "data" / "sentences_ar.txt"
Load = Callable[..., TranslationEngine]


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """200 Arabic sentences."""
    return SENTENCES.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def load(cache_dir: Path) -> Load:
    """Loads a translation engine with these settings."""

    def load_engine(**settings) -> TranslationEngine:
        return load_translation_engine(Settings(**{"cache_dir": cache_dir, "threads": 1, **settings}))

    return load_engine
