#!/usr/bin/env bash
# python-dateutil 4.0.0 reads 10:00 GMT+3, the hour of Baghdad and Riyadh, as three hours west of Greenwich: 13:00 in Greenwich in
# place of 7:00. UTC+3 and GMT+0300, which every browser writes, too; with no name before the sign it is right, and the same
# library's tz.tzstr takes "GMT+3" for three hours east. pendulum 3.3.0 reads free text with it and gives the same, feedparser
# 6.0.14 reads GMT+0300 rightly, and email.utils of Python leaves the three hours out. Seen on Python 3.11 (the hour of Greenwich
# of 10:00):
#   dateutil: 13:00, 13:00, 13:00, 07:00
#   pendulum: 13:00, 13:00, 13:00, 07:00
#   tz.tzstr("GMT+3"): 07:00
#   email.utils, GMT+0300: 10:00
#   feedparser, GMT+0300: 07:00
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install --no-compile \
    python-dateutil==4.0.0 pendulum==3.3.0 feedparser==6.0.14
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/out"
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import feedparser
import pendulum
from dateutil import parser, tz

TEXT = "Mon, 05 Aug 2024 10:00:00 {}"


def in_greenwich(read):
    hours = (read(TEXT.format(zone)).astimezone(UTC) for zone in ("GMT+3", "UTC+3", "GMT+0300", "+0300"))
    return ", ".join(f"{hour:%H:%M}" for hour in hours)


print("dateutil:", in_greenwich(parser.parse))
print("pendulum:", in_greenwich(lambda text: pendulum.parse(text, strict=False)))
print('tz.tzstr("GMT+3"):', f"{datetime(2024, 8, 5, 10, tzinfo=tz.tzstr('GMT+3')).astimezone(UTC):%H:%M}")
text = TEXT.format("GMT+0300")
print("email.utils, GMT+0300:", f"{parsedate_to_datetime(text):%H:%M}")
feed = f"<rss version='2.0'><channel><item><title>x</title><pubDate>{text}</pubDate></item></channel></rss>"
print("feedparser, GMT+0300:", time.strftime("%H:%M", feedparser.parse(feed).entries[0].published_parsed))
PY
diff "$folder/out" - <<'END'
dateutil: 13:00, 13:00, 13:00, 07:00
pendulum: 13:00, 13:00, 13:00, 07:00
tz.tzstr("GMT+3"): 07:00
email.utils, GMT+0300: 10:00
feedparser, GMT+0300: 07:00
END
echo "as described"
