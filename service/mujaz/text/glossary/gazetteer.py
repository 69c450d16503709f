"""Names of places and bodies that are to be spelled alike throughout an article."""

from functools import cache
from importlib import resources

from mujaz.text.glossary.match import TermMatcher
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
        text = resources.files(__package__).joinpath(file).read_text(encoding="utf-8")
        rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
        for sources, target in rows:
            for source in sources.split("|"):
                names.setdefault(source, target)
    return tuple(Term(source=source, target=target) for source, target in names.items())
