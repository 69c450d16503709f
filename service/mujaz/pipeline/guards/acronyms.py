"""Names that Arabic says in words and English in capitals: منظمة الصحة العالمية is WHO."""

import re

_ACRONYM = re.compile(r"\b[A-Z]{2,6}(?=s?\b(?!-))")


def acronym_letters(source: str, target: str) -> int:
    """Letters of the target's acronyms, each of which stands for a word of the source; COVID-19 does not."""
    return sum(len(word) for word in _ACRONYM.findall(target) if word not in source)
