"""Addresses that nobody wrote."""

import pytest

from mujaz.pipeline.guards import check

SAID = "أعلنت الوزارة ذلك في بيان."


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        (SAID, "The ministry announced this in a statement at www.ministry.gov.", ["ERROR"]),
        (SAID, "The ministry announced this in a statement to press@ministry.gov.", ["ERROR"]),
        (SAID, "The ministry announced this in a statement on @ministry.", ["ERROR"]),
        (SAID, "The ministry announced this in a #statement.", ["WARNING"]),
        (SAID, "The ministry announced this in a statement.", []),
        ("أعلنت الوزارة ذلك على www.ministry.gov/news.", "The ministry announced this on www.ministry.gov/news.", []),
        ("أعلنت الوزارة #بيان اليوم.", "The ministry announced a #statement today.", []),
    ],
)
def test_an_address_that_only_the_translation_has_is_told(source, target, severities):
    assert [finding.severity.name for finding in check(source, target) if finding.severity.name != "INFO"] == severities
