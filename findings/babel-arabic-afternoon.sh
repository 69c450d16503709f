#!/usr/bin/env bash
# Babel 2.19.0 writes 22:30 in Arabic as 10:30 with the letter for "after noon", and reads that back as 10:30 in the morning;
# half past midnight comes back as half past noon. parse_time looks for "am" and "pm" in Latin letters only and says nothing
# when the text has another mark. Its documentation speaks of the time format of the locale and names no such limit. In a
# timetable of an Arabic page, both halves of the day become one. Seen on Python 3.11:
#   en_US 22:30:00 '10:30\u202fPM' 22:30:00
#   en_US 00:30:00 '12:30\u202fAM' 00:30:00
#   ar 22:30:00 '10:30 \u0645' 10:30:00
#   ar 00:30:00 '12:30 \u0635' 12:30:00
#   ar_EG 22:30:00 '10:30 \u0645' 10:30:00
#   ar_EG 00:30:00 '12:30 \u0635' 12:30:00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install babel==2.19.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from datetime import time

from babel.dates import format_time, parse_time

for locale in ("en_US", "ar", "ar_EG"):
    for moment in (time(22, 30), time(0, 30)):
        written = format_time(moment, "short", locale=locale)
        print(locale, moment, ascii(written), parse_time(written, locale=locale, format="short"))
PY
diff "$folder/out" - <<'END'
en_US 22:30:00 '10:30\u202fPM' 22:30:00
en_US 00:30:00 '12:30\u202fAM' 00:30:00
ar 22:30:00 '10:30 \u0645' 10:30:00
ar 00:30:00 '12:30 \u0635' 12:30:00
ar_EG 22:30:00 '10:30 \u0645' 10:30:00
ar_EG 00:30:00 '12:30 \u0635' 12:30:00
END
echo "as described"
