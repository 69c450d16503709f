#!/usr/bin/env bash
# python-docx 1.2.0: the text of a paragraph leaves out what stands inside <w:dir> or <w:bdo>, the elements in which WordprocessingML
# keeps runs of a set direction. A number or a Latin name inside an Arabic paragraph is lost without a word.
# Seen on Python 3.11:
#   plain: 'بلغ 25 مليون'
#   dir: 'بلغ  مليون'
#   bdo: 'بلغ  مليون'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install python-docx==1.2.0
"$folder/venv/bin/python" - "$folder" <<'PY' | tee "$folder/out"
import sys

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

for wrapper in ("plain", "dir", "bdo"):
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("بلغ ")
    run = paragraph.add_run("25")
    if wrapper != "plain":
        around = OxmlElement(f"w:{wrapper}")
        around.set(qn("w:val"), "ltr")
        run._r.addprevious(around)
        around.append(run._r)
    paragraph.add_run(" مليون")
    path = f"{sys.argv[1]}/{wrapper}.docx"
    document.save(path)
    print(f"{wrapper}: {docx.Document(path).paragraphs[0].text!r}")
PY
diff "$folder/out" - <<'END'
plain: 'بلغ 25 مليون'
dir: 'بلغ  مليون'
bdo: 'بلغ  مليون'
END
echo "as described"
