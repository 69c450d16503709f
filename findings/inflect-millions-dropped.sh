#!/usr/bin/env bash
# inflect 7.6.0's number_to_words takes numbers as text, which a step between a translation and a voice may give it, and leaves
# out what it does not know: "12.5 million" is "twelve point five", a score of 3-1 thirty-one, -5 with the minus sign of
# typesetters five, 2½ two, and 12.5 with the Arabic decimal sign 125, though it reads Arabic-Indic digits. Its readme
# gives it numbers, and "1234th" as text, and does not say what becomes of the rest. Seen on Python 3.11:
#   12.5: twelve point five
#   12.5 million: twelve point five
#   3-1: thirty-one
#   -5: minus five
#   −5: five
#   2½: two
#   ١٢٥: one hundred and twenty-five
#   ١٢٫٥: one hundred and twenty-five
#   2024/25: two hundred and two thousand, four hundred and twenty-five
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install inflect==7.6.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import inflect

engine = inflect.engine()
for text in ("12.5", "12.5 million", "3-1", "-5", "−5", "2½", "١٢٥", "١٢٫٥", "2024/25"):
    print(f"{text}:", engine.number_to_words(text))
PY
diff "$folder/out" - <<'END'
12.5: twelve point five
12.5 million: twelve point five
3-1: thirty-one
-5: minus five
−5: five
2½: two
١٢٥: one hundred and twenty-five
١٢٫٥: one hundred and twenty-five
2024/25: two hundred and two thousand, four hundred and twenty-five
END
echo "as described"
