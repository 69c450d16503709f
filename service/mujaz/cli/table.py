"""Prints rows, for people or for programs."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Row = Sequence[str]


def print_rows(header: Row, rows: Sequence[Row]) -> None:
    """Prints a table on a terminal; elsewhere, for programs, one line for each row, with tabs between the cells."""
    console = Console()
    if not console.is_terminal:
        _print_with_tabs(header, rows)
        return
    table = Table(*header, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def print_blocks(header: Row, rows: Sequence[Row], *, short: int) -> None:
    """Does the same as `print_rows` for rows that are wider than a terminal.

    Args:
        header: Names of the columns, for programs.
        rows: The rows.
        short: The number of first columns that share a line; each of the others has lines of its own below.
    """
    console = Console(highlight=False)
    if not console.is_terminal:
        _print_with_tabs(header, rows)
        return
    for name, *rest in rows:
        console.print(Text(name, style="bold").append(f"  {', '.join(rest[: short - 1])}", style="not bold"))
        for text in filter(None, rest[short - 1 :]):
            console.print(Padding(Text(text), (0, 0, 0, 2)))


def _print_with_tabs(header: Row, rows: Sequence[Row]) -> None:
    for row in (header, *rows):
        print("\t".join(row))
