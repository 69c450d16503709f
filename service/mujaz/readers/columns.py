"""Find the columns of a table by their names, and what a row says in them."""

import re
from collections.abc import Mapping, Sequence

from mujaz.errors import InvalidInput
from mujaz.readers.field_names import BODIES, SHORT_BODIES, TABLE_BODIES, TITLES

_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA|ERROR!|#+)",
    re.IGNORECASE,
)
"""What spreadsheets save in place of the result of a formula that failed, or of what did not fit the column."""
_AROUND_NAMES = " \t\r\n\ufeff\u200e\u200f\u202a\u202b\u202c"
"""White space and marks of direction, which programs put around Arabic names."""
_NO_BODIES = ("message", "description", "summary")
"""Names that hold a text where there is no other, as in feeds; beside others in a table they hold something else."""
_USUAL = {
    "body": tuple(name for name in (*BODIES, *SHORT_BODIES, *TABLE_BODIES) if name not in _NO_BODIES),
    "title": TITLES,
}


def named(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The names in the header of a table, with the wanted ones where it has others for them.

    A name that differs only in case is taken, "body" for "Body", and `body` and `title` for the usual names of these
    columns, unless the table has them or the caller named others.

    Args:
        header: The first row of the table.
        columns: The names of the wanted columns.
    """
    names = [name.strip(_AROUND_NAMES) for name in header]
    wanted = {_folded(name): name for name in columns if name not in names}
    names = [wanted.get(_folded(name), name) for name in names]
    folded = [_folded(name) for name in names]
    for name, usual in _USUAL.items():
        if name not in columns or name in names:
            continue
        place = next((folded.index(each) for each in map(_folded, usual) if each in folded), None)
        if place is not None and names[place] not in columns:
            names[place] = name
    return names


def row_of(names: Sequence[str], cells: Sequence[str], body: str) -> Mapping[str, str]:
    """The texts of a row by the names of their columns; errors of a spreadsheet say nothing.

    Args:
        names: The names.
        cells: The cells, as many.
        body: The name of the column with the text.

    Raises:
        InvalidInput: The cell with the text holds an error of the spreadsheet.
    """
    values = {name: "" if _ERROR.fullmatch(cell.strip()) else cell for name, cell in zip(names, cells, strict=True)}
    if not values.get(body, "?") and (cell := cells[list(names).index(body)].strip()):
        raise InvalidInput(
            f"holds an error of the spreadsheet ({cell[:20]}) in place of a text; mend it there and save the table "
            "again",
            field=body,
            reason="CELL_IS_ERROR",
        )
    return values


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "_")
