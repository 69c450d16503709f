#!/usr/bin/env bash
# fpdf2 2.8.9 (with text shaping on) sets the numbers of an Arabic phrase in the wrong order where the line begins with a Latin
# word, as a line of news does with its agency: "in 2020, then 2021" is drawn so that, read from the right as Arabic is, it
# says "in 2021, then 2020", and a win of 3 - 1 stands as 1 - 3. Where the line begins in Arabic it is right. The source says
# that it is the Unicode bidirectional algorithm and names no limit; python-bidi's draws all lines right. Seen on Python 3.11,
# in the order of drawing from the left:
#   python-bidi: BBC: 2021 مث 2020 ماع | fpdf2: BBC: ماع2020 مث 2021
#   python-bidi: AFP: 1 - 3 زوف | fpdf2: AFP: زوف3 - 1
#   python-bidi: 2021 مث 2020 ماع | fpdf2: 2021 مث 2020 ماع
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install \
    fpdf2==2.8.9 uharfbuzz matplotlib==3.11.2 pdfplumber==0.11.10 python-bidi==0.6.12
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import io
from pathlib import Path

import matplotlib
import pdfplumber
from bidi.algorithm import get_display
from fpdf import FPDF

LINES = ("BBC: عام 2020 ثم 2021", "AFP: فوز 3 - 1", "عام 2020 ثم 2021")
pdf = FPDF()
pdf.add_font("D", "", str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
pdf.add_page()
pdf.set_font("D", size=14)
pdf.set_text_shaping(True)
for line in LINES:
    pdf.cell(0, 12, line, new_x="LMARGIN", new_y="NEXT")
[page] = pdfplumber.open(io.BytesIO(bytes(pdf.output()))).pages
for line, drawn in zip(LINES, page.extract_text().split("\n"), strict=True):
    print("python-bidi:", get_display(line), "| fpdf2:", drawn)
PY
diff "$folder/out" - <<'END'
python-bidi: BBC: 2021 مث 2020 ماع | fpdf2: BBC: ماع2020 مث 2021
python-bidi: AFP: 1 - 3 زوف | fpdf2: AFP: زوف3 - 1
python-bidi: 2021 مث 2020 ماع | fpdf2: 2021 مث 2020 ماع
END
echo "as described"
