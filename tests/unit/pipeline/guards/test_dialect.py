from collections import Counter
from pathlib import Path

import pytest

from mujaz.pipeline.guards import find_dialect

DATA = Path(__file__).parents[3] / "data"
QUOTES = [
    tuple(line.split("\t")) for line in (DATA / "dialect_ar.tsv").read_text("utf-8").splitlines() if line[0] != "#"
]


def test_most_quotations_in_dialect_are_marked_and_most_with_their_region():
    marked, named = Counter(), Counter()
    for region, quote in QUOTES:
        for finding in find_dialect(quote):
            marked[region] += 1
            named[region] += region in finding.message
    assert Counter(region for region, _ in QUOTES) == dict.fromkeys(marked, 25)
    assert marked.total() >= 108
    assert min(marked.values()) >= 17
    assert named.total() >= 0.95 * marked.total()


@pytest.mark.parametrize("name", ["sentences_ar.txt", "quantities_ar_en.tsv"])
def test_standard_arabic_is_not_taken_for_dialect(name):
    lines = [line.split("\t")[0] for line in (DATA / name).read_text("utf-8").splitlines()]
    assert [line for line in lines if find_dialect(line)] == []


def test_one_word_that_may_be_of_a_dialect_is_not_enough_two_are():
    assert not find_dialect("حل ضيفا على برنامج توك شو")
    assert not find_dialect("شركة إيه أو إل، إيه")
    (finding,) = find_dialect("قالت: وين هاي الصورة؟")
    assert finding.source is not None
    assert finding.source.of("قالت: وين هاي الصورة؟") == "وين هاي"
