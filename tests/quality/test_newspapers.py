"""What readers found in 299 newspaper segments, as the README tells it: `tests/data/newspaper_reading.tsv`."""

import csv
from pathlib import Path

import pytest

from mujaz.written.level import Level, level_of

SHEET = Path(__file__).parents[1] / "data" / "newspaper_reading.tsv"


@pytest.fixture(scope="module")
def segments() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_each_segment_was_read_twice(segments: list[dict[str, str]]) -> None:
    assert len({segment["line"] for segment in segments}) == len(segments) == 299
    assert all(segment["kept before"] for segment in segments)
    assert all(int(segment["silent"]) <= int(segment["harmful"]) for segment in segments)


def test_two_in_three_kept_their_meaning(segments: list[dict[str, str]]) -> None:
    assert sum(segment["kept"] != "no" for segment in segments) == 202
    assert sum(segment["kept before"] != "no" for segment in segments) == 205
    assert sum(int(segment["harmful before"]) for segment in segments) == 458


def test_few_harmful_errors_are_silent(segments: list[dict[str, str]]) -> None:
    assert sum(int(segment["harmful"]) for segment in segments) == 433
    assert sum(int(segment["silent"]) for segment in segments) == 38


def test_few_segments_without_an_error_are_flagged(segments: list[dict[str, str]]) -> None:
    right = [segment for segment in segments if segment["harmful"] == "0"]
    assert sum(segment["findings"] != "0" for segment in right) <= 0.05 * len(right)


def test_what_is_called_good_mostly_kept_its_meaning(segments: list[dict[str, str]]) -> None:
    good = [segment for segment in segments if level_of(float(segment["confidence"])) is Level.GOOD]
    assert len(good) == 32
    assert sum(segment["kept"] != "no" for segment in good) == 30
