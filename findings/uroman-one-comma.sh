#!/usr/bin/env bash
# uroman 1.3.1.1 puts the decimal sign of Arabic-Indic numbers and the sign between thousands both as a comma: 1.250 billion and
# 1,250 billion become the same, and whoever reads the Latin text as English reads a thousand times too much. Unidecode 1.4.0
# and AnyAscii 0.3.3 keep them apart, but write ten to the sixth as 106. uroman's page says that it puts the numbers of many
# scripts into Western digits. Seen on Python 3.11 (the text, then uroman, Unidecode and AnyAscii):
#   ١٫٢٥٠ مليار: 1,250 mlyar | 1.250 mlyr | 1.250 mlyr
#   ١٬٢٥٠ مليار: 1,250 mlyar | 1,250 mlyr | 1,250 mlyr
#   ١٢٫٥٪: 12,5% | 12.5% | 12.5%
#   10⁶: 10⁶ | 106 | 106
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install uroman==1.3.1.1 Unidecode==1.4.0 anyascii==0.3.3
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from anyascii import anyascii
from unidecode import unidecode
from uroman import Uroman

uroman = Uroman()
for text in ("١٫٢٥٠ مليار", "١٬٢٥٠ مليار", "١٢٫٥٪", "10⁶"):
    print(f"{text}:", uroman.romanize_string(text, lcode="ara"), "|", unidecode(text), "|", anyascii(text))
PY
diff "$folder/out" - <<'END'
١٫٢٥٠ مليار: 1,250 mlyar | 1.250 mlyr | 1.250 mlyr
١٬٢٥٠ مليار: 1,250 mlyar | 1,250 mlyr | 1,250 mlyr
١٢٫٥٪: 12,5% | 12.5% | 12.5%
10⁶: 10⁶ | 106 | 106
END
echo "as described"
