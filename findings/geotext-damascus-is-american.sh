#!/usr/bin/env bash
# geotext 0.4.0 finds the cities of a text and counts what countries they are in, by a list in which the last city of a name
# wins: Damascus, Alexandria, Medina and Palestine are counted for the United States, Bethlehem for South Africa. "Of" is a
# city of Turkey, and Police one of Poland, where a sentence begins with them. Basra, Giza, Raqqa and Taiz are not found. Its
# page shows London, New York and China, and names no such limit. Seen on Python 3.11:
#   Damascus: US
#   Alexandria: US
#   Medina: US
#   Palestine: US
#   Bethlehem: ZA
#   Aleppo: SY
#   Raqqa:
#   Police fired at a march on Friday. Of 40 hurt, 5 died. PL TR
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install geotext==0.4.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from geotext import GeoText


def countries(text):
    return "".join(f" {code}" for code in GeoText(text).country_mentions)


for city in ("Damascus", "Alexandria", "Medina", "Palestine", "Bethlehem", "Aleppo", "Raqqa"):
    print(f"{city}:{countries(f'A bomb killed five people in {city} on Friday.')}")
sentence = "Police fired at a march on Friday. Of 40 hurt, 5 died."
print(f"{sentence}{countries(sentence)}")
PY
diff "$folder/out" - <<'END'
Damascus: US
Alexandria: US
Medina: US
Palestine: US
Bethlehem: ZA
Aleppo: SY
Raqqa:
Police fired at a march on Friday. Of 40 hurt, 5 died. PL TR
END
echo "as described"
