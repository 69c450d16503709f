#!/usr/bin/env bash
# rouge 1.0.1 counts every word of a text once, however often it stands there: a summary that says the whole reference five times
# over has a ROUGE-1 and a ROUGE-L of 1.0, and so a system that loops is as good as one that does not. Its ROUGE-L looks for the
# words of each sentence in the whole other text, so that two sentences which swap who was killed and what begins keep 1.0 too.
# With exclusive=False, which is in no word of its guide, words are counted, and an F is not below 1.0 any more: ROUGE-L of the
# reference itself is 1.17, five times over 1.94. Seen on Python 3.11 (F of ROUGE-1 and ROUGE-L, and both with exclusive=False):
#   the same: 1.0 1.0, 1.0 1.17
#   five times: 1.0 1.0, 0.33 1.94
#   swapped: 1.0 1.0, 1.0 1.17
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install rouge==1.0.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from rouge import Rouge

REFERENCE = "The truce will begin on Friday. Five people were killed on Monday."
SUMMARIES = {
    "the same": REFERENCE,
    "five times": " ".join([REFERENCE] * 5),
    "swapped": "Five people will begin on Friday. The truce were killed on Monday.",
}


def scores(summary, **options):
    found = Rouge(**options).get_scores(summary, REFERENCE)[0]
    return " ".join(str(round(found[kind]["f"], 2)) for kind in ("rouge-1", "rouge-l"))


for name, summary in SUMMARIES.items():
    print(f"{name}: {scores(summary)}, {scores(summary, exclusive=False)}")
PY
diff "$folder/out" - <<'END'
the same: 1.0 1.0, 1.0 1.17
five times: 1.0 1.0, 0.33 1.94
swapped: 1.0 1.0, 1.0 1.17
END
echo "as described"
