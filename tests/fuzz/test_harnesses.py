"""Every harness on its seeds and on all that ever broke it. The search itself is `make fuzz`."""

import pytest

from .harnesses import HARNESSES
from .seeds import REGRESSIONS, seeds


@pytest.mark.parametrize("name", HARNESSES)
def test_what_broke_it_once_breaks_it_no_more(name: str) -> None:
    tried = 0
    for data in seeds(name):
        HARNESSES[name](data)
        tried += 1
    assert tried > 1


def test_every_regression_is_of_a_harness() -> None:
    assert {path.name for path in REGRESSIONS.iterdir() if path.is_dir()} <= HARNESSES.keys()
