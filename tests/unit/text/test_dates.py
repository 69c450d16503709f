"""Dates of publication, comparable whatever they say."""

from datetime import UTC, datetime

import pytest

from mujaz.text.dates import is_day, iso_date, publication_time


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


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 08 Apr 2021 09:30:00 +0300",
        "2021-04-08T09:30:00+03:00",
        "2021-04-08 06:30:00Z",
        "٢٠٢١/٠٤/٠٨ ٠٦:٣٠",
        "1617863400",
        "Thu Apr 08 09:30:00 +0300 2021",
        "Thu, 08 Apr 2021 06:30:00 -0000",
        "8 Apr 21 12:15 +0545",
        "2021/4/8 09:30 +0300",
        "2021.04.08 06:30:00.250 UTC",
        "2021-04-08T02:00:00-04:30",
        "٢٠٢١-٠٤-٠٨ ٠٩:٣٠ +٠٣:٠٠",
        "Thu, 08 Apr 2021 09:30:00 GMT+3",
        "Thu Apr 08 2021 09:30:00 GMT+0300 (Arabian Standard Time)",
        "8 Apr 2021 01:30 UTC-05:00",
        "2021/04/08 09:30 GMT+3",
    ],
)
def test_one_moment_is_the_same_however_it_is_written(text: str) -> None:
    assert publication_time(iso_date(text)) == datetime(2021, 4, 8, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["الخميس 8 أبريل/نيسان 2021", "٨ نيسان ٢٠٢١ - 10:30", "April 8, 2021", "8 April 2021"])
def test_days_with_named_months_are_read(text: str) -> None:
    assert publication_time(iso_date(text)) == datetime(2021, 4, 8, tzinfo=UTC)


@pytest.mark.parametrize("text", ["25/11/2026", "25-11-2026", "11/25/2026 10:30", "٢٥.١١.٢٠٢٦"])
def test_the_day_and_the_month_are_told_apart_where_one_is_above_12(text: str) -> None:
    assert iso_date(text) == "2026-11-25"


@pytest.mark.parametrize(
    "text", ["", "03/04/2021", "8 نيسان", "yesterday", "2021-02-30", "08.04.2021", "31/02/2021", "25/25/2021", "2021"]
)
def test_anything_else_is_no_date(text: str) -> None:
    assert publication_time(text) is None
    assert iso_date(text) == ""


@pytest.mark.parametrize("text", ["2021-04-08", "2021-W14-4", "20210408"])
def test_a_day_has_no_hour(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize("text", ["2021-04-08T00:00", "20210408T063000Z", "", "yesterday"])
def test_a_moment_and_no_date_are_no_day(text: str) -> None:
    assert not is_day(text)
