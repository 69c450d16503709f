#!/usr/bin/env bash
# A footnote behind a number makes another number of it: "killed 5" with note 1 is read from an OpenDocument text as "killed
# 51" by odfpy 1.4.1 (teletype.extractText) and odfdo 3.27.3 (text_recursive), with the text of the note in the middle of the
# sentence. In a file with tracked changes, the words that were taken out come as paragraphs of their own, with the name of who
# did it in odfpy's text of the whole; "will not" of an earlier version stands before "will". Both say that they go through all
# that an element has inside, and neither names notes or changes. odfdo's get_formatted_text sets both right.
# Seen on Python 3.11:
#   odfpy: قال إنه سيستقيل وقتل 51بحسب الشرطة جنود
#   odfpy, all: ليلى2024-03-05T10:00:00لن قال إنه سيستقيل وقتل 51بحسب الشرطة جنود
#   odfpy, paragraphs: لن  / قال إنه سيستقيل وقتل 51بحسب الشرطة جنود / بحسب الشرطة
#   odfdo, paragraphs: لن  / قال إنه سيستقيل وقتل 51. بحسب الشرطة جنود / بحسب الشرطة
#   odfdo, formatted: قال إنه سيستقيل وقتل 5[1] جنود
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install odfpy==1.4.1 odfdo==3.27.3
"$folder/venv/bin/python" - "$folder/article.odt" <<'PY' | tee "$folder/out"
import sys
import zipfile

import odfdo
from odf import teletype, text
from odf.opendocument import load

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
KIND = "application/vnd.oasis.opendocument.text"
MANIFEST = f"""<m:manifest xmlns:m="{NAMES}:manifest:1.0" m:version="1.2"><m:file-entry m:full-path="/" m:media-type="{KIND}"/>
<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
CONTENT = f"""<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:text="{NAMES}:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"><office:body><office:text><text:tracked-changes>
<text:changed-region text:id="change1"><text:deletion><office:change-info><dc:creator>ليلى</dc:creator>
<dc:date>2024-03-05T10:00:00</dc:date></office:change-info><text:p>لن </text:p></text:deletion></text:changed-region>
</text:tracked-changes><text:p>قال إنه <text:change text:change-id="change1"/>سيستقيل وقتل 5<text:note text:id="ftn1"
 text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>بحسب الشرطة</text:p></text:note-body>
</text:note> جنود</text:p></office:text></office:body></office:document-content>""".replace("\n", "")
with zipfile.ZipFile(sys.argv[1], "w") as file:
    file.writestr("mimetype", KIND)
    file.writestr("META-INF/manifest.xml", MANIFEST)
    file.writestr("content.xml", CONTENT)

document = load(sys.argv[1])
paragraphs = [teletype.extractText(paragraph) for paragraph in document.getElementsByType(text.P)]
print("odfpy:", paragraphs[1])
print("odfpy, all:", teletype.extractText(document.text))
print("odfpy, paragraphs:", " / ".join(paragraphs))
document = odfdo.Document(sys.argv[1])
print("odfdo, paragraphs:", " / ".join(paragraph.text_recursive for paragraph in document.body.get_paragraphs()))
print("odfdo, formatted:", document.get_formatted_text().split("\n")[0])
PY
diff "$folder/out" - <<'END'
odfpy: قال إنه سيستقيل وقتل 51بحسب الشرطة جنود
odfpy, all: ليلى2024-03-05T10:00:00لن قال إنه سيستقيل وقتل 51بحسب الشرطة جنود
odfpy, paragraphs: لن  / قال إنه سيستقيل وقتل 51بحسب الشرطة جنود / بحسب الشرطة
odfdo, paragraphs: لن  / قال إنه سيستقيل وقتل 51. بحسب الشرطة جنود / بحسب الشرطة
odfdo, formatted: قال إنه سيستقيل وقتل 5[1] جنود
END
echo "as described"
