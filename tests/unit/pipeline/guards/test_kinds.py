"""Kinds of sentences that were once read wrongly: right translations raise nothing, wrong ones what they ought to."""

import csv
from pathlib import Path

import pytest

from mujaz.pipeline.guards import check
from mujaz.types import Severity

TABLE = Path(__file__).parents[3] / "data" / "kinds_ar_en.tsv"


def rows() -> list[list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in table if not row[0].startswith("#")]


@pytest.mark.parametrize(("kind", "source", "right", "wrong", "wanted"), rows())
def test_a_kind_of_sentence(kind, source, right, wrong, wanted):
    said = [finding.message for finding in check(source, right) if finding.severity is not Severity.INFO]
    assert said == [], kind
    if wrong:
        found = [f"{finding.severity.name} {finding.kind.name}" for finding in check(source, wrong)]
        assert wanted in found, kind
