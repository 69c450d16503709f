"""Long sentences of news as a brief cuts them, each read and judged: `tests/data/brief/cut_sentences.tsv`."""

import csv
from pathlib import Path

import pytest

from mujaz.pipeline.brief.clean import clean
from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS, compress

SHEET = Path(__file__).parents[3] / "data" / "brief" / "cut_sentences.tsv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with SHEET.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_sheet_is_of_the_sentences_that_briefs_have(rows: list[dict[str, str]]) -> None:
    """A rule that changes one of them asks for a new reading of that line."""
    changed = [row["cut"] for row in rows if _cut(row) != row["cut"]]
    assert changed == []


def test_at_least_95_of_100_are_grammatical(rows: list[dict[str, str]]) -> None:
    assert len(rows) >= 100
    assert {row["grammatical"] for row in rows} == {"yes", "no"}
    assert sum(row["grammatical"] == "yes" for row in rows) >= 0.95 * len(rows)


def test_each_is_short_and_word_for_word_in_order(rows: list[dict[str, str]]) -> None:
    for row in rows:
        cut, whole = (iter(row[name].replace("…", " ").split()) for name in ("cut", "sentence"))
        assert len(row["cut"].split()) <= MAX_SENTENCE_WORDS
        left = [_bare(word) for word in whole]
        for word in filter(_bare, cut):
            assert _bare(word) in left, (word, row["cut"])
            left = left[left.index(_bare(word)) + 1 :]


def _cut(row: dict[str, str]) -> str:
    """Cuts a sentence to the words that the brief had room for."""
    return compress(clean(row["sentence"], follows=False), int(row["limit"])).text


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"“”'…").lower()
