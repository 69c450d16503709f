#!/usr/bin/env bash
# pysubs2 1.8.1 takes the comments of a WebVTT file, and the names of its captions, for speech: "NOTE Is the name right?" between
# two captions stands at the end of the first, and so it writes it to SRT, for viewers to see. Signs stay written as "&amp;". Of
# SRT it leaves out what stands in braces, so that "{not} we shall return" is a return, and the number in the last line of the
# last caption: "the number of the dead:" is left without the 12. Seen on Python 3.11 (the lines of each caption):
#   vtt: لن نعود | NOTE هل الاسم صحيح؟
#   vtt: عاد خمسة &amp; ستة | intro
#   vtt: انتهى
#   srt: نعود
#   srt: عدد القتلى:
#   vtt written to srt: لن نعود | NOTE هل الاسم صحيح؟
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pysubs2==1.8.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from pysubs2 import SSAFile

VTT = """WEBVTT

00:01.000 --> 00:02.000
لن نعود

NOTE هل الاسم صحيح؟

00:03.000 --> 00:04.000
عاد خمسة &amp; ستة

intro
00:05.000 --> 00:06.000
انتهى
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
{لن} نعود

2
00:00:03,000 --> 00:00:04,000
عدد القتلى:
12
"""


def lines(text):
    return " | ".join(line.strip() for line in text.splitlines() if line.strip())


for kind, text in (("vtt", VTT), ("srt", SRT)):
    for caption in SSAFile.from_string(text):
        print(f"{kind}:", lines(caption.plaintext))
first = SSAFile.from_string(VTT).to_string("srt").split("\n\n")[0]
print("vtt written to srt:", lines(first.split("\n", 2)[2]))
PY
diff "$folder/out" - <<'END'
vtt: لن نعود | NOTE هل الاسم صحيح؟
vtt: عاد خمسة &amp; ستة | intro
vtt: انتهى
srt: نعود
srt: عدد القتلى:
vtt written to srt: لن نعود | NOTE هل الاسم صحيح؟
END
echo "as described"
