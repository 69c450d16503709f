"""What the sheets of a workbook are to those who read them: rows of texts, as the program shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mujaz.errors import InvalidInput
from mujaz.readers.packed import MAX_UNPACKED_BYTES

MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576
"""The most columns and rows of a sheet, which are Excel's own limits."""
MAX_SHEETS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a sheet.

    Args:
        number: Its number in the sheet, from 1.
        cells: The texts of its cells that have one, by the number of the column, from 0.
        hidden: It is hidden, such as by a filter.
        unsaved: The number of its formulas whose result is not in the file.
        fraction: The share of the sheet up to its end.
    """

    number: int
    cells: Mapping[int, str]
    hidden: bool
    unsaved: int
    fraction: float


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook.

    Args:
        name: Its name.
        hidden: Whether it is hidden.
        rows: Its rows with text, which can be read once, before the next sheet.
        hidden_columns: The numbers of its hidden columns, once its rows are read.
    """

    name: str
    hidden: bool
    rows: Iterator[SheetRow]
    hidden_columns: set[int] = field(default_factory=set)


def number_of(text: str | None, otherwise: int = 1) -> int:
    """A number of a row or column, within the limits of a sheet; `otherwise` where there is none."""
    known = text is not None and text.isdecimal() and len(text) < len(str(MAX_ROWS)) + 1
    return min(int(text), MAX_ROWS) if known and text is not None else otherwise


def check_chars(count: int, file: str) -> None:
    """Raises `InvalidInput` where a row has too many characters."""
    if count > MAX_UNPACKED_BYTES:
        raise InvalidInput(
            f"has a row of more than {MAX_UNPACKED_BYTES:,} characters", field=file, reason="FILE_TOO_LONG"
        )
