#!/usr/bin/env bash
# In TTML a caption's times count from the beginning of what it stands in: a body that begins at ten hours, as time codes of
# broadcasts do, moves every caption by ten hours. pycaption 2.3.14 reads the times of the captions alone, so that they come ten
# hours early, and writes them so to SRT. ttconv 1.2.3, which is made after the standard, has no captions at all left unless
# the body says when it ends too: its SRT is empty. Neither says a word. pysubs2 1.8.1 reads the file rightly. Seen on Python
# 3.11 (body and division, then the start in pycaption, ttconv's SRT and pysubs2):
#   <body><div>: pycaption 00:00:01, ttconv 00:00:01, pysubs2 00:00:01
#   <body begin="10:00:00.000"><div>: pycaption 00:00:01, ttconv nothing, pysubs2 10:00:01
#   <body><div begin="10:00:00.000">: pycaption 00:00:01, ttconv nothing, pysubs2 10:00:01
#   <body begin="10:00:00.000" end="11:00:00.000"><div>: pycaption 00:00:01, ttconv 10:00:01, pysubs2 10:00:01
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install pycaption==2.3.14 ttconv==1.2.3 pysubs2==1.8.1
"$folder/venv/bin/python" - <<'PY' 2>/dev/null | tee "$folder/out"
import xml.etree.ElementTree as ElementTree

import pysubs2
from pycaption import DFXPReader, SRTWriter
from ttconv.imsc import reader
from ttconv.srt import writer


def start(srt):
    """The start of the first caption of an SRT file."""
    return next((line.split(",")[0] for line in srt.split("\n") if "-->" in line), "nothing")


for place in (
    "<body><div>",
    '<body begin="10:00:00.000"><div>',
    '<body><div begin="10:00:00.000">',
    '<body begin="10:00:00.000" end="11:00:00.000"><div>',
):
    caption = '<p begin="00:00:01.000" end="00:00:03.000">لم يستقل الوزير</p>'
    file = f'<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="ar">{place}{caption}</div></body></tt>'
    found = {
        "pycaption": SRTWriter().write(DFXPReader().read(file)),
        "ttconv": writer.from_model(reader.to_model(ElementTree.ElementTree(ElementTree.fromstring(file)))),
        "pysubs2": pysubs2.SSAFile.from_string(file).to_string("srt"),
    }
    print(f"{place}:", ", ".join(f"{name} {start(srt)}" for name, srt in found.items()))
PY
diff "$folder/out" - <<'END'
<body><div>: pycaption 00:00:01, ttconv 00:00:01, pysubs2 00:00:01
<body begin="10:00:00.000"><div>: pycaption 00:00:01, ttconv nothing, pysubs2 10:00:01
<body><div begin="10:00:00.000">: pycaption 00:00:01, ttconv nothing, pysubs2 10:00:01
<body begin="10:00:00.000" end="11:00:00.000"><div>: pycaption 00:00:01, ttconv 10:00:01, pysubs2 10:00:01
END
echo "as described"
