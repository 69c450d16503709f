#!/usr/bin/env bash
# xlsx2csv 0.8.6 and pylightxl 1.61 take a number that is shown with a word for a date, if the word has a letter of dates in it.
# Of 2024 dead, in the format 0" dead", as spreadsheets let people write it, xlsx2csv makes 0" 16ea16", and pylightxl the 16th of
# July 1905; 12.5 in the format 0.0" days" is 0.0" 11ays", and 11 January 1900. The number itself is in neither. pylightxl also
# loses the town's name, as openpyxl 3.1.5, which wrote the file and reads all of it, keeps texts in their cells. Seen on Python
# 3.11:
#   xlsx2csv: ['Homs', '0" 16ea16"', '0.0" 11ays"']
#   pylightxl: ['', '1905/07/16', '1900/01/11 12:00:00']
#   openpyxl: ['Homs', 2024, 12.5]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install xlsx2csv==0.8.6 pylightxl==1.61 openpyxl==3.1.5
cd "$folder"
venv/bin/python - <<'PY' | tee out
import csv
from io import StringIO

import openpyxl
import pylightxl
from xlsx2csv import Xlsx2csv

book = openpyxl.Workbook()
book.active.append(["Homs", 2024, 12.5])
for cell, shown in (("B1", '0" dead"'), ("C1", '0.0" days"')):
    book.active[cell].number_format = shown
book.save("towns.xlsx")

written = StringIO()
Xlsx2csv("towns.xlsx").convert(written)
print("xlsx2csv:", *csv.reader(StringIO(written.getvalue())))
read = pylightxl.readxl("towns.xlsx")
print("pylightxl:", *read.ws(read.ws_names[0]).rows)
print("openpyxl:", *(list(row) for row in openpyxl.load_workbook("towns.xlsx").active.values))
PY
diff out - <<'END'
xlsx2csv: ['Homs', '0" 16ea16"', '0.0" 11ays"']
pylightxl: ['', '1905/07/16', '1900/01/11 12:00:00']
openpyxl: ['Homs', 2024, 12.5]
END
echo "as described"
