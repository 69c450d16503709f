#!/usr/bin/env bash
# Of a Word file with tracked changes, docx2txt 0.9 and docx2python 3.7.1 give what was moved both where it was and where it is,
# so that a sentence stands twice and five dead are ten; what was deleted they leave out. python-docx 1.2.0 leaves out what
# was moved, at both places, and what was inserted: "he will not resign" is "he will resign", in one sentence without a gap. All
# call it the text of the document or the paragraph, and speak of no changes. mammoth 1.13.0 gives the text as the file now
# has it. Seen on Python 3.11 (of "He will [inserted: not] resign. [moved from here: Five were killed.] He left. [moved to
# here: Five were killed.]"):
#   docx2txt: لن يستقيل الوزير. قتل خمسة. غادر البلاد. قتل خمسة.
#   docx2python: لن يستقيل الوزير. قتل خمسة. غادر البلاد. قتل خمسة.
#   python-docx: يستقيل الوزير. غادر البلاد.
#   mammoth: لن يستقيل الوزير. غادر البلاد. قتل خمسة.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install \
    docx2txt==0.9 docx2python==3.7.1 python-docx==1.2.0 mammoth==1.13.0
"$folder/venv/bin/python" - "$folder/article.docx" <<'PY' | tee "$folder/out"
import sys

import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text} </w:t></w:r>'


def change(kind, number, text):
    by = f'w:id="{number}" w:author="ليلى" w:date="2024-03-05T10:00:00Z"'
    marks = [f'<w:{kind}Range{end} w:id="{number + 10}"' for end in ("Start", "End")]
    if not kind.startswith("move"):
        return f"<w:{kind} {by}>{run(text)}</w:{kind}>"
    name = f'{marks[0]} w:name="move1" w:author="ليلى"/>'
    return f"{name}<w:{kind} {by}>{run(text)}</w:{kind}>{marks[1]}/>"


paragraph = (
    change("ins", 1, "لن"),
    run("يستقيل الوزير."),
    change("moveFrom", 2, "قتل خمسة."),
    run("غادر البلاد."),
    change("moveTo", 3, "قتل خمسة."),
)
document = docx.Document()
names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
document.element.body.insert(0, parse_xml(f"<w:p {names}>{''.join(paragraph)}</w:p>"))
document.save(sys.argv[1])

print("docx2txt:", docx2txt.process(sys.argv[1]).strip())
with docx2python(sys.argv[1]) as read:
    print("docx2python:", read.text.strip())
print("python-docx:", docx.Document(sys.argv[1]).paragraphs[0].text.strip())
with open(sys.argv[1], "rb") as file:
    print("mammoth:", mammoth.extract_raw_text(file).value.strip())
PY
diff "$folder/out" - <<'END'
docx2txt: لن يستقيل الوزير. قتل خمسة. غادر البلاد. قتل خمسة.
docx2python: لن يستقيل الوزير. قتل خمسة. غادر البلاد. قتل خمسة.
python-docx: يستقيل الوزير. غادر البلاد.
mammoth: لن يستقيل الوزير. غادر البلاد. قتل خمسة.
END
echo "as described"
