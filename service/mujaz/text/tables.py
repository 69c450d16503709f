"""Reads tables that ship with the package: rules and lexica as data, one row per line."""

from collections.abc import Iterator
from importlib import resources


def read_table(package: str, file: str) -> Iterator[list[str]]:
    """Yield the rows of a table, in order, without blank lines and lines that begin with #.

    Args:
        package: The package that contains the table: `__package__` of the module that reads it.
        file: The table's file name.

    Yields:
        The tab-separated cells of a row.
    """
    for line in read_text(package, file).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_text(package: str, file: str) -> str:
    """Return the text of a table, comments included, for a reader to whom a list for each row takes too long."""
    return resources.files(package).joinpath(file).read_text(encoding="utf-8")


def read_words(package: str | None, file: str) -> dict[str, list[str]]:
    """Read a table of two columns, a name and words separated by spaces, into a mapping of names to words."""
    return {name: words.split() for name, words in read_table(package or "", file)}
