"""A text without an end of a sentence is one segment, however long: the checks read it in the time of its length."""

import time

import pytest

from mujaz.pipeline.guards import check

_TOO_MUCH = 32
"""Times as long for eight times the text: what is linear takes 5 to 17, as a small text fits the caches, and what was
quadratic took 40 to 79."""


def least_time_s(source: str, target: str) -> float:
    """Processor time of the quicker of two checks, which others on the machine do not lengthen much."""
    times_s = []
    for _ in range(2):
        started_s = time.process_time()
        check(source, target)
        times_s.append(time.process_time() - started_s)
    return min(times_s)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("5 كجم ", "5 books "),
        ("مليون مليون 5, ", "million million 5, "),
        ("آلاف آلاف 5, ", "books books 5, "),
        ("كتاب ", "thousands of books "),
        ("أو كتاب 5 ", "more than 5 "),
        ("أكثر من 5 ", "5 "),
        ("الثالث ", "three "),
        ("17 مارس 2017 ", "March 18 2017 "),
        ("الساعة 5 مساء ", "5 am "),
        ("كتابين ", "decades "),
        ("الاثنين ", "Sunday "),
    ],
)
def test_a_text_of_eight_times_the_length_takes_eight_times_as_long(source, target):
    check(source, target)  # what is read once, such as tables, is read
    ratio = least_time_s(source * 4_000, target * 4_000) / least_time_s(source * 500, target * 500)
    assert ratio < _TOO_MUCH
