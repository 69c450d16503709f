#!/usr/bin/env bash
# pypdf 7.1.1 puts a number that ends a line of Arabic before the line's first word: "بدأ العمل في 2026" (work began in
# 2026) is read as "2026 بدأ العمل في", a number at the end of one line goes to the front of the same line, and where two
# lines follow each other it stands at the border of the wrong sentences. Seen on Python 3.11, on a file of fpdf2:
#   written: بدأ العمل في 2026
#   pypdf: 2026 بدأ العمل في
#   pypdfium2: بدأ العمل في 2026
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

written = "بدأ العمل في 2026"
font = Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
pdf = FPDF()
pdf.add_font("D", "", str(font))
pdf.set_font("D", size=14)
pdf.add_page()
pdf.set_text_shaping(True)
pdf.cell(0, 10, written, align="R")
pdf.output(sys.argv[1])

print("written:", written)
print("pypdf:", pypdf.PdfReader(sys.argv[1]).pages[0].extract_text().strip())
print("pypdfium2:", pypdfium2.PdfDocument(sys.argv[1])[0].get_textpage().get_text_range().strip())
PY
diff "$folder/out" - <<'END'
written: بدأ العمل في 2026
pypdf: 2026 بدأ العمل في
pypdfium2: بدأ العمل في 2026
END
echo "as described"
