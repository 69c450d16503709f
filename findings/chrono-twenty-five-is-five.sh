#!/usr/bin/env bash
# chrono-node 2.10.3 finds dates in English text, and reads "twenty-five years ago" as five years ago and "two and a half years
# ago" as half a year ago: it knows the numbers to twelve in words and takes the last one of those that stand there. A number of
# people behind a day is its year: of "On August 5, 25 people were killed" it makes August 2025. Both with its strict settings,
# which read formal dates alone. parsedatetime 2.6 does the same with the first and the last. Seen on Node.js 20 and Python 3.11
# (on 15 August 2024):
#   chrono: 25 years ago = 1999-08-15
#   chrono: five years ago = 2019-08-15
#   chrono: half years ago = 2024-02-15
#   chrono: On 5 August 25 = 2025-08-05
#   chrono: August 5, 25 = 2025-08-05
#   parsedatetime: 1999-08-15
#   parsedatetime: 2019-08-15
#   parsedatetime: 2025-08-05
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit chrono-node@2.10.3
python3 -m venv venv
venv/bin/pip -q --disable-pip-version-check install parsedatetime==2.6
cat >seen.mjs <<'JS'
import { strict } from 'chrono-node';

const NOW = new Date('2024-08-15T12:00:00Z');
for (const text of [
  'He left 25 years ago.',
  'He left twenty-five years ago.',
  'He left two and a half years ago.',
  'On 5 August 25 people were killed.',
  'On August 5, 25 people were killed.',
]) {
  for (const { text: words, start } of strict.parse(text, NOW)) {
    console.log(`chrono: ${words} = ${start.date().toISOString().slice(0, 10)}`);
  }
}
JS
cat >seen.py <<'PY'
from datetime import datetime

from parsedatetime import Calendar

for text in ("25 years ago", "twenty-five years ago", "On August 5, 25 people were killed."):
    print("parsedatetime:", Calendar().parseDT(text, datetime(2024, 8, 15, 12))[0].date())
PY
{ TZ=UTC node seen.mjs; venv/bin/python seen.py; } | tee out
diff out - <<'END'
chrono: 25 years ago = 1999-08-15
chrono: five years ago = 2019-08-15
chrono: half years ago = 2024-02-15
chrono: On 5 August 25 = 2025-08-05
chrono: August 5, 25 = 2025-08-05
parsedatetime: 1999-08-15
parsedatetime: 2019-08-15
parsedatetime: 2025-08-05
END
echo "as described"
