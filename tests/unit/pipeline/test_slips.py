"""Slips of the model's English that are mended, and words that only look like slips."""

import pytest

from mujaz.pipeline.slips import mend_slips


@pytest.mark.parametrize(
    ("slip", "mended"),
    [
        ("the 23th and 21th", "the 23rd and 21st"),
        ("its 11st, 12nd and 113rd", "its 11th, 12th and 113th"),
        ("the 2nd of May, the 4th", "the 2nd of May, the 4th"),
        ("carried out a airstrike", "carried out an airstrike"),
        ("A army of a old man", "An army of an old man"),
        ("an mosque and an hospital", "a mosque and a hospital"),
        ("a unit, a union, a European, a one-year, a euro", "a unit, a union, a European, a one-year, a euro"),
        ("an hour, an honest heir", "an hour, an honest heir"),
        ("an herb or a herb", "an herb or a herb"),
        ("in Group A alongside Group An", "in Group A alongside Group An"),
        ("a UN unit, a EU plan, an MP, an NGO", "a UN unit, a EU plan, an MP, an NGO"),
        ("section 4a in a", "section 4a in a"),
    ],
)
def test_only_certain_slips_are_mended(slip: str, mended: str) -> None:
    assert mend_slips(slip) == mended
    assert mend_slips(mended) == mended
