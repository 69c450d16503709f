"""Names that Arabic writes in words and English as acronyms: منظمة الصحة العالمية is WHO."""

import re
from collections import Counter

_ACRONYM = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,5}(?=s?\b(?!-))")


def acronym_letters(source: str, target: str) -> int:
    """The number of letters in the target's acronyms, each of which stands for a word of the source.

    Acronyms that the source has in Latin letters do not count, nor do those with a hyphen behind them, as in COVID-19.
    """
    words = _ACRONYM.findall(target)
    found = Counter(words) if words else {}  # few texts have any
    return sum(len(word) * times for word, times in found.items() if word not in source)
