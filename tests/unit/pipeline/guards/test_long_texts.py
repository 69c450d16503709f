"""A text without an end of a sentence is one segment, however long: the checks read it in the time of its length."""

import time

import pytest

from mujaz.pipeline.guards import check

_TIMES = 4_000
_TOO_LONG_S = 4
"""Of processor time. What is linear takes 0.1 to 1.1 s; what was quadratic took 21 to 380 s for twice the length."""


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
        ("كتابين ", "decades "),
        ("الاثنين ", "Sunday "),
        ("إيطاليا شمال ", "Ireland South "),
        ("جنوب السودان ", "Papua New Guinea "),
        ("مئتان و", "two hundred and "),
        ("«المركز العربي» ", "A"),
        ("قال «المركز العربي» ", "Center"),
        ("أكثر من 5 ", "over 5 --------"),
        ("لم يصل دون أن ", "he did not come without "),
        ("لا يصل ", "not no "),
        ("وقال الرئيس، ", "he , word-word "),
    ],
)
def test_a_sentence_without_end_does_not_hold_up_a_server(source, target):
    started_s = time.process_time()
    check(source * _TIMES, target * _TIMES)
    assert time.process_time() - started_s < _TOO_LONG_S
