#!/usr/bin/env bash
# word2number 1.1 reads "three million five hundred thousand" as 3,501,500, and "five billion two hundred million" as
# 5,201,000,200: what stands before the last word of scale is counted once more, without it. "Two point five million" is 2,
# "2.5 million" a million, "minus five" 5, and a range is added up: "three to five million" is 8 million. Its page shows
# "two million three thousand nine hundred and eighty four" and "two point three", which are right, and says that what is
# malformed raises an error. Whoever compares a translation's figures with it finds false ones. Seen on Python 3.11:
#   two million three thousand nine hundred and eighty four: 2003984
#   three million five hundred thousand: 3501500
#   five billion two hundred million: 5201000200
#   two point three: 2.3
#   two point five million: 2
#   2.5 million: 1000000
#   minus five: 5
#   three to five million: 8000000
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install word2number==1.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from word2number import w2n

for words in (
    "two million three thousand nine hundred and eighty four",
    "three million five hundred thousand",
    "five billion two hundred million",
    "two point three",
    "two point five million",
    "2.5 million",
    "minus five",
    "three to five million",
):
    print(f"{words}: {w2n.word_to_num(words)}")
PY
diff "$folder/out" - <<'END'
two million three thousand nine hundred and eighty four: 2003984
three million five hundred thousand: 3501500
five billion two hundred million: 5201000200
two point three: 2.3
two point five million: 2
2.5 million: 1000000
minus five: 5
three to five million: 8000000
END
echo "as described"
