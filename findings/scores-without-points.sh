#!/usr/bin/env bash
# Scores that are to leave punctuation out leave it out of numbers. sacrebleu 2.6.0's TER without punctuation finds no error
# in "12.5 billion" for "125 billion", and jiwer 4.0.0, cleaning as its own parts do, none in 5 for -5 either, in Arabic
# neither; what it makes of contractions lets "Yemen is president" pass for "Yemen's president". sacrebleu's chrF is 100 for "now
# here" and "nowhere", and for "1 250" and "12 50", as it drops spaces. Each is told by the name of its option, and none by what
# it does to a figure. Seen on Python 3.11:
#   TER: 25.0, without punctuation 0.0
#   jiwer: 0.33, without punctuation 0.0
#   jiwer, below zero: 0.25, without punctuation 0.0
#   jiwer, in Arabic: 0.33, without punctuation 0.0
#   jiwer, contractions: 1.0, expanded 0.0
#   chrF, now here: 100.0
#   chrF, 12 50: 100.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install sacrebleu==2.6.0 jiwer==4.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import jiwer
from sacrebleu.metrics import CHRF, TER


def words_wrong(reference, hypothesis, *steps):
    steps = jiwer.Compose([*steps, jiwer.ReduceToListOfListOfWords()])
    return round(jiwer.wer(reference, hypothesis, reference_transform=steps, hypothesis_transform=steps), 2)


def pair(name, reference, hypothesis, step, how="without punctuation"):
    print(f"{name}: {words_wrong(reference, hypothesis)}, {how} {words_wrong(reference, hypothesis, step)}")


ters = [TER(no_punct=no).sentence_score("It cost 12.5 billion.", ["It cost 125 billion."]).score for no in (False, True)]
print(f"TER: {ters[0]}, without punctuation {ters[1]}")
pair("jiwer", "It cost 125", "It cost 12.5", jiwer.RemovePunctuation())
pair("jiwer, below zero", "It is -5 here", "It is 5 here", jiwer.RemovePunctuation())
pair("jiwer, in Arabic", "بلغ السعر ١٢٥", "بلغ السعر ١٢٫٥", jiwer.RemovePunctuation())
pair("jiwer, contractions", "Yemen's president", "Yemen is president", jiwer.ExpandCommonEnglishContractions(), "expanded")
print("chrF, now here:", CHRF().sentence_score("the minister is now here", ["the minister is nowhere"]).score)
print("chrF, 12 50:", CHRF().sentence_score("1 250 dead", ["12 50 dead"]).score)
PY
diff "$folder/out" - <<'END'
TER: 25.0, without punctuation 0.0
jiwer: 0.33, without punctuation 0.0
jiwer, below zero: 0.25, without punctuation 0.0
jiwer, in Arabic: 0.33, without punctuation 0.0
jiwer, contractions: 1.0, expanded 0.0
chrF, now here: 100.0
chrF, 12 50: 100.0
END
echo "as described"
