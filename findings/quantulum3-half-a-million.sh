#!/usr/bin/env bash
# quantulum3 0.10.0 reads "half a million" as a million and a half and half a billion dollars as one and a half billion, while
# "half million" is read as it stands. "Two million and a half", in the order of Arabic, is 2,000,000.5. Its readme promises
# that spelled-out numbers are read. Whoever checks the quantities of a translation with it is told of three times the number.
# Seen on Python 3.11:
#   half million people: 500,000.0 dimensionless
#   half a million people: 1,500,000.0 dimensionless
#   half a billion dollars: 1,500,000,000.0 dollar
#   two and a half million people: 2,500,000.0 dimensionless
#   two million and a half: 2,000,000.5 dimensionless
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install quantulum3==0.10.0
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
from quantulum3 import parser

for text in (
    "half million people",
    "half a million people",
    "half a billion dollars",
    "two and a half million people",
    "two million and a half",
):
    print(f"{text}:", *(f"{found.value:,} {found.unit.name}" for found in parser.parse(text)))
PY
diff "$folder/out" - <<'END'
half million people: 500,000.0 dimensionless
half a million people: 1,500,000.0 dimensionless
half a billion dollars: 1,500,000,000.0 dollar
two and a half million people: 2,500,000.0 dimensionless
two million and a half: 2,000,000.5 dimensionless
END
echo "as described"
