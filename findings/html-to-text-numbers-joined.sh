#!/usr/bin/env bash
# html-to-text 10.0.1 (npm) writes the cells of a table side by side with nothing between them, as long as nobody names a formatter
# for it: 5 killed and 7 wounded are 57. A list of terms, for which it has none, reads "killed5wounded12", as it does with
# inscriptis 2.7.6, which is made to keep the layout. Seen on Node.js 20 and Python 3.11 (of a table of city, killed and wounded,
# and of a list of killed and wounded):
#   html-to-text, table: المدينةالقتلىالجرحى حمص57 حماة120
#   html-to-text, list: القتلى5الجرحى12
#   inscriptis, list: القتلى5الجرحى12
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit html-to-text@10.0.1
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install inscriptis==2.7.6
cat >list.html <<'HTML'
<dl><dt>القتلى</dt><dd>5</dd><dt>الجرحى</dt><dd>12</dd></dl>
HTML
cat >table.html <<'HTML'
<table>
<tr><th>المدينة</th><th>القتلى</th><th>الجرحى</th></tr>
<tr><td>حمص</td><td>5</td><td>7</td></tr>
<tr><td>حماة</td><td>12</td><td>0</td></tr>
</table>
HTML
cat >seen.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { convert } from 'html-to-text';

for (const name of ['table', 'list']) console.log(`html-to-text, ${name}: ${convert(readFileSync(`${name}.html`, 'utf8'))}`);
JS
cat >seen.py <<'PY'
from pathlib import Path

from inscriptis import get_text

print("inscriptis, list:", get_text(Path("list.html").read_text("utf-8")).strip())
PY
{ node seen.mjs; venv/bin/python seen.py; } | tee out
diff out - <<'END'
html-to-text, table: المدينةالقتلىالجرحى حمص57 حماة120
html-to-text, list: القتلى5الجرحى12
inscriptis, list: القتلى5الجرحى12
END
echo "as described"
