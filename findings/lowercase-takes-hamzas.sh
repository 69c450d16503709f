#!/usr/bin/env bash
# The normalizer of BERT in tokenizers 0.23.3, asked for lower case and for nothing about accents, takes the hamza off Arabic
# letters: "was asked" becomes "torrent", "because" becomes "softened", "authority" a word that is none, and without the marks of
# vowels "was killed" becomes "killed". Arabic has no lower case. The reason is that accents are stripped where lower case is
# asked for, if the option is left out, and that the hamza counts as one. It is not put back when the pieces are decoded. Seen on
# Python 3.11 (with lowercase=True, and with strip_accents=False too):
#   سئل: سيل, سئل
#   وكالة الأنباء: وكالة الانباء, وكالة الأنباء
#   لأن: لان, لأن
#   هيئة: هيية, هيئة
#   قُتِلَ: قتل, قُتِلَ
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-compile tokenizers==0.23.3
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from tokenizers.normalizers import BertNormalizer

for text in ("سئل", "وكالة الأنباء", "لأن", "هيئة", "قُتِلَ"):
    read = [BertNormalizer(lowercase=True, strip_accents=strip).normalize_str(text) for strip in (None, False)]
    print(f"{text}:", ", ".join(read))
PY
diff "$folder/out" - <<'END'
سئل: سيل, سئل
وكالة الأنباء: وكالة الانباء, وكالة الأنباء
لأن: لان, لأن
هيئة: هيية, هيئة
قُتِلَ: قتل, قُتِلَ
END
echo "as described"
