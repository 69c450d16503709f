#!/usr/bin/env bash
# dateparser 1.5.0's search for dates takes a part of a phrase for the date where it cannot read the whole. The day before
# yesterday is yesterday, in Arabic in each of its three forms, and in English with the whole phrase given as found; the day
# after tomorrow is tomorrow. 2.5 years ago are five, 1.5 hours five hours. In Arabic the share of 12.5 per cent is 5 December,
# "2.5 years" 5 February. Seen on Python 3.11, on 15 August 2024:
#   أمس = 2024-08-14 (غادر أول أمس)
#   أمس = 2024-08-14 (غادر أول من أمس)
#   أمس = 2024-08-14 (غادر أمس الأول)
#   12.5 في = 2024-12-05 (بلغ النمو 12.5 في المئة)
#   2.5 سنة = 2024-02-05 (غادر قبل 2.5 سنة)
#   the day before yesterday = 2024-08-14 (He left the day before yesterday)
#   the day after tomorrow = 2024-08-16 (He returns the day after tomorrow)
#   5 years ago = 2019-08-15 (He left 2.5 years ago)
#   5 hours ago = 2024-08-15 (He left 1.5 hours ago)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install dateparser==1.5.0
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
from datetime import datetime

from dateparser.search import search_dates

TEXTS = {
    "ar": ["غادر أول أمس", "غادر أول من أمس", "غادر أمس الأول", "بلغ النمو 12.5 في المئة", "غادر قبل 2.5 سنة"],
    "en": [
        "He left the day before yesterday",
        "He returns the day after tomorrow",
        "He left 2.5 years ago",
        "He left 1.5 hours ago",
    ],
}
for language, texts in TEXTS.items():
    for text in texts:
        for words, date in search_dates(text, [language], settings={"RELATIVE_BASE": datetime(2024, 8, 15, 12)}):
            print(words, "=", date.date(), f"({text})")
PY
diff "$folder/out" - <<'END'
أمس = 2024-08-14 (غادر أول أمس)
أمس = 2024-08-14 (غادر أول من أمس)
أمس = 2024-08-14 (غادر أمس الأول)
12.5 في = 2024-12-05 (بلغ النمو 12.5 في المئة)
2.5 سنة = 2024-02-05 (غادر قبل 2.5 سنة)
the day before yesterday = 2024-08-14 (He left the day before yesterday)
the day after tomorrow = 2024-08-16 (He returns the day after tomorrow)
5 years ago = 2019-08-15 (He left 2.5 years ago)
5 hours ago = 2024-08-15 (He left 1.5 hours ago)
END
echo "as described"
