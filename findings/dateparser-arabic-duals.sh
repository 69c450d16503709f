#!/usr/bin/env bash
# dateparser 1.5.0 reads "two hours ago" and "two days ago" in Arabic, which have a form for two, but not two weeks, months
# or years; and a count in words ("three days ago") is not read while the same count in digits is. It says None, as for a
# text without any date. Months of the Levant and the Maghreb are read with a region only (locales=["ar-IQ"], ["ar-TN"]),
# never with languages=["ar"]. Seen on Python 3.11, on 28 November 2026 at noon:
#   منذ ساعتين: 2026-11-28 10:00:00
#   منذ يومين: 2026-11-26 12:00:00
#   منذ أسبوعين: None
#   منذ شهرين: None
#   منذ سنتين: None
#   منذ 3 أيام: 2026-11-25 12:00:00
#   منذ ثلاثة أيام: None
#   12 شباط 2026: None
#   12 شباط 2026, ar-IQ: 2026-02-12 00:00:00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install dateparser==1.5.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from datetime import datetime

import dateparser

now = {"RELATIVE_BASE": datetime(2026, 11, 28, 12)}
for ago in ("ساعتين", "يومين", "أسبوعين", "شهرين", "سنتين", "3 أيام", "ثلاثة أيام"):
    print(f"منذ {ago}: {dateparser.parse(f'منذ {ago}', languages=['ar'], settings=now)}")
print(f"12 شباط 2026: {dateparser.parse('12 شباط 2026', languages=['ar'])}")
print(f"12 شباط 2026, ar-IQ: {dateparser.parse('12 شباط 2026', locales=['ar-IQ'])}")
PY
diff "$folder/out" - <<'END'
منذ ساعتين: 2026-11-28 10:00:00
منذ يومين: 2026-11-26 12:00:00
منذ أسبوعين: None
منذ شهرين: None
منذ سنتين: None
منذ 3 أيام: 2026-11-25 12:00:00
منذ ثلاثة أيام: None
12 شباط 2026: None
12 شباط 2026, ar-IQ: 2026-02-12 00:00:00
END
echo "as described"
