"""Rows for people and for programs."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table


def print_rows(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """A table on a terminal; one line a row with tabs between, for programs."""
    console = Console()
    if not console.is_terminal:
        for row in (header, *rows):
            print("\t".join(row))
        return
    table = Table(*header, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)
