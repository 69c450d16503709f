#!/usr/bin/env bash
# Three libraries write the numbers of English text in figures, and change what the sentence says. text2num 3.1.0 takes
# "hundreds" and "thousands" for 100 and 1000: hundreds of thousands who fled are "100 of 1000", "hundreds and thousands" are
# 100000, and five hundred beside six hundred are 506 and 100. number-parser 0.3.2 and numerizer 0.2.4 put 12.5 billion as "12
# point 5000000000", and "no one was killed" as "no 1 was killed"; numerizer adds up "three hundred and five and six" to 311,
# and number-parser makes 3 of a third. Seen on Python 3.11 (the text, then text2num, number-parser and numerizer):
#   hundreds of thousands fled | 100 of 1000 fled | hundreds of thousands fled | 100s of1000s fled
#   hundreds and thousands of people | 100000 of people | hundreds and thousands of people | 100s and1000s of people
#   between five hundred and six hundred | between 506 100 | between 506 100 | between 500 and 600
#   twelve point five billion dollars | 12.5 1000000000 dollars | 12 point 5000000000 dollars | 12 point 5000000000 dollars
#   a third of the seats | a 3rd of the seats | a 3 of the seats | 1/3 of the seats
#   flights three hundred and five and six | flights 305 and 6 | flights 305 and 6 | flights 311
#   no one was killed | no one was killed | no 1 was killed | no 1 was killed
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install text2num==3.1.0 number-parser==0.3.2 numerizer==0.2.4
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import number_parser
import numerizer
from text_to_num import alpha2digit

for text in (
    "hundreds of thousands fled",
    "hundreds and thousands of people",
    "between five hundred and six hundred",
    "twelve point five billion dollars",
    "a third of the seats",
    "flights three hundred and five and six",
    "no one was killed",
):
    print(text, alpha2digit(text, "en"), number_parser.parse(text), numerizer.numerize(text), sep=" | ")
PY
diff "$folder/out" - <<'END'
hundreds of thousands fled | 100 of 1000 fled | hundreds of thousands fled | 100s of1000s fled
hundreds and thousands of people | 100000 of people | hundreds and thousands of people | 100s and1000s of people
between five hundred and six hundred | between 506 100 | between 506 100 | between 500 and 600
twelve point five billion dollars | 12.5 1000000000 dollars | 12 point 5000000000 dollars | 12 point 5000000000 dollars
a third of the seats | a 3rd of the seats | a 3 of the seats | 1/3 of the seats
flights three hundred and five and six | flights 305 and 6 | flights 305 and 6 | flights 311
no one was killed | no one was killed | no 1 was killed | no 1 was killed
END
echo "as described"
