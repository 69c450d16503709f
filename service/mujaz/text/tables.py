"""Tables that ship with the package: rules and lexica that are data, one row a line."""

from collections.abc import Iterator
from importlib import resources


def read_table(package: str, file: str) -> Iterator[list[str]]:
    """The rows of a table, in order; blank lines and lines that begin with # are none.

    Args:
        package: Where the table lies, `__package__` of the module that reads it.
        file: Its name.

    Yields:
        The cells of a row, which tabs part.
    """
    for line in resources.files(package).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_words(package: str | None, file: str) -> dict[str, list[str]]:
    """The words of each row of a table of two columns, the name of the row and its words, which spaces part."""
    return {name: words.split() for name, words in read_table(package or "", file)}
