#!/usr/bin/env bash
# readability-lxml 0.9 has a short title for a page, described as cleaned up, and newspaper4k 0.9.6 cleans the title of every
# article. Both cut off what they take for the name of the site, on either side of a bar, a dash or a slash, and readability at a
# colon too, where no heading of the page repeats the title. "Army denies: our troops left the city" is then "our troops left the
# city", in Arabic and in English. Scores, ranges and fractions are cut through: a win by 3 - 1 is a 1, "between 2011 - 2024" the
# year 2024, and in newspaper4k a third of the people 3 people and -5 nothing. Seen on Python 3.11 (title, readability,
# newspaper4k):
#   الجيش ينفي: قواتنا انسحبت من المدينة أمس
#     قواتنا انسحبت من المدينة أمس
#     الجيش ينفي: قواتنا انسحبت من المدينة أمس
#   No: the army has left the city
#     the army has left the city
#     No: the army has left the city
#   الوزير ينفي | قواتنا انسحبت من المدينة أمس
#     قواتنا انسحبت من المدينة أمس
#     قواتنا انسحبت من المدينة أمس
#   فاز 3 - 1 على الجزائر في المباراة
#     1 على الجزائر في المباراة
#     1 على الجزائر في المباراة
#   بين 2011 - 2024 قتل ألف شخص
#     2024 قتل ألف شخص
#     2024 قتل ألف شخص
#   إصابة 1/3 السكان في مدينة حلب السورية
#     إصابة 1/3 السكان في مدينة حلب السورية
#     3 السكان في مدينة حلب السورية
#   الحرارة بين -5 و-3 اليوم
#     الحرارة بين -5 و-3 اليوم
#     الحرارة بين
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install readability-lxml==0.9 newspaper4k==0.9.6 nltk==3.10.4
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from newspaper import Article
from readability import Document

PAGE = "<html lang='ar'><head><title>%s</title></head><body><article><p>%s</p></article></body></html>"
TEXT = "يحكي هذا الخبر عن يوم طويل في المدينة، وعن الناس الذين عادوا إليها. " * 5
for title in (
    "الجيش ينفي: قواتنا انسحبت من المدينة أمس",
    "No: the army has left the city",
    "الوزير ينفي | قواتنا انسحبت من المدينة أمس",
    "فاز 3 - 1 على الجزائر في المباراة",
    "بين 2011 - 2024 قتل ألف شخص",
    "إصابة 1/3 السكان في مدينة حلب السورية",
    "الحرارة بين -5 و-3 اليوم",
):
    page = PAGE % (title, TEXT)
    article = Article("http://example.org/news", language="ar")
    article.download(input_html=page)
    article.parse()
    print(title, Document(page).short_title(), article.title, sep="\n  ")
PY
diff "$folder/out" - <<'END'
الجيش ينفي: قواتنا انسحبت من المدينة أمس
  قواتنا انسحبت من المدينة أمس
  الجيش ينفي: قواتنا انسحبت من المدينة أمس
No: the army has left the city
  the army has left the city
  No: the army has left the city
الوزير ينفي | قواتنا انسحبت من المدينة أمس
  قواتنا انسحبت من المدينة أمس
  قواتنا انسحبت من المدينة أمس
فاز 3 - 1 على الجزائر في المباراة
  1 على الجزائر في المباراة
  1 على الجزائر في المباراة
بين 2011 - 2024 قتل ألف شخص
  2024 قتل ألف شخص
  2024 قتل ألف شخص
إصابة 1/3 السكان في مدينة حلب السورية
  إصابة 1/3 السكان في مدينة حلب السورية
  3 السكان في مدينة حلب السورية
الحرارة بين -5 و-3 اليوم
  الحرارة بين -5 و-3 اليوم
  الحرارة بين
END
echo "as described"
