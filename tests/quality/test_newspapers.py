"""What readers found in 300 newspaper segments, as the README tells it: `tests/data/newspaper_reading.tsv`."""

import csv
from pathlib import Path

import pytest

from mujaz.written.level import Level, level_of

SHEET = Path(__file__).parents[1] / "data" / "newspaper_reading.tsv"


@pytest.fixture(scope="module")
def segments() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_each_segment_was_read_once(segments: list[dict[str, str]]) -> None:
    assert len(segments) == 300
    assert sum(bool(segment["kept before"]) for segment in segments) == 200
    assert all(int(segment["silent"]) <= int(segment["harmful"]) for segment in segments)


def test_more_than_half_kept_their_meaning_where_a_quarter_did(segments: list[dict[str, str]]) -> None:
    both = [segment for segment in segments if segment["kept before"]]
    assert sum(segment["kept"] != "no" for segment in both) == 140
    assert sum(segment["kept before"] != "no" for segment in both) == 49


def test_few_harmful_errors_are_silent(segments: list[dict[str, str]]) -> None:
    assert sum(int(segment["harmful"]) for segment in segments) == 344
    assert sum(int(segment["silent"]) for segment in segments) == 22


def test_few_segments_without_an_error_are_flagged(segments: list[dict[str, str]]) -> None:
    right = [segment for segment in segments if segment["harmful"] == "0"]
    assert sum(segment["findings"] != "0" for segment in right) <= 0.05 * len(right)


def test_what_is_called_good_kept_its_meaning(segments: list[dict[str, str]]) -> None:
    good = [segment for segment in segments if level_of(float(segment["confidence"])) is Level.GOOD]
    assert len(good) == 29
    assert all(segment["kept"] != "no" for segment in good)
