"""Writes the countries of the gazetteer from the Unicode CLDR, as Babel packages it.

pip install babel
python models/recipes/gazetteer/make_territories.py > service/mujaz/text/glossary/territories.tsv
"""

import re

import babel
from babel import Locale

_LEFT_OUT = frozenset("XA XB ZZ QO EZ EA IC CP CQ DG TA AC UN EU ML BJ".split())
"""No countries, or words that mean something else as well: مالي is Mali and financial, بنين is Benin and sons."""
_SPELLED_OTHERWISE = frozenset("AE CD CG HK MM MO OM SA TL TR US GB".split())
"""News call them otherwise than CLDR; they are in places.tsv."""


def main() -> None:
    """Prints the table."""
    arabic, english = Locale("ar").territories, Locale("en").territories
    print(
        "# Countries and territories: Arabic, English. From the Unicode CLDR by way of Babel " + babel.__version__ + "."
    )
    print("# Copyright 1991-2026 Unicode, Inc. Unicode License v3, which lies beside this file.")
    for code in sorted(arabic):
        if re.fullmatch("[A-Z]{2}", code) and code not in _LEFT_OUT | _SPELLED_OTHERWISE:
            print(arabic[code], english[code].replace(" & ", " and ").replace("’", "'"), sep="\t")


if __name__ == "__main__":
    main()
