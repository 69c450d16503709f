#!/usr/bin/env bash
# python-bidi 0.6.12 puts text in the order in which it is drawn, for pictures and screens that know no Arabic. Its newer
# `bidi.get_display` moves the line break at the end of an Arabic line to the front of it: the text starts with an empty line,
# and the last two lines are one, so that a picture of two headlines glues them together. `bidi.algorithm.get_display` of the
# same package keeps the lines, as does the newer one with base_dir="L". The readme says that the newer one has a later
# version of the algorithm and that it lacks some of it (mirrored brackets), and nothing of lines. Seen on Python 3.11 (older,
# newer, newer with L):
#   ['معن\nال', '\nمعنال', 'معن\nال']
#   ['1 دادغب\n2 سنوت\n3 قشمد', '\n1 دادغب\n2 سنوت3 قشمد', '1 دادغب\n2 سنوت\n3 قشمد']
#   ['Cairo\nدادغب\nTunis', 'Cairo\n\nدادغبTunis', 'Cairo\nدادغب\nTunis']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install python-bidi==0.6.12
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from bidi import get_display
from bidi.algorithm import get_display as older

for text in ("نعم\nلا", "بغداد 1\nتونس 2\nدمشق 3", "Cairo\nبغداد\nTunis"):
    print([older(text), get_display(text), get_display(text, base_dir="L")])
PY
diff "$folder/out" - <<'END'
['معن\nال', '\nمعنال', 'معن\nال']
['1 دادغب\n2 سنوت\n3 قشمد', '\n1 دادغب\n2 سنوت3 قشمد', '1 دادغب\n2 سنوت\n3 قشمد']
['Cairo\nدادغب\nTunis', 'Cairo\n\nدادغبTunis', 'Cairo\nدادغب\nTunis']
END
echo "as described"
