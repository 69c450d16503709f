#!/usr/bin/env bash
# price-parser 0.5.1 reads Arabic-Indic digits, but stops at the decimal sign and the sign between thousands that go with
# them: 12.50 dinars become 12, and 1,250,000 pounds become 1, with no hint that anything was left. The same amounts with a
# full stop and commas are read whole. Its readme promises "zero-effort handling of thousand and decimal separators". Seen on
# Python 3.11:
#   ١٢.٥٠ دينار 12.50
#   ١٢٫٥٠ دينار 12
#   ١,٢٥٠,٠٠٠ جنيه 1250000
#   ١٬٢٥٠٬٠٠٠ جنيه 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install price-parser==0.5.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from price_parser import Price

for text in ("١٢.٥٠ دينار", "١٢٫٥٠ دينار", "١,٢٥٠,٠٠٠ جنيه", "١٬٢٥٠٬٠٠٠ جنيه"):
    print(text, Price.fromstring(text).amount)
PY
diff "$folder/out" - <<'END'
١٢.٥٠ دينار 12.50
١٢٫٥٠ دينار 12
١,٢٥٠,٠٠٠ جنيه 1250000
١٬٢٥٠٬٠٠٠ جنيه 1
END
echo "as described"
