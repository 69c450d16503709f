#!/usr/bin/env bash
# pandas 3.1.1: where strings are kept as an Arrow type (read_csv(..., dtype_backend="pyarrow") gives them), \w, \d and \b of a
# regular expression mean ASCII only. The usual line that takes punctuation away then takes every Arabic letter away, words are
# counted as none, and a search for a number in Arabic-Indic digits finds nothing; the same calls on the default strings, on
# the same file, are right. The documentation of `str.replace` promises the equivalent of re.sub. Seen on Python 3.11:
#   default: contains \d True, words 5, without punctuation 'قتل ١٢ شخصا لا أكثر'
#   pyarrow: contains \d False, words 0, without punctuation '    '
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pandas==3.1.1 pyarrow==26.0.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import io

import pandas as pd

FILE = "title\nقتل ١٢ شخصا، لا أكثر\n"
for name, options in (("default", {}), ("pyarrow", {"dtype_backend": "pyarrow"})):
    title = pd.read_csv(io.StringIO(FILE), **options)["title"].str
    number = bool(title.contains(r"\d")[0])
    words = int(title.count(r"\w+")[0])
    bare = title.replace(r"[^\w\s]", "", regex=True)[0]
    print(f"{name}: contains \\d {number}, words {words}, without punctuation {bare!r}")
PY
diff "$folder/out" - <<'END'
default: contains \d True, words 5, without punctuation 'قتل ١٢ شخصا لا أكثر'
pyarrow: contains \d False, words 0, without punctuation '    '
END
echo "as described"
