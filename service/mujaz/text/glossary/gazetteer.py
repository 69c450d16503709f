"""Names of places and bodies that must be spelled alike throughout an article."""

from functools import cache

from mujaz.text.glossary.match import TermMatcher
from mujaz.text.tables import read_table
from mujaz.types import Term, TermOrigin

_FILES = ("places.tsv", "territories.tsv")
"""A name in both files has the English of the first. Each file names its source."""


@cache
def gazetteer() -> TermMatcher:
    """Return the matcher of the built-in names, which finds them as spelled, with or without clitics."""
    return TermMatcher(gazetteer_terms(), TermOrigin.GAZETTEER, exact=True)


@cache
def gazetteer_terms() -> tuple[Term, ...]:
    """Return the built-in names, one term per Arabic spelling."""
    names: dict[str, str] = {}
    for file in _FILES:
        for sources, target in read_table(__package__, file):
            for source in sources.split("|"):
                names.setdefault(source, target)
    return tuple(Term(source=source, target=target) for source, target in names.items())
