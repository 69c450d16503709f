#!/usr/bin/env bash
# htmldate 1.11.0 reads 08/04/2021 as 8 April, and the same date in Arabic-Indic digits, ٠٨/٠٤/٢٠٢١, as 4 August. Newsrooms
# mix both kinds of digits. Seen on Python 3.11:
#   08/04/2021 2021-04-08
#   ٠٨/٠٤/٢٠٢١ 2021-08-04
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install htmldate==1.11.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from htmldate import find_date

PAGE = """<html lang="ar" dir="rtl"><head><title>خبر</title></head><body><article><h1>خبر</h1>
<span class="date">%s</span><p>قال المتحدث إن العمل يبدأ قريبا في المدن كلها.</p></article></body></html>"""
for date in ("08/04/2021", "٠٨/٠٤/٢٠٢١"):
    print(date, find_date(PAGE % date, original_date=True))
PY
diff "$folder/out" - <<'END'
08/04/2021 2021-04-08
٠٨/٠٤/٢٠٢١ 2021-08-04
END
echo "as described"
