#!/usr/bin/env bash
# sentencex 1.0.32, Wikimedia's splitter of sentences, cuts a decimal in Arabic-Indic or Persian digits in two and leaves the
# same one in Western digits whole; so it does with times and dates. Its readme says that it would rather leave two sentences
# together than cut one, and names machine translation as its use. The translator is then given "the deficit reached 12." and
# "5 billion dollars." Seen on Python 3.11:
#   ['بلغ العجز 12.5 مليار دولار. ', 'وارتفع الدين.']
#   ['بلغ العجز ١٢.', '٥ مليار دولار. ', 'وارتفع الدين.']
#   ['کسری ۱۲.', '۵ میلیارد شد.']
#   ['اللقاء في 10.30 صباحا.']
#   ['اللقاء في ١٠.', '٣٠ صباحا.']
#   ['صدر في 12.5.2024 في عمان.']
#   ['صدر في ١٢.', '٥.', '٢٠٢٤ في عمان.']
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install sentencex==1.0.32
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from sentencex import segment

for language, text in (
    ("ar", "بلغ العجز 12.5 مليار دولار. وارتفع الدين."),
    ("ar", "بلغ العجز ١٢.٥ مليار دولار. وارتفع الدين."),
    ("fa", "کسری ۱۲.۵ میلیارد شد."),
    ("ar", "اللقاء في 10.30 صباحا."),
    ("ar", "اللقاء في ١٠.٣٠ صباحا."),
    ("ar", "صدر في 12.5.2024 في عمان."),
    ("ar", "صدر في ١٢.٥.٢٠٢٤ في عمان."),
):
    print(list(segment(language, text)))
PY
diff "$folder/out" - <<'END'
['بلغ العجز 12.5 مليار دولار. ', 'وارتفع الدين.']
['بلغ العجز ١٢.', '٥ مليار دولار. ', 'وارتفع الدين.']
['کسری ۱۲.', '۵ میلیارد شد.']
['اللقاء في 10.30 صباحا.']
['اللقاء في ١٠.', '٣٠ صباحا.']
['صدر في 12.5.2024 في عمان.']
['صدر في ١٢.', '٥.', '٢٠٢٤ في عمان.']
END
echo "as described"
