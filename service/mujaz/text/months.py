"""The names of the months of the Gregorian calendar in Arabic, from Egypt to Iraq and the Maghreb."""

import re
from collections.abc import Iterable

GREGORIAN: tuple[tuple[str, ...], ...] = (
    ("يناير", "كانون الثاني", "كانون ثاني", "كانون 2", "ك 2", "جانفي"),
    ("فبراير", "شباط", "فيفري"),
    ("مارس", "آذار"),
    ("أبريل", "إبريل", "نيسان", "أفريل"),
    ("مايو", "أيار", "ماي", "مايس"),
    ("يونيو", "يونيه", "حزيران", "جوان"),
    ("يوليو", "يوليه", "تموز", "جويلية", "يوليوز"),
    ("أغسطس", "آب", "أوت", "غشت", "أغشت"),
    ("سبتمبر", "أيلول", "شتنبر", "شتمبر"),
    ("أكتوبر", "أوكتوبر", "تشرين الأول", "تشرين أول", "تشرين 1", "ت 1"),
    ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "تشرين 2", "ت 2", "نونبر"),
    ("ديسمبر", "كانون الأول", "كانون أول", "كانون 1", "ك 1", "دجنبر", "دجمبر"),
)
"""The names of each month, the one that all know first."""
_ALEF = re.compile("[أإآ]")


def months_pattern(names: Iterable[str]) -> str:
    """Return a regular expression for names of months, with their alefs with and without hamza, longest first.

    Args:
        names: As they stand in `GREGORIAN`.

    Returns:
        Alternatives without a group around them.
    """
    return "|".join(_ALEF.sub("[أإآا]", name) for name in sorted(names, key=len, reverse=True))
