#!/usr/bin/env bash
# polars 2.1.0 looks at the first hundred rows to see what a column holds. Of dictionaries whose first decimal comes later,
# from_dicts makes whole numbers: 2.5 is 2, -0.5 is 0, inside lists and structs too, and a key that comes later is left out. It
# says nothing, although strict, which is on, is said to throw an error if any value does not exactly match the inferred type; a
# DataFrame made of columns does. Words in place of a number raise an error. A file of JSON lines raises one at the decimal, and
# leaves the later key out as well. A field "correction" that one article in a thousand has is lost. Seen on Python 3.11:
#   from_dicts: {'id': 100, 'change': 2, 'shares': [0, 1]}
#   from_dicts: {'id': 101, 'change': 0, 'shares': [0, 1]}
#   DataFrame of dicts: {'id': 101, 'change': 0, 'shares': [0, 1]}
#   from_dicts, all rows looked at: {'id': 101, 'change': -0.5, 'shares': [0.5, 1.5], 'correction': 'not 5 but 7'}
#   DataFrame of columns: TypeError
#   read_ndjson: {'id': 101}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install polars==2.1.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import json

import polars as pl

rows = [{"id": number, "change": 1, "shares": [1]} for number in range(100)]
rows.append({"id": 100, "change": 2.5, "shares": [0.5, 1.5]})
rows.append({"id": 101, "change": -0.5, "shares": [0.5, 1.5], "correction": "not 5 but 7"})
for row in pl.from_dicts(rows, strict=True).to_dicts()[100:]:
    print("from_dicts:", row)
print("DataFrame of dicts:", pl.DataFrame(rows).to_dicts()[101])
print("from_dicts, all rows looked at:", pl.from_dicts(rows, infer_schema_length=None).to_dicts()[101])
try:
    print("DataFrame of columns:", pl.DataFrame({"change": [row["change"] for row in rows]}).to_dicts()[101])
except TypeError as error:
    print("DataFrame of columns:", type(error).__name__)
ids = [{key: row[key] for key in ("id", "correction") if key in row} for row in rows]
print("read_ndjson:", pl.read_ndjson("\n".join(json.dumps(row) for row in ids).encode()).to_dicts()[101])
PY
diff "$folder/out" - <<'END'
from_dicts: {'id': 100, 'change': 2, 'shares': [0, 1]}
from_dicts: {'id': 101, 'change': 0, 'shares': [0, 1]}
DataFrame of dicts: {'id': 101, 'change': 0, 'shares': [0, 1]}
from_dicts, all rows looked at: {'id': 101, 'change': -0.5, 'shares': [0.5, 1.5], 'correction': 'not 5 but 7'}
DataFrame of columns: TypeError
read_ndjson: {'id': 101}
END
echo "as described"
