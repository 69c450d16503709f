"""Finds the quantities in Arabic and English texts and compares those of a translation with those of its source."""

from mujaz.text.quantities.arabic import arabic_quantities, may_have_quantities
from mujaz.text.quantities.english import english_quantities, may_have_english_quantities
from mujaz.text.quantities.match import Matching, match_quantities, same_currency
from mujaz.text.quantities.quantity import Kind, Quantity

__all__ = [
    "Kind",
    "Matching",
    "Quantity",
    "arabic_quantities",
    "english_quantities",
    "match_quantities",
    "may_have_english_quantities",
    "may_have_quantities",
    "same_currency",
]
