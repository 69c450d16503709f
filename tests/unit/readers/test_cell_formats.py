"""Numbers are shown as a sheet shows them, and dates in figures year first."""

import pytest

from mujaz.readers.cell_formats import BUILT_IN, shown

DAY = 46356  # 30 November 2026


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (5, "General", "5"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678901234, "General", "12345678901234"),
        (-2.5, "General", "-2.5"),
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "13%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (-3.5, "0.00", "-3.50"),
        (-0.4, "0", "0"),
        (-3.5, "#,##0.00;(#,##0.00)", "(3.50)"),
        (-5, r"_-* #,##0.00_-;\-* #,##0.00_-", "-5.00"),
        (0, '0;-0;"لا شيء"', "لا شيء"),
        (5, ";;;", ""),
        (12345678, '0.0,,"M"', "12.3M"),
        (1500, "[$€-407] #,##0", "€ 1,500"),
        (5, '[Red]0" كم";[Blue]-0', "5 كم"),
        (7, "000", "007"),
        (5.5, "0.##", "5.5"),
        (0.5, "#.##", ".5"),
        (0.5, "# ?/?", "0.5"),
        (966501234567, r"000\-000", "966501234567"),
        (5, '[>100]0;"x"', "5"),
        (5, '"قيمة "@', "قيمة 5"),
    ],
)
def test_a_number_is_shown_as_its_format_says_or_in_full(value, code, said):
    assert shown(float(value), code) == said


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (DAY, "dd/mm/yyyy", "2026-11-30"),
        (DAY, BUILT_IN[14], "2026-11-30"),
        (DAY + 0.5, "m/d/yy h:mm", "2026-11-30 12:00"),
        (DAY + 0.5, "yyyy-mm-dd hh:mm:ss", "2026-11-30 12:00:00"),
        (DAY, "[$-2010401]dddd d mmmm yyyy", "Monday 30 November 2026"),
        (DAY, "mmm yyyy", "November 2026"),
        (DAY, "yyyy", "2026"),
        (0.75, "h:mm AM/PM", "6:00 PM"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (0.5 + 5 / 1440, "h:mm", "12:05"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (61, "yyyy-mm-dd", "1900-03-01"),
        (-1, "yyyy-mm-dd", "-1"),
        (9_999_999, "yyyy-mm-dd", "9999999"),
    ],
)
def test_a_date_is_shown_with_what_its_format_has_of_it(value, code, said):
    assert shown(float(value), code) == said


def test_a_workbook_of_old_macs_counts_from_1904():
    assert shown(0.0, "yyyy-mm-dd", since_1904=True) == "1904-01-01"
