#!/usr/bin/env bash
# sacremoses 0.2.0 normalises punctuation before machine translation, as Moses does. Where a no-break space stands between two
# digits, as between thousands in the international notation and in French, it puts a decimal point: 12,500 dead become
# 12.500, for Arabic as for English, and numbers that only stand side by side become one. For French it puts a comma. A narrow
# no-break space, which looks the same, is left. The readme calls it a normaliser of punctuation, shows quotes, and tells of
# no number that changes. Seen on Python 3.11:
#   ar قتل 12 500 شخص | قتل 12.500 شخص
#   ar قتل 12 500 شخص | قتل 12 500 شخص
#   ar عام 2024 12 شخصا | عام 2024.12 شخصا
#   en 12 500 people died | 12.500 people died
#   fr 12 500 personnes | 12,500 personnes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install sacremoses==0.2.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from sacremoses import MosesPunctNormalizer

for language, text in (
    ("ar", "قتل 12\u00a0500 شخص"),
    ("ar", "قتل 12\u202f500 شخص"),
    ("ar", "عام 2024\u00a012 شخصا"),
    ("en", "12\u00a0500 people died"),
    ("fr", "12\u00a0500 personnes"),
):
    print(language, text, "|", MosesPunctNormalizer(language).normalize(text))
PY
diff "$folder/out" - <<'END'
ar قتل 12 500 شخص | قتل 12.500 شخص
ar قتل 12 500 شخص | قتل 12 500 شخص
ar عام 2024 12 شخصا | عام 2024.12 شخصا
en 12 500 people died | 12.500 people died
fr 12 500 personnes | 12,500 personnes
END
echo "as described"
