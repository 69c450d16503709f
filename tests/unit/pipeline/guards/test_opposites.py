"""Events that became their opposites."""

import pytest

from mujaz.pipeline.guards import Pair, opposites

HURT = "إصابة 12 شخصا في انفجار"


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        (HURT, "12 people killed in an explosion", ["ERROR"]),
        ("ارتفاع حصيلة الشهداء إلى 42 شهيدا", "Toll rises to 42 wounded", ["ERROR"]),
        ("ارتفعت الأسعار أمس", "Prices fell yesterday", ["WARNING"]),
        ("وانخفضت الأسعار أمس", "Prices rose yesterday", ["WARNING"]),
        (HURT, "12 people injured in an explosion", []),
        ("مقتل شخص وإصابة 12", "One killed and 12 wounded", []),
        ("مقتل شخص وإصابة 12", "12 people wounded", []),
        ("انخفضت الأسعار بعد ارتفاع", "Prices fell", []),
    ],
)
def test_an_event_told_as_its_opposite_is_told(source, target, severities):
    assert [finding.severity.name for finding in opposites.find(Pair.of(source, target))] == severities
