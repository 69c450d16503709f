#!/usr/bin/env bash
# recognizers-text-suite 1.0.2a2, Microsoft's recognizers of numbers, amounts and dates, reads "two decades ago" as 2 December of
# this year or the next. An amount of half a million dollars is one of a million, that of a quarter of a million too, and "one
# and a half million dollars" are dollars without an amount; two days ago and 2.5 million dollars are read rightly.
# Seen on Python 3.11, for 15 August 2024 (with emoji 1.7.0, as the suite names no version of it and needs one below 2):
#   He left two days ago: 2024-08-13
#   He left two decades ago: 2024-12-02 or 2025-12-02
#   2.5 million dollars: 2500000
#   half a million dollars: 1000000
#   a quarter of a million dollars: 1000000
#   one and a half million dollars: None
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install recognizers-text-suite==1.0.2a2 emoji==1.7.0
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
from datetime import datetime

from recognizers_date_time import recognize_datetime
from recognizers_number_with_unit import recognize_currency

for text in ("He left two days ago", "He left two decades ago"):
    for found in recognize_datetime(text, "en-us", reference=datetime(2024, 8, 15, 12)):
        print(f"{text}:", " or ".join(sorted(value["value"] for value in found.resolution["values"])))
for amount in ("2.5 million", "half a million", "a quarter of a million", "one and a half million"):
    for found in recognize_currency(f"{amount} dollars", "en-us"):
        print(f"{amount} dollars:", found.resolution["value"])
PY
diff "$folder/out" - <<'END'
He left two days ago: 2024-08-13
He left two decades ago: 2024-12-02 or 2025-12-02
2.5 million dollars: 2500000
half a million dollars: 1000000
a quarter of a million dollars: 1000000
one and a half million dollars: None
END
echo "as described"
