#!/usr/bin/env bash
# html2text 2025.4.15 escapes a dash at the beginning of a paragraph, so that it is no list, and then breaks lines at 78
# characters and lets a dash of the text come to the beginning of a line. Read back as Markdown, a range, a score or a span of
# days, which Arabic news writes with a dash between spaces, is cut in two: the second half is an item of a list and its dash
# is gone ("between 3" and a list of "5 degrees"). The documentation promises clean text that is also valid Markdown; without
# breaks (bodywidth=0) it is. Seen on Python 3.11, with markdown-it-py 4.3.0 reading it back:
#   width 78:  الحرارة تبقى ليلا ما بين 3</p> <ul> <li>5 درجات.</li> </ul>
#   width 0: مرة حتى الفجر، وإن الحرارة تبقى ليلا ما بين 3 - 5 درجات.</p>
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install html2text==2025.4.15 markdown-it-py==4.3.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import html2text
from markdown_it import MarkdownIt

PAGE = "<p>قالت هيئة الأرصاد إن الأمطار مستمرة حتى الفجر، وإن الحرارة تبقى ليلا ما بين 3 - 5 درجات.</p>"
for width in (78, 0):
    again = MarkdownIt().render(html2text.html2text(PAGE, bodywidth=width))
    print(f"width {width}:", " ".join(again.split())[-60:])
PY
diff "$folder/out" - <<'END'
width 78:  الحرارة تبقى ليلا ما بين 3</p> <ul> <li>5 درجات.</li> </ul>
width 0: مرة حتى الفجر، وإن الحرارة تبقى ليلا ما بين 3 - 5 درجات.</p>
END
echo "as described"
