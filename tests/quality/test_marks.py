"""What of the source the embedded model's translations keep as it is."""

from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.pipeline import load_pipeline, run_text
from mujaz.types import ProcessOptions

TABLE = (Path(__file__).parents[1] / "data" / "marks_ar.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in TABLE if not line.startswith("#")]
KEPT = {"bullet", "number", "letter", "url", "email", "handle", "hashtag"}
"""Kept with certainty; of the others most."""


@pytest.fixture(scope="module")
def translations():
    pipeline = load_pipeline(Settings(threads=1))
    return {source: run_text(pipeline, source, ProcessOptions(brief=None)).translation.text for _, source, _ in CASES}


def has(translation: str, wanted: str) -> bool:
    if wanted.startswith("^"):
        return translation.startswith(wanted[1:])
    if wanted.endswith("$"):
        return translation.endswith(wanted[:-1])
    return wanted.casefold() in translation.casefold()


@pytest.mark.parametrize(("kind", "source", "wanted"), [case for case in CASES if case[0] in KEPT])
def test_marks_and_addresses_come_through_whole(translations, kind, source, wanted):
    assert all(has(translations[source], part) for part in wanted.split(" && ")), kind


def test_most_of_everything_else_does_too(translations):
    rest = [(source, wanted) for kind, source, wanted in CASES if kind not in KEPT]
    kept = [all(has(translations[source], part) for part in wanted.split(" && ")) for source, wanted in rest]
    assert sum(kept) >= 0.8 * len(rest)
