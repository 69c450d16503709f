#!/usr/bin/env bash
# humanize 4.17.0 writes 1.1 million in Arabic as "1.1 two million" and 1.5 billion as "1.5 two billion": the noun is chosen by
# the number rounded up, so that all between one and two have the dual, which says "two" in itself. Two days are "2 two days".
# Ordinals have the name of their last digit, and for 0 that is "zero": the 10th is "10 zero", the 21st "21 first". Its readme
# counts Arabic among the languages it is localized to, and its manual shows "1.2 billion" for English. A reader takes the
# number twice, and whoever translates it back has two numbers to choose from. Seen on Python 3.11:
#   1000000 1.0 مليون
#   1100000 1.1 مليونين
#   1500000000 1.5 مليارين
#   2500000 2.5 ملايين
#   2 days قبل 2 يومين
#   10 صفر | 20 صفر | 21 أول
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install humanize==4.17.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from datetime import timedelta

import humanize

humanize.i18n.activate("ar")
for number in (1_000_000, 1_100_000, 1_500_000_000, 2_500_000):
    print(number, humanize.intword(number))
print("2 days", humanize.naturaltime(timedelta(days=2)))
print(*(humanize.ordinal(number) for number in (10, 20, 21)), sep=" | ")
PY
diff "$folder/out" - <<'END'
1000000 1.0 مليون
1100000 1.1 مليونين
1500000000 1.5 مليارين
2500000 2.5 ملايين
2 days قبل 2 يومين
10 صفر | 20 صفر | 21 أول
END
echo "as described"
