#!/usr/bin/env bash
# htmldate 1.11.0 gives days that no page has: for a month by its Levantine name (8 نيسان 2021 is 8 April) the first of
# January, and for a Hijri date beside its Gregorian one the first of the month. It says no date where it finds none, so a
# caller cannot tell. The Egyptian name of the same month is read. Seen on Python 3.11:
#   8 أبريل 2021: 2021-04-08
#   8 نيسان 2021: 2021-01-01
#   26/08/1442 هـ الموافق 08/04/2021: 2021-04-01
#   ١٤٤٢/٠٨/٢٦ هـ: None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install htmldate==1.11.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from htmldate import find_date

PAGE = """<html lang="ar" dir="rtl"><head><title>خبر</title></head><body><article><h1>خبر</h1>
<time class="date">%s</time><p>قال المتحدث إن العمل يبدأ قريبا في المدن كلها.</p></article></body></html>"""
for date in ("8 أبريل 2021", "8 نيسان 2021", "26/08/1442 هـ الموافق 08/04/2021", "١٤٤٢/٠٨/٢٦ هـ"):
    print(f"{date}: {find_date(PAGE % date, original_date=True)}")
PY
diff "$folder/out" - <<'END'
8 أبريل 2021: 2021-04-08
8 نيسان 2021: 2021-01-01
26/08/1442 هـ الموافق 08/04/2021: 2021-04-01
١٤٤٢/٠٨/٢٦ هـ: None
END
echo "as described"
