#!/usr/bin/env bash
# WebVTT writes the marks that set Arabic beside Latin words as &rlm; and &lrm;, and "&" and "<" as &amp; and &lt;. webvtt-py
# 0.6.0 and pysubs2 1.8.1 give them as they stand in the file, so that a translator meets "rlm" as a word of the caption, and
# pysubs2 writes them to SRT, which has no such signs, for viewers to see, with a time that stood inside the caption. Both
# describe the text as free of tags, and say nothing of this. pycaption 2.3.14 reads the same file as the standard has it.
# Seen on Python 3.11:
#   webvtt-py: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
#   pysubs2: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
#   pysubs2 to srt: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
#   pycaption: المذيع: [RLM]خسرت شركة AT&T نحو 5%[LRM]
#   webvtt-py: الأسعار &lt; 5 دولارات
#   pysubs2: الأسعار &lt; 5 <00:04.500>دولارات
#   pysubs2 to srt: الأسعار &lt; 5 <00:04.500>دولارات
#   pycaption: الأسعار < 5 دولارات
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install webvtt-py==0.6.0 pysubs2==1.8.1 pycaption==2.3.14
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import pysubs2
import webvtt
from pycaption import WebVTTReader


def seen(text):
    """Make the marks of direction seen."""
    return text.replace("\u200f", "[RLM]").replace("\u200e", "[LRM]")


FILE = """WEBVTT

00:01.000 --> 00:03.000
<v المذيع>&rlm;خسرت شركة AT&amp;T نحو 5%&lrm;</v>

00:04.000 --> 00:05.000
الأسعار &lt; 5 <00:04.500>دولارات
"""
captions = webvtt.from_string(FILE)
events = pysubs2.SSAFile.from_string(FILE, format_="vtt")
read = WebVTTReader().read(FILE).get_captions("en-US")
srt = events.to_string("srt").split("\n")[2::4]
for caption, event, written, other in zip(captions, events, srt, read, strict=False):
    print("webvtt-py:", seen(caption.text))
    print("pysubs2:", seen(event.plaintext))
    print("pysubs2 to srt:", seen(written))
    print("pycaption:", seen(other.get_text()))
PY
diff "$folder/out" - <<'END'
webvtt-py: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
pysubs2: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
pysubs2 to srt: &rlm;خسرت شركة AT&amp;T نحو 5%&lrm;
pycaption: المذيع: [RLM]خسرت شركة AT&T نحو 5%[LRM]
webvtt-py: الأسعار &lt; 5 دولارات
pysubs2: الأسعار &lt; 5 <00:04.500>دولارات
pysubs2 to srt: الأسعار &lt; 5 <00:04.500>دولارات
pycaption: الأسعار < 5 دولارات
END
echo "as described"
