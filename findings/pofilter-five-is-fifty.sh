#!/usr/bin/env bash
# pofilter of translate-toolkit 3.20.4 has a check that numbers are the same on both sides, and 50 passes for 5: it asks whether
# the number of the source is found in the target, as a part of another one too. 5 and 7 pass for 57, 2.5 for 12.5, 2023 for
# 20235; only 5 for 50 is reported. A minus sign is never missed. What is right but in Arabic-Indic digits is
# reported. Its documentation says that it checks whether numbers of various forms are consistent, and names numbers in words
# as what is reported wrongly. Seen on Python 3.11:
#   5 killed | قتل 50: passed
#   50 killed | قتل 5: reported
#   5 killed and 7 hurt | قتل 57: passed
#   up 2.5 percent | ارتفاع 12.5 في المئة: passed
#   in 2023 | عام 20235: passed
#   -5 degrees | 5 درجات: passed
#   5 killed | قتل ٥: reported
#   5 killed | قتل ٥٠: reported
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install translate-toolkit==3.20.4
cd "$folder"
cat >lines <<'END'
5 killed | قتل 50
50 killed | قتل 5
5 killed and 7 hurt | قتل 57
up 2.5 percent | ارتفاع 12.5 في المئة
in 2023 | عام 20235
-5 degrees | 5 درجات
5 killed | قتل ٥
5 killed | قتل ٥٠
END
number=0
while read -r line; do
    number=$((number + 1))
    {
        printf 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        printf 'msgid "%s"\nmsgstr "%s"\n' "${line% | *}" "${line#* | }"
    } >$number.po
    venv/bin/pofilter --progress=none --test=numbers --language=ar $number.po $number.out >/dev/null
    if grep -qs numbers $number.out; then echo "$line: reported"; else echo "$line: passed"; fi
done <lines | tee out
diff out - <<'END'
5 killed | قتل 50: passed
50 killed | قتل 5: reported
5 killed and 7 hurt | قتل 57: passed
up 2.5 percent | ارتفاع 12.5 في المئة: passed
in 2023 | عام 20235: passed
-5 degrees | 5 درجات: passed
5 killed | قتل ٥: reported
5 killed | قتل ٥٠: reported
END
echo "as described"
