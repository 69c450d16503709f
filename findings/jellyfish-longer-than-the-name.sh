#!/usr/bin/env bash
# jellyfish 1.3.0 has each of its algorithms twice, in Rust, which it uses, and in Python. They disagree on names beyond
# ASCII, though a comment of the Rust says that it matches the Python. A match rating codex is shortened to its first and last
# three letters once it is longer than six; Rust counts bytes, so that the codex of a name of four Arabic letters is longer
# than the name and has letters twice. Two spellings of a name (Tariq and Ṭāriq, as libraries write it) are then "not
# comparable", which the documentation says of names whose lengths differ by more than three. Seen on Python 3.11 (Rust,
# Python):
#   محمد محمحمد محمد
#   عامر عامامر عامر
#   Tariq TRQ TRQ
#   Ṭāriq ṬĀRĀRQ ṬĀRQ
#   عمر عامر None True
#   Tariq Ṭāriq None True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install jellyfish==1.3.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import jellyfish
from jellyfish import _jellyfish as python

for name in ("محمد", "عامر", "Tariq", "Ṭāriq"):
    print(name, jellyfish.match_rating_codex(name), python.match_rating_codex(name))
for one, other in (("عمر", "عامر"), ("Tariq", "Ṭāriq")):
    print(one, other, jellyfish.match_rating_comparison(one, other), python.match_rating_comparison(one, other))
PY
diff "$folder/out" - <<'END'
محمد محمحمد محمد
عامر عامامر عامر
Tariq TRQ TRQ
Ṭāriq ṬĀRĀRQ ṬĀRQ
عمر عامر None True
Tariq Ṭāriq None True
END
echo "as described"
