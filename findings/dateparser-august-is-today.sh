#!/usr/bin/env bash
# dateparser 1.5.0, left to detect the language as its readme offers, reads 4 August with the month of the Levant, آب, as the
# moment of the call, without its day and year. It takes the mark off the alef, and اب is "now" in Urdu. The other Levantine
# months are no date; this one alone becomes today, in a sentence too. The readme warns that the language of a short text may
# be mistaken, and not that a number and a year are dropped then. Seen on Python 3.11, on 28 November 2026 at noon:
#   4 أغسطس 2020: 2020-08-04 00:00:00
#   4 تموز 2020: None
#   4 آب 2020: 2026-11-28 12:00:00
#   in a sentence, 4 آب 2020: 2026-11-28 12:00:00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install dateparser==1.5.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from datetime import datetime

import dateparser
from dateparser.search import search_dates

now = {"RELATIVE_BASE": datetime(2026, 11, 28, 12)}
for date in ("4 أغسطس 2020", "4 تموز 2020", "4 آب 2020"):
    print(f"{date}: {dateparser.parse(date, settings=now)}")
for words, date in search_dates("وقع الانفجار في 4 آب 2020 في المرفأ", settings=now):
    print(f"in a sentence, {words}: {date}")
PY
diff "$folder/out" - <<'END'
4 أغسطس 2020: 2020-08-04 00:00:00
4 تموز 2020: None
4 آب 2020: 2026-11-28 12:00:00
in a sentence, 4 آب 2020: 2026-11-28 12:00:00
END
echo "as described"
