#!/usr/bin/env bash
# ctparse 0.3.6 reads "last Friday", said on a Thursday, as the day after: "last" is taken as a late part of the day, and of
# "Monday last week" it makes Monday of the next. Half past midnight, 12:30 am, is half past noon, and 12 am is noon of the day
# after, though 1:30 am is right. Two and a half hours are thirty minutes, 2.5 hours are five. Seen on Python 3.11, on Thursday 15
# August 2024 at noon:
#   yesterday: 2024-08-14 X:X (X/X)
#   last Friday: 2024-08-16 X:X (X/last)
#   Monday last week: 2024-08-19 X:X (X/last)
#   5 August 2024 1:30 am: 2024-08-05 01:30 (X/X)
#   5 August 2024 12:30 am: 2024-08-05 12:30 (X/X)
#   two hours: 2 hours
#   two and a half hours: 30 minutes
#   2.5 hours: 5 hours
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install ctparse==0.3.6
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
from datetime import datetime

from ctparse import ctparse

for text in (
    "yesterday",
    "last Friday",
    "Monday last week",
    "5 August 2024 1:30 am",
    "5 August 2024 12:30 am",
    "two hours",
    "two and a half hours",
    "2.5 hours",
):
    print(f"{text}:", ctparse(text, ts=datetime(2024, 8, 15, 12), timeout=0).resolution)
PY
diff "$folder/out" - <<'END'
yesterday: 2024-08-14 X:X (X/X)
last Friday: 2024-08-16 X:X (X/last)
Monday last week: 2024-08-19 X:X (X/last)
5 August 2024 1:30 am: 2024-08-05 01:30 (X/X)
5 August 2024 12:30 am: 2024-08-05 12:30 (X/X)
two hours: 2 hours
two and a half hours: 30 minutes
2.5 hours: 5 hours
END
echo "as described"
