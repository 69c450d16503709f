"""By how much something changed, and from how much."""

from mujaz.pipeline.guards import check


def _told(source: str, target: str) -> list[str]:
    return [finding.message for finding in check(source, target)]


def test_by_that_became_from_is_told():
    source = "ارتفعت أسعار السلع في المدينة بنسبة 27 في المئة."
    assert "The source says by 27%, the translation says from 27%." in _told(
        source, "Prices in the city rose from 27%."
    )
    assert _told(source, "Prices of goods in the city rose by 27%.") == []


def test_from_that_is_from_is_right():
    source = "تراجعت نسبة البطالة من 27 في المئة إلى 20 في المئة."
    assert _told(source, "The unemployment rate fell from 27% to 20%.") == []
