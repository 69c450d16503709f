"""Pairs of Arabic and good English on which the detectors are measured."""

import gzip
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
NEWS = REPOSITORY / "tests" / "data" / "quantities_ar_en.tsv"
CORPUS = REPOSITORY / "models" / "recipes" / "starter-ar-en" / "news" / "mujaz_news.tsv.gz"
EVERY = 10
DEV = REPOSITORY.parent / "shared" / "corpora" / "dev"

Pair = tuple[str, str]


def read_dev(name: str) -> list[Pair]:
    path = DEV / name
    if not path.is_file():
        pytest.skip(f"{path} is not there: the dev sets are not part of the project")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(source, target) for source, target in (line.split("\t") for line in lines)]


@pytest.fixture(scope="session")
def news() -> list[tuple[list[str], str, str]]:
    """The hand-made news sentences: expected quantities, Arabic, English."""
    lines = [line for line in NEWS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines]
    return [([item for item in quantities.split("; ") if item], source, target) for quantities, source, target in rows]


@pytest.fixture(scope="session")
def corpus() -> list[Pair]:
    """A tenth of the news corpus."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        lines = [line for at, line in enumerate(file) if at % EVERY == 0]
    return [(source, target) for source, target in (line.rstrip("\n").split("\t") for line in lines)]


@pytest.fixture(scope="session")
def flores() -> list[Pair]:
    return read_dev("flores101_dev.tsv")


@pytest.fixture(scope="session")
def tico() -> list[Pair]:
    return read_dev("tico19_dev.tsv")


@pytest.fixture(scope="session", params=["news", "flores", "tico"])
def good_pairs(request: pytest.FixtureRequest) -> list[Pair]:
    """Good translations, one set after the other."""
    if request.param == "news":
        return [(source, target) for _, source, target in request.getfixturevalue("news")]
    pairs: list[Pair] = request.getfixturevalue(request.param)
    return pairs
