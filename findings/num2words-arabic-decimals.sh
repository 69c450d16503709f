#!/usr/bin/env bash
# num2words 0.5.14 says Arabic decimals to two places and cuts the rest off: 12.004 becomes "twelve", and 2.125 "two, twelve".
# Others are said as counts of hundredths, so that 1.5 is "one, fifty". In English the same numbers keep each digit. And 200
# and 2,000 by themselves come in the form that must have a noun behind it (مئتا, ألفا), so that they end in the middle.
# Seen on Python 3.11:
#   12.004: اثنا عشر | twelve point zero zero four
#   2.125: اثنان  , اثنتا عشرة | two point one two five
#   1.5: واحد  , خمسون | one point five
#   200: مئتا | two hundred
#   2000: ألفا | two thousand
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install num2words==0.5.14
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from num2words import num2words

for number in (12.004, 2.125, 1.5, 200, 2000):
    print(f"{number}: {num2words(number, lang='ar').strip()} | {num2words(number, lang='en')}")
PY
diff "$folder/out" - <<'END'
12.004: اثنا عشر | twelve point zero zero four
2.125: اثنان  , اثنتا عشرة | two point one two five
1.5: واحد  , خمسون | one point five
200: مئتا | two hundred
2000: ألفا | two thousand
END
echo "as described"
