#!/usr/bin/env bash
# pypdfium2 5.15.2 (PDFium 159) gives the letters of a lam-alef ligature the wrong way round where the file's font maps its
# one glyph to the two letters, as files of fpdf2 with text shaping do: "لا سلام" (no peace) is read as "ال سالم". Both
# results are words, so nothing looks broken, and a negation is gone. pypdf reads the same file rightly. The two letters
# have one and the same box, which tells them from a true ال. Seen on Python 3.11:
#   pypdfium2: ال سالم بال عدل
#   pypdf: لا سلام بلا عدل
#   boxes of the first two letters are the same: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pypdfium2==5.15.2 pypdf==7.1.1 fpdf2==2.8.9 uharfbuzz matplotlib==3.11.2
"$folder/venv/bin/python" - "$folder/a.pdf" <<'PY' | tee "$folder/out"
import sys
from pathlib import Path

import matplotlib
import pypdf
import pypdfium2
from fpdf import FPDF

font = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
pdf = FPDF()
pdf.add_font("D", "", str(font))
pdf.set_font("D", size=14)
pdf.add_page()
pdf.set_text_shaping(True)
pdf.cell(0, 10, "لا سلام بلا عدل", align="R")
pdf.output(sys.argv[1])

text = pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage()
print("pypdfium2:", text.get_text_range().strip())
print("pypdf:", pypdf.PdfReader(sys.argv[1]).pages[0].extract_text().strip())
print("boxes of the first two letters are the same:", text.get_charbox(0) == text.get_charbox(1))
PY
diff "$folder/out" - <<'END'
pypdfium2: ال سالم بال عدل
pypdf: لا سلام بلا عدل
boxes of the first two letters are the same: True
END
echo "as described"
