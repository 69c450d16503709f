#!/usr/bin/env bash
# langcodes 3.5.1 has Iraqi, Gulf, Hijazi and Libyan Arabic written in Latin letters in the United States, and so finds no
# Arabic for their readers, while Egyptian and Moroccan are matched. Its readme promises distances from Unicode's data, and its
# own table of these has 10 for each of them; but before that table is asked, a language without likely subtags is given those
# of English, and the change of script adds 50. The country in a tag does not help, the script in it does. A newsroom that
# looks for a translator, a voice or a spell checker by the language of a text is told that there is none. Seen on Python 3.11
# (the tag, filled in, the match out of Arabic and English, the distance to Arabic):
#   arz arz-Arab-EG ar 10
#   ary ary-Arab-MA ar 14
#   acm acm-Latn-US None 64
#   acm-IQ acm-Latn-IQ None 64
#   acm-Arab acm-Arab-EG ar 10
#   afb acw ayl: None None None
#   in the table: 10 10 10 10 10
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install langcodes==3.5.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from langcodes import Language, closest_supported_match, tag_distance
from langcodes.data_dicts import LANGUAGE_DISTANCES


def match(tag: str) -> str | None:
    return closest_supported_match(tag, ["en", "ar"])


for tag in ("arz", "ary", "acm", "acm-IQ", "acm-Arab"):
    print(tag, Language.get(tag).maximize(), match(tag), tag_distance(tag, "ar"))
print("afb acw ayl:", match("afb"), match("acw"), match("ayl"))
print("in the table:", *(LANGUAGE_DISTANCES[tag]["ar"] for tag in ("arz", "acm", "afb", "acw", "ayl")))
PY
diff "$folder/out" - <<'END'
arz arz-Arab-EG ar 10
ary ary-Arab-MA ar 14
acm acm-Latn-US None 64
acm-IQ acm-Latn-IQ None 64
acm-Arab acm-Arab-EG ar 10
afb acw ayl: None None None
in the table: 10 10 10 10 10
END
echo "as described"
