#!/usr/bin/env bash
# arrow 1.4.0 writes 10:30 and 22:30 alike in Arabic: the tokens a and A, which its guide calls localised for writing and
# reading, are left out where the locale has no words for them, in all 27 Arabic locales and in French, though Farsi and Hebrew
# have theirs. Reading back what it wrote gives the morning. Arabic with the usual letter for "after noon" is not
# read, with an error. Seen on Python 3.11 (locale, the half after midnight, 10:30 and 22:30, and 22:30 read back):
#   en: '12:30 am' '10:30 am' '10:30 pm' 22:30
#   fa: '12:30 قبل از ظهر' '10:30 قبل از ظهر' '10:30 بعد از ظهر' 22:30
#   ar: '12:30 ' '10:30 ' '10:30 ' 10:30
#   ar-eg: '12:30 ' '10:30 ' '10:30 ' 10:30
#   ar-ma: '12:30 ' '10:30 ' '10:30 ' 10:30
#   Arabic locales without words: 27 of 27
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install arrow==1.4.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
import arrow

DAY = arrow.get(2024, 3, 5)
TERRITORIES = "AE BH DJ DZ EG EH ER IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split()


def written(locale, hour):
    return DAY.replace(hour=hour, minute=30).format("h:mm a", locale=locale)


for locale in ("en", "fa", "ar", "ar-eg", "ar-ma"):
    again = arrow.get(written(locale, 22), "h:mm a", locale=locale).format("H:mm")
    print(f"{locale}:", *(repr(written(locale, hour)) for hour in (0, 10, 22)), again)
locales = ["ar", *(f"ar-{territory.lower()}" for territory in TERRITORIES)]
print("Arabic locales without words:", sum(written(locale, 10) == written(locale, 22) for locale in locales), "of", len(locales))
PY
diff "$folder/out" - <<'END'
en: '12:30 am' '10:30 am' '10:30 pm' 22:30
fa: '12:30 قبل از ظهر' '10:30 قبل از ظهر' '10:30 بعد از ظهر' 22:30
ar: '12:30 ' '10:30 ' '10:30 ' 10:30
ar-eg: '12:30 ' '10:30 ' '10:30 ' 10:30
ar-ma: '12:30 ' '10:30 ' '10:30 ' 10:30
Arabic locales without words: 27 of 27
END
echo "as described"
