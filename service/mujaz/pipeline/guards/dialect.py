"""Finds sentences and quotations in dialect, which models of Modern Standard Arabic can only guess at."""

import re
from collections import Counter
from functools import cache

from mujaz.text.folding import fold
from mujaz.text.tables import read_table
from mujaz.types import Finding, FindingKind, Severity, Span

ENOUGH = 2
"""The fewest points that make a segment dialect. Each of its words has one or two points and counts once."""
REGIONS = {"E": "Egyptian", "L": "Levantine", "I": "Iraqi", "G": "Gulf", "M": "Maghrebi"}

_WORD = re.compile(r"[\u0620-\u065f\u0670-\u06d3]+")


def find_dialect(source: str) -> list[Finding]:
    """A finding where the source has words of a dialect.

    Args:
        source: The Arabic segment, normalised or not.
    """
    regions, places = dialect_evidence(source)
    if not regions:
        return []
    message = f"This seems to be in dialect ({' or '.join(regions)}); the model knows Modern Standard Arabic."
    span = Span(places[0].start, places[-1].end)
    return [Finding(kind=FindingKind.DIALECT, severity=Severity.WARNING, message=message, source=span)]


def dialect_evidence(source: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The dialects that a text may be in and the words that suggest them; both empty if there are too few."""
    lexicon = _lexicon()
    found: dict[str, Span] = {}
    for match in _WORD.finditer(source):
        word = _known(match[0])
        if word:
            found.setdefault(word, Span(*match.span()))
    if sum(max(lexicon[word].values()) for word in found) < ENOUGH:
        return (), ()
    points: Counter[str] = Counter()
    for word in found:
        points.update(lexicon[word])
    most = max(points.values())
    return tuple(name for key, name in REGIONS.items() if points[key] == most), tuple(found.values())


def _known(word: str) -> str:
    """The word as the lexicon has it, perhaps without "and" before it; empty if it is no dialect."""
    folded = fold(word)
    forms = (folded, folded.removeprefix("و"), f"={word}", f"={word.removeprefix('و')}")
    return next((form for form in forms if form in _lexicon()), "")


@cache
def _lexicon() -> dict[str, dict[str, int]]:
    """The points of each word for each region."""
    lexicon: dict[str, dict[str, int]] = {}
    for regions, points, words in read_table(__package__, "dialect.tsv"):
        for word in words.split():
            known = lexicon.setdefault(word if word.startswith("=") else fold(word), {})
            known |= {region: max(int(points), known.get(region, 0)) for region in regions}
    return lexicon
