#!/usr/bin/env bash
# PyMuPDF 2.0 and pypdf 7.1.1 read a number in Arabic-Indic digits backwards: 3.5 million is read as 5.3 million, 12,500 as
# 00521, the year 2024 as 4202, a share of 25 % as 52 %. The words around are in order, so nothing looks amiss. PDFium reads
# the same page as it was written. PyMuPDF documents get_text() as the text of the page in the order of the file, and pypdf's
# developers have called it a bug and merged a fix that 7.1.1 does not carry. Seen on Python 3.11, on a file of fpdf2:
#   written: بلغ ٣٫٥ مليون | نحو ١٢٬٥٠٠ شخص | حتى عام ٢٠٢٤ | حصة ٢٥ في المئة
#   pymupdf: بلغ ٥٫٣ مليون | نحو ٠٠٥٬٢١ شخص | حتى عام ٤٢٠٢ | حصة ٥٢ في المئة
#   pypdf: بلغ ٥٫٣ مليون | نحو ٠٠٥٬٢١ شخص | حتى عام ٤٢٠٢ | حصة ٥٢ في المئة
#   pypdfium2: بلغ ٣٫٥ مليون | نحو ١٢٬٥٠٠ شخص | حتى عام ٢٠٢٤ | حصة ٢٥ في المئة
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pymupdf==2.0 pypdf==7.1.1 pypdfium2==5.15.2 fpdf2==2.8.9 uharfbuzz matplotlib==3.11.2
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import io
from pathlib import Path

import matplotlib
import pymupdf
import pypdf
import pypdfium2
from fpdf import FPDF

LINES = ("بلغ ٣٫٥ مليون", "نحو ١٢٬٥٠٠ شخص", "حتى عام ٢٠٢٤", "حصة ٢٥ في المئة")
pdf = FPDF()
pdf.add_font("D", "", str(Path(matplotlib.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")))
pdf.add_page()
pdf.set_font("D", size=14)
pdf.set_text_shaping(True)
for line in LINES:
    pdf.cell(0, 12, line, align="R", new_x="LMARGIN", new_y="NEXT")
page = bytes(pdf.output())
texts = {
    "pymupdf": pymupdf.open(stream=page)[0].get_text(),
    "pypdf": pypdf.PdfReader(io.BytesIO(page)).pages[0].extract_text(),
    "pypdfium2": pypdfium2.PdfDocument(page)[0].get_textpage().get_text_range(),
}
print("written:", " | ".join(LINES))
for name, text in texts.items():
    print(f"{name}:", " | ".join(line.strip() for line in text.splitlines() if line.strip()))
PY
diff "$folder/out" - <<'END'
written: بلغ ٣٫٥ مليون | نحو ١٢٬٥٠٠ شخص | حتى عام ٢٠٢٤ | حصة ٢٥ في المئة
pymupdf: بلغ ٥٫٣ مليون | نحو ٠٠٥٬٢١ شخص | حتى عام ٤٢٠٢ | حصة ٥٢ في المئة
pypdf: بلغ ٥٫٣ مليون | نحو ٠٠٥٬٢١ شخص | حتى عام ٤٢٠٢ | حصة ٥٢ في المئة
pypdfium2: بلغ ٣٫٥ مليون | نحو ١٢٬٥٠٠ شخص | حتى عام ٢٠٢٤ | حصة ٢٥ في المئة
END
echo "as described"
