#!/usr/bin/env bash
# camel-tools 1.6.0 cleans Arabic text with the mapper "arclean" (and the command camel_arclean). Its documentation says that
# it deletes what is neither Arabic nor ASCII nor Latin-1, and it deletes fractions, signs of currencies and the degree sign
# of Latin-1 too: half a million people become "million people" and 500 pounds 500. The minus sign that newsrooms set, which
# is not in Latin-1, is gone without a hyphen in its place, so that it is 5 degrees; 12.5 gets a comma and 3,000 an
# apostrophe. Text is cleaned so before models are trained and used. Seen on Python 3.11:
#   نزح ½ مليون شخص | نزح  مليون شخص
#   المبلغ 500 £ | المبلغ 500 
#   الحرارة −5 درجات | الحرارة 5 درجات
#   العجز ١٢٫٥ مليار | العجز 12,5 مليار
#   نزح ٣٬٠٠٠ شخص | نزح 3'000 شخص
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-deps camel-tools==1.6.0 six==1.17.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from camel_tools.utils.charmap import CharMapper

clean = CharMapper.builtin_mapper("arclean")
for text in ("نزح ½ مليون شخص", "المبلغ 500 £", "الحرارة −5 درجات", "العجز ١٢٫٥ مليار", "نزح ٣٬٠٠٠ شخص"):
    print(f"{text} | {clean(text)}")
PY
diff "$folder/out" - <<'END'
نزح ½ مليون شخص | نزح  مليون شخص
المبلغ 500 £ | المبلغ 500 
الحرارة −5 درجات | الحرارة 5 درجات
العجز ١٢٫٥ مليار | العجز 12,5 مليار
نزح ٣٬٠٠٠ شخص | نزح 3'000 شخص
END
echo "as described"
