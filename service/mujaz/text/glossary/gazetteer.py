"""Names of places and bodies that are to be spelled alike throughout an article."""

from functools import cache

from mujaz.text.glossary.match import TermMatcher
from mujaz.text.tables import read_table
from mujaz.types import Term, TermOrigin

_FILES = ("places.tsv", "territories.tsv")
"""What stands in both counts as in the first. Each file says where it comes from."""


@cache
def gazetteer() -> TermMatcher:
    """Finds the built-in names, as they are spelled and with nothing but clitics before them."""
    return TermMatcher(gazetteer_terms(), TermOrigin.GAZETTEER, exact=True)


@cache
def gazetteer_terms() -> tuple[Term, ...]:
    """The built-in names, a term for each Arabic spelling."""
    names: dict[str, str] = {}
    for file in _FILES:
        for sources, target in read_table(__package__, file):
            for source in sources.split("|"):
                names.setdefault(source, target)
    return tuple(Term(source=source, target=target) for source, target in names.items())
