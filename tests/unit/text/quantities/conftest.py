"""Quantities in one line, so that tables of them can be read: "percent 7/2", "money 5000000 dollar"."""

from collections.abc import Callable, Sequence

import pytest

from mujaz.text.quantities import Quantity


@pytest.fixture
def brief() -> Callable[[Sequence[Quantity]], list[str]]:
    def lines(quantities: Sequence[Quantity]) -> list[str]:
        return [f"{quantity.kind.value} {quantity.value} {quantity.unit}".strip() for quantity in quantities]

    return lines
