#!/usr/bin/env bash
# nltk 3.10.4's chrF of a translation that is its reference to the letter is 1.0 from six letters on and less below: 0.67 for
# "Five", 0.33 for "no". It counts the sequences of five and six letters that a text of four cannot have as not found, where
# sacrebleu 2.6.0 leaves them out. So four place names without an error have a corpus score of 0.75, and captions or headlines that
# are right lower the score of a text, below that of a text of long sentences where a "not" is lost. Seen on Python 3.11 (nltk,
# sacrebleu):
#   no: 0.33 1.0
#   Five: 0.67 1.0
#   He left.: 1.0 1.0
#   four names: 0.75 1.0
#   all right: 0.71 1.0
#   a lost "not": 0.9 0.91
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-compile nltk==3.10.4 sacrebleu==2.6.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from nltk.translate.chrf_score import corpus_chrf
from sacrebleu.metrics import CHRF


def scores(name, translations, references):
    other = CHRF().corpus_score(translations, [references]).score / 100
    print(f"{name}:", round(corpus_chrf(references, translations), 2), round(other, 2))


for text in ("no", "Five", "He left."):
    scores(text, [text], [text])
names = ["Gaza", "Iraq", "Cairo", "Sudan"]
scores("four names", names, names)
answers = ["Yes.", "No.", "He will not resign.", "Why?"]
scores("all right", answers, answers)
sentence = "The minister said on Monday that he would not resign before the vote."
scores('a lost "not"', [sentence.replace(" not", "")], [sentence])
PY
diff "$folder/out" - <<'END'
no: 0.33 1.0
Five: 0.67 1.0
He left.: 1.0 1.0
four names: 0.75 1.0
all right: 0.71 1.0
a lost "not": 0.9 0.91
END
echo "as described"
