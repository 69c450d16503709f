"""Offices that became other offices."""

import pytest

from mujaz.pipeline.guards import check


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("زار السفير الجامعة.", "The mayor visited the university."),
        ("قال النائب العام إن التحقيق مستمر.", "The governor said the investigation continues."),
        ("استقبل العاهل الوفد.", "The colonel received the delegation."),
    ],
)
def test_another_office_is_told(source, target):
    assert any("The source says" in finding.message for finding in check(source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("زار السفير الجامعة.", "The envoy visited the university."),
        ("وصل رئيس البلدية إلى السوق.", "The mayor arrived at the market."),
        ("قال أمير المنطقة إن المشروع اكتمل.", "The governor of the region said the project was complete."),
        ("وقف الجنود أمام المبنى.", "The soldiers stood in front of the building."),
    ],
)
def test_an_office_in_other_words_is_right(source, target):
    assert not any("The source says" in finding.message for finding in check(source, target))
