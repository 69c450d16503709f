"""What the words for a confidence are worth, on segments that were read: `tests/data/judged_segments.tsv`."""

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from mujaz.catalogue.entries import load_catalogue
from mujaz.types import Certainty
from mujaz.written.level import Level, level_of

SHEET = Path(__file__).parents[1] / "data" / "judged_segments.tsv"


@dataclass(frozen=True)
class Read:
    level: Level
    kept: bool
    doubted: int
    words: int


@pytest.fixture(scope="module")
def segments() -> list[Read]:
    calibration = load_catalogue()["starter-ar-en"].calibration
    assert calibration is not None
    with SHEET.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        doubted, words, faults = (int(row[name]) for name in ("doubted", "words", "faults"))
        certainty = Certainty(probability=float(row["probability"]), doubted=doubted / words, words=words)
        factor = {0: 1.0, 1: 0.75}.get(faults, 0.4)
        level = level_of(calibration.confidence(certainty) * factor)
        found.append(Read(level, row["kept"] != "no", doubted, words))
    return found


def share_kept(segments: list[Read], level: Level) -> float:
    own = [segment.kept for segment in segments if segment.level is level]
    assert len(own) >= 30, level
    return sum(own) / len(own)


def test_four_hundred_segments_were_read(segments: list[Read]) -> None:
    assert len(segments) >= 400


def test_the_words_hold_for_the_meaning(segments: list[Read]) -> None:
    assert share_kept(segments, Level.GOOD) >= 0.8
    assert 0.5 <= share_kept(segments, Level.CHECK) < 0.8
    assert share_kept(segments, Level.DO_NOT_RELY) < 0.5


def test_at_most_a_fifth_of_the_words_is_doubted(segments: list[Read]) -> None:
    assert sum(segment.doubted for segment in segments) <= 0.2 * sum(segment.words for segment in segments)
