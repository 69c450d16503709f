#!/usr/bin/env bash
# NLTK 3.10.4 and snowballstemmer 3.1.1 both offer Snowball's Arabic stemmer, and NLTK names Snowball's as its original. They
# disagree on common words of the news: for NLTK, governments have the stem of a government and "and the minister" that of the
# minister, for snowballstemmer they have not; Lebanon and Iran lose a letter in NLTK, and digits become Western in
# snowballstemmer. A word that one of them put into an index is not found by the other. Seen on Python 3.11 (the word, NLTK,
# snowballstemmer):
#   حكومة حكوم حكوم
#   حكومات حكوم حكوما
#   الوزير وزير وزير
#   والوزير وزير والوزير
#   لبنان لبنا لبنان
#   إيران ايرا ايران
#   مصريون مصر مصري
#   ٢٠٢٤ ٢٠٢٤ 2024
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install nltk==3.10.4 snowballstemmer==3.1.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from nltk.stem.snowball import SnowballStemmer
from snowballstemmer import stemmer

nltk, snowball = SnowballStemmer("arabic").stem, stemmer("arabic").stemWord
for word in ("حكومة", "حكومات", "الوزير", "والوزير", "لبنان", "إيران", "مصريون", "٢٠٢٤"):
    print(word, nltk(word), snowball(word))
PY
diff "$folder/out" - <<'END'
حكومة حكوم حكوم
حكومات حكوم حكوما
الوزير وزير وزير
والوزير وزير والوزير
لبنان لبنا لبنان
إيران ايرا ايران
مصريون مصر مصري
٢٠٢٤ ٢٠٢٤ 2024
END
echo "as described"
