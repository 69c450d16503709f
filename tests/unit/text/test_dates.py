"""Dates of publication, comparable whatever they say."""

import pytest

from mujaz.text.dates import publication_time


def test_dates_and_times_with_and_without_zones_have_one_order() -> None:
    texts = [
        "0001-01-01T00:00:00+14:00",
        "2021-04-08",
        "2021-04-08T10:30:00+03:00",
        "20210408T080000",
        "2021-04-08T10:30:00Z",
        "2021-W15",
        "9999-12-31T23:59:59-12:00",
    ]
    times = [publication_time(text) for text in texts]
    assert None not in times
    assert times == sorted(times)  # type: ignore[type-var]


@pytest.mark.parametrize("text", ["", "yesterday", "2021-02-30", "08.04.2021", "2021"])
def test_anything_else_is_no_date(text: str) -> None:
    assert publication_time(text) is None
