#!/usr/bin/env bash
# pycountry 26.2.16 searches for "Niger" and puts Nigeria first, since a state of Nigeria has the same name and counts twice.
# "Aden" is Germany, by the letters inside Baden, and "Sinai" Finland, by those inside Varsinais-Suomi; Yemen and Egypt, whose
# governorates it has as ‘Adan and Shamāl Sīnā', are not in the answers. Its readme promises to prefer matches on names of
# countries to those on names of their parts. Both states are in the news of the Sahel on the same days, and an article on one
# is filed under the other. Seen on Python 3.11:
#   Niger: Nigeria, Niger
#   Sudan: Sudan, South Sudan
#   Aden: Germany, Slovenia, Denmark
#   Sinai: Finland
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pycountry==26.2.16
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import pycountry

for name in ("Niger", "Sudan", "Aden", "Sinai"):
    print(f"{name}:", ", ".join(country.name for country in pycountry.countries.search_fuzzy(name)))
PY
diff "$folder/out" - <<'END'
Niger: Nigeria, Niger
Sudan: Sudan, South Sudan
Aden: Germany, Slovenia, Denmark
Sinai: Finland
END
echo "as described"
