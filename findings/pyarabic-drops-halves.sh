#!/usr/bin/env bash
# PyArabic 0.6.15's text2number reads "half a million", "a quarter of a million" and "a million and a half" all as
# 1,000,000, and "two thousand and a half" as 2,000: words for parts are passed over without a word, although the same
# function reads the whole numbers beside them. Seen on Python 3.11:
#   مليون: 1000000
#   نصف مليون: 1000000
#   ربع مليون: 1000000
#   مليون ونصف المليون: 1000000
#   ألفان ونصف: 2000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install PyArabic==0.6.15
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from pyarabic.number import text2number

for words in ("مليون", "نصف مليون", "ربع مليون", "مليون ونصف المليون", "ألفان ونصف"):
    print(f"{words}: {text2number(words)}")
PY
diff "$folder/out" - <<'END'
مليون: 1000000
نصف مليون: 1000000
ربع مليون: 1000000
مليون ونصف المليون: 1000000
ألفان ونصف: 2000
END
echo "as described"
