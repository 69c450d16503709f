"""Victims who become attackers, and attackers who are attackers."""

import pytest

from mujaz.pipeline.guards import Pair, victims
from mujaz.types import Severity


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("أعلن المستشفى مقتل 31 عاملا بأيدي القراصنة.", "The hospital reported workers killed by 31 pirates."),
        ("إصابة أكثر من 12 طالبا برصاص الشرطة", "Students injured by more than 12 police officers"),
        ("قتل سبعة رعاة على يد لصوص.", "The thieves were killed by seven herders."),
    ],
)
def test_victims_who_became_attackers(source, target):
    (finding,) = victims.find(Pair.of(source, target))
    assert finding.severity is Severity.ERROR
    assert finding.source is not None
    assert finding.target is not None


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("قتل ثلاثة لصوص راعيا.", "A herder was killed by three thieves."),
        ("قتل الراعي بخمس رصاصات.", "The herder was killed by five bullets."),
        ("مقتل 31 عاملا بأيدي 4 قراصنة", "31 workers killed by 4 pirates"),
        ("مقتل 31 عاملا بأيدي القراصنة", "31 workers killed by pirates"),
    ],
)
def test_attackers(source, target):
    assert not [*victims.find(Pair.of(source, target))]
