#!/usr/bin/env bash
# num2words 0.5.14 puts amounts into Arabic words for the Egyptian pound, two dinars and the riyal of Saudi Arabia, and takes
# every other currency for that riyal, without a word: 500 dollars, euros and Lebanese pounds are five hundred riyals. In
# English a currency that it does not know is an error. Of the two dinars the Tunisian one has its thousand parts; half a
# Kuwaiti dinar, which has a thousand fils too, is fifty fils, a tenth of it. Less than one has an "and" with nothing before it.
# Seen on Python 3.11:
#   500 USD: خمسمائة ريال
#   500 EUR: خمسمائة ريال
#   500 LBP: خمسمائة ريال
#   500 IQD: خمسمائة ريال
#   500 EGP: خمسمائة جنيه
#   2.5 USD: اثنان ريالان و خمسون هللة
#   2.5 TND: اثنان ديناران و خمسمائة مليماً
#   2.5 KWD: اثنان ديناران و خمسون فلس
#   0.5 KWD:  و خمسون فلس
#   500.0 IQD in English: NotImplementedError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q --disable-pip-version-check install num2words==0.5.14
"$folder/venv/bin/python" - <<'PY' | tee "$folder/out"
from num2words import num2words

AMOUNTS = [(500, code) for code in ("USD", "EUR", "LBP", "IQD", "EGP")]
for amount, code in [*AMOUNTS, (2.5, "USD"), (2.5, "TND"), (2.5, "KWD"), (0.5, "KWD")]:
    print(f"{amount} {code}:", num2words(amount, lang="ar", to="currency", currency=code))
try:
    print(num2words(500.0, lang="en", to="currency", currency="IQD"))
except NotImplementedError as error:
    print("500.0 IQD in English:", type(error).__name__)
PY
diff "$folder/out" - <<'END'
500 USD: خمسمائة ريال
500 EUR: خمسمائة ريال
500 LBP: خمسمائة ريال
500 IQD: خمسمائة ريال
500 EGP: خمسمائة جنيه
2.5 USD: اثنان ريالان و خمسون هللة
2.5 TND: اثنان ديناران و خمسمائة مليماً
2.5 KWD: اثنان ديناران و خمسون فلس
0.5 KWD:  و خمسون فلس
500.0 IQD in English: NotImplementedError
END
echo "as described"
