#!/usr/bin/env bash
# feedparser 6.0.14 gives no date for an RSS item whose month is an Arabic word, and says nothing of it: `bozo` stays False.
# Feeds of Arabic newsrooms have such dates. The same item with the English month is read. Seen on Python 3.11:
#   arabic: None bozo False
#   english: (2024, 5, 12) bozo False
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install feedparser==6.0.14
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import feedparser

FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>ت</title><link>http://example.org</link>
<description>ت</description><item><title>خبر</title><pubDate>%s</pubDate></item></channel></rss>"""
for name, date in (("arabic", "الأحد, 12 مايو 2024 10:30:00 +0300"), ("english", "Sun, 12 May 2024 10:30:00 +0300")):
    read = feedparser.parse(FEED % date)
    parsed = read.entries[0].get("published_parsed")
    print(f"{name}:", parsed and tuple(parsed[:3]), "bozo", bool(read.bozo))
PY
diff "$folder/out" - <<'END'
arabic: None bozo False
english: (2024, 5, 12) bozo False
END
echo "as described"
