"""Names that Arabic says in words and English in capitals: منظمة الصحة العالمية is WHO."""

import re
from collections import Counter

_ACRONYM = re.compile(r"[A-Z](?<!\w.)[A-Z]{1,5}(?=s?\b(?!-))")


def acronym_letters(source: str, target: str) -> int:
    """Letters of the target's acronyms, each of which stands for a word of the source; COVID-19 does not."""
    words = _ACRONYM.findall(target)
    found = Counter(words) if words else {}  # few texts have any
    return sum(len(word) * times for word, times in found.items() if word not in source)
