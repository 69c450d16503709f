#!/usr/bin/env bash
# Where a cell of a table spans two rows, three readers of pages move what follows in the second row one column back: of two towns
# that share 5 killed, the second one's 12 wounded stand under "killed". markdownify 1.2.3 writes a row of two cells in a table of
# three, which is filled up at its end; inscriptis 2.7.6, made to keep the layout, and resiliparse 2.0.1 do so with spaces and
# tabs. Seen on Python 3.11 (the last row, of town, killed and wounded, and in inscriptis what stands above 12):
#   markdownify: | حماة | 12 |
#   resiliparse: حماة, 12
#   inscriptis: 12 under القتلى
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install markdownify==1.2.3 inscriptis==2.7.6 resiliparse==2.0.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from inscriptis import get_text
from markdownify import markdownify
from resiliparse.extract.html2text import extract_plain_text

TABLE = """<table>
<tr><th>المدينة</th><th>القتلى</th><th>الجرحى</th></tr>
<tr><td>حمص</td><td rowspan="2">5</td><td>7</td></tr>
<tr><td>حماة</td><td>12</td></tr>
</table>"""
print("markdownify:", markdownify(TABLE).strip().splitlines()[-1])
page = f"<html><body>{TABLE}</body></html>"
print("resiliparse:", ", ".join(extract_plain_text(page).splitlines()[-1].split()))
head, *_, last = get_text(page).strip().splitlines()
print("inscriptis: 12 under", head[last.index("12") :].split()[0])
PY
diff "$folder/out" - <<'END'
markdownify: | حماة | 12 |
resiliparse: حماة, 12
inscriptis: 12 under القتلى
END
echo "as described"
