#!/usr/bin/env bash
# PyArabic 0.6.15 splits the first 32 sentences of a text and returns all the rest as the 33rd. Its autocorrect, which moves the
# sign of "-an" to its place, leaves each word from the 33rd as it was. Both hand re.UNICODE to re.sub where it expects the
# number of replacements, and that flag is 32. The docstrings promise a list of sentences and a corrected text. A short report
# is split rightly, and of a long one the second half goes on as one sentence: to a model that takes no more than so many
# words, or to a reader who compares it with its translation. Seen on Python 3.11:
#   32 sentences: 32
#   50 sentences: 33
#   in the last one: 18
#   corrected of 50: 32
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install PyArabic==0.6.15
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
from pyarabic.araby import autocorrect, sentence_tokenize

SENTENCES = [f"وصلت القافلة {number} إلى المدينة." for number in range(1, 51)]
print("32 sentences:", len(sentence_tokenize(" ".join(SENTENCES[:32]))))
found = sentence_tokenize(" ".join(SENTENCES))
print("50 sentences:", len(found))
print("in the last one:", found[-1].count("القافلة"))
print("corrected of 50:", autocorrect(" ".join(["سابقاً"] * 50)).count("سابقًا"))
PY
diff "$folder/out" - <<'END'
32 sentences: 32
50 sentences: 33
in the last one: 18
corrected of 50: 32
END
echo "as described"
