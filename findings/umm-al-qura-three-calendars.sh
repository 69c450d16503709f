#!/usr/bin/env bash
# hijridate 2.6.0, ummalqura 2.0.1 and ICU 77.1 (PyICU 2.15.2) turn dates into the same calendar, Umm al-Qura, and differ. ICU has
# the 20th of November 1979, when the Grand Mosque was seized on the first day of 1400, as the last day of 1399. From 1420 to 1450
# it agrees with hijridate on every day; in the twenty years before, dates of birth are different for eight of ten days, and in
# the fifty years after for one of three. ummalqura counts two recent months otherwise than both, the last in December 2024, and
# gives for a date of 1932 a day below zero, without a word. Seen on Python 3.11:
#   1932-09-23: hijridate 1351-5-22, ICU 1351-5-22, ummalqura 1355-12--53015
#   1979-11-20: hijridate 1400-1-1, ICU 1399-12-30, ummalqura 1400-1-1
#   2000-09-28: hijridate 1421-7-1, ICU 1421-7-1, ummalqura 1421-7-1
#   2006-07-12: hijridate 1427-6-16, ICU 1427-6-16, ummalqura 1427-6-17
#   2024-12-08: hijridate 1446-6-7, ICU 1446-6-7, ummalqura 1446-6-6
#   1400 to 1419: ICU differs on 5695 of 7088 days
#   1420 to 1450: ICU differs on 0 of 10985 days
#   1451 to 1499: ICU differs on 6209 of 17364 days
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install hijridate==2.6.0 ummalqura==2.0.1 pyicu-wheels==2.15.2
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from datetime import date, datetime, timedelta, timezone

import icu
from hijridate import Gregorian, Hijri
from ummalqura.hijri_date import HijriDate

FIELDS = icu.UCalendarDateFields
CALENDAR = icu.Calendar.createInstance(icu.TimeZone.getGMT(), icu.Locale("en@calendar=islamic-umalqura"))


def by_hijridate(day):
    return Gregorian.fromdate(day).to_hijri().datetuple()


def by_icu(day):
    CALENDAR.setTime(datetime(day.year, day.month, day.day, 12, tzinfo=timezone.utc).timestamp())
    return CALENDAR.get(FIELDS.YEAR), CALENDAR.get(FIELDS.MONTH) + 1, CALENDAR.get(FIELDS.DATE)


def by_ummalqura(day):
    read = HijriDate(day.year, day.month, day.day, gr=True)
    return read.year, read.month, read.day


def text(read):
    return "-".join(map(str, read))


for day in (date(1932, 9, 23), date(1979, 11, 20), date(2000, 9, 28), date(2006, 7, 12), date(2024, 12, 8)):
    print(f"{day}: hijridate {text(by_hijridate(day))}, ICU {text(by_icu(day))}, ummalqura {text(by_ummalqura(day))}")
for first, last in ((1400, 1419), (1420, 1450), (1451, 1499)):
    start, end = (date(*Hijri(year, 1, 1).to_gregorian().datetuple()) for year in (first, last + 1))
    days = [start + timedelta(number) for number in range((end - start).days)]
    print(f"{first} to {last}: ICU differs on {sum(by_icu(day) != by_hijridate(day) for day in days)} of {len(days)} days")
PY
diff "$folder/out" - <<'END'
1932-09-23: hijridate 1351-5-22, ICU 1351-5-22, ummalqura 1355-12--53015
1979-11-20: hijridate 1400-1-1, ICU 1399-12-30, ummalqura 1400-1-1
2000-09-28: hijridate 1421-7-1, ICU 1421-7-1, ummalqura 1421-7-1
2006-07-12: hijridate 1427-6-16, ICU 1427-6-16, ummalqura 1427-6-17
2024-12-08: hijridate 1446-6-7, ICU 1446-6-7, ummalqura 1446-6-6
1400 to 1419: ICU differs on 5695 of 7088 days
1420 to 1450: ICU differs on 0 of 10985 days
1451 to 1499: ICU differs on 6209 of 17364 days
END
echo "as described"
