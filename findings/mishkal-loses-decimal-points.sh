#!/usr/bin/env bash
# Mishkal 0.4.1 adds the vowels to Arabic text, and puts the control character 1 in the place of full stops, commas, colons
# and exclamation marks: 12.5 billion is shown as 125 billion, 10:30 as 1030, and two sentences are one. Its documentation
# tells how the vowels are chosen and of nothing that is lost. The pattern that was to keep the mark lacks an r before its
# quotes. Seen on Python 3.11 (the text, what comes back with the vowels taken off, what a reader sees):
#   بلغ العجز 12.5 مليار دولار | 'بلغ العجز 12\x015 مليار دولار' | بلغ العجز 125 مليار دولار
#   في الساعة 10:30 | 'في الساعة 10\x0130' | في الساعة 1030
#   قتل 1,200 شخص | 'قتل 1\x01200 شخص' | قتل 1200 شخص
#   انتهى اللقاء. قال الوزير: نعم! | 'انتهى اللقاء\x01قال الوزير\x01نعم\x01' | انتهى اللقاءقال الوزيرنعم
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install mishkal==0.4.1 pyarabic==0.6.15
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from mishkal.tashkeel import TashkeelClass
from pyarabic.araby import strip_tashkeel

vocalise = TashkeelClass().tashkeel
for text in ("بلغ العجز 12.5 مليار دولار", "في الساعة 10:30", "قتل 1,200 شخص", "انتهى اللقاء. قال الوزير: نعم!"):
    vocalised = strip_tashkeel(vocalise(text)).strip()
    print(f"{text} | {vocalised!r} | {vocalised.replace(chr(1), '')}")
PY
diff "$folder/out" - <<'END'
بلغ العجز 12.5 مليار دولار | 'بلغ العجز 12\x015 مليار دولار' | بلغ العجز 125 مليار دولار
في الساعة 10:30 | 'في الساعة 10\x0130' | في الساعة 1030
قتل 1,200 شخص | 'قتل 1\x01200 شخص' | قتل 1200 شخص
انتهى اللقاء. قال الوزير: نعم! | 'انتهى اللقاء\x01قال الوزير\x01نعم\x01' | انتهى اللقاءقال الوزيرنعم
END
echo "as described"
