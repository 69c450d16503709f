#!/usr/bin/env bash
# Pint 0.25.3 reads measures as news writes them without a word, and otherwise than they are meant: what stands side by side is
# multiplied, unless it is left out. "3–5 km", with a dash, is 15 km; "1 234 km" with the space of the standard for thousands is
# 234 km; "5 1/2 miles" are 2.5, "2½ miles" 2; a comma is dropped, so that "12,5 km", as the Maghreb writes it, is 125 km; with
# the Arabic decimal sign it is 60 km. "3-5 km" with a hyphen and "½ mile" raise an error. Its docstring calls the text a
# mathematical expression with units. Seen on Python 3.11:
#   12.5 km: 12.5 kilometer
#   12,5 km: 125 kilometer
#   12٫5 km: 60 kilometer
#   1 234 km: 234 kilometer
#   3–5 km: 15 kilometer
#   5 1/2 miles: 2.5 mile
#   2½ miles: 2 mile
#   3-5 km: DimensionalityError
#   ½ mile: DefinitionSyntaxError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install Pint==0.25.3
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import pint

units = pint.UnitRegistry()
for text in ("12.5 km", "12,5 km", "12٫5 km", "1 234 km", "3–5 km", "5 1/2 miles", "2½ miles", "3-5 km", "½ mile"):
    try:
        print(f"{text}:", units.Quantity(text))
    except pint.PintError as error:
        print(f"{text}:", type(error).__name__)
PY
diff "$folder/out" - <<'END'
12.5 km: 12.5 kilometer
12,5 km: 125 kilometer
12٫5 km: 60 kilometer
1 234 km: 234 kilometer
3–5 km: 15 kilometer
5 1/2 miles: 2.5 mile
2½ miles: 2 mile
3-5 km: DimensionalityError
½ mile: DefinitionSyntaxError
END
echo "as described"
