#!/usr/bin/env bash
# Unidecode 1.4.0, anyascii 0.3.3 and python-slugify 9.2.0 write Arabic in Latin letters and leave out every alif inside a word,
# the long vowel that tells names apart: Omar, Ammar and Amer are all "mr", the killer and the killed "qtl". So two people or two
# articles have one address. anyascii and python-slugify write 5½ as 51/2, with nothing between 5 and 1; Unidecode has the space.
# Seen on Python 3.11 (Unidecode, anyascii, python-slugify):
#   عمر: `mr `mr mr
#   عمار: `mr `mr mr
#   عامر: `mr `mr mr
#   قاتل: qtl qtl qtl
#   قتيل: qtyl qtyl qtyl
#   قتل: qtl qtl qtl
#   5½: 5 1/2 51/2 51-2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install Unidecode==1.4.0 anyascii==0.3.3 python-slugify==9.2.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from anyascii import anyascii
from slugify import slugify
from unidecode import unidecode

for text in ("عمر", "عمار", "عامر", "قاتل", "قتيل", "قتل", "5½"):
    print(f"{text}:", unidecode(text).strip(), anyascii(text), slugify(text))
PY
diff "$folder/out" - <<'END'
عمر: `mr `mr mr
عمار: `mr `mr mr
عامر: `mr `mr mr
قاتل: qtl qtl qtl
قتيل: qtyl qtyl qtyl
قتل: qtl qtl qtl
5½: 5 1/2 51/2 51-2
END
echo "as described"
