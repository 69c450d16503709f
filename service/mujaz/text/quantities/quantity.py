"""The type of a quantity, shared by all languages."""

import enum
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from mujaz.types import Span

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
HIJRI_MONTH_NAMES = (
    "Muharram", "Safar", "Rabi I", "Rabi II", "Jumada I", "Jumada II", "Rajab", "Shaban", "Ramadan", "Shawwal",
    "Dhu al-Qidah", "Dhu al-Hijjah",
)  # fmt: skip
Number: TypeAlias = int | Fraction
"""The value of a quantity; whole numbers are integers, which take a tenth of the time. Beware of `/` between two."""
HIJRI = "hijri"
TWELVE_HOUR = "12h"
BARE = "bare"
HOUR = "hour"
_NO_PLURAL = ("yen", "yuan", "won")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SPACED_DIGITS = re.compile(r"\d\s\d")


class Kind(enum.Enum):
    """What a quantity measures."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    DECADE = "decade"
    DATE = "date"
    TIME = "time"

    __hash__ = object.__hash__  # members are singletons; `Enum` hashes the name, which takes three times as long


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number, amount, date or time of day in a text.

    Args:
        span: Its position in the text.
        surface: The text of the span.
        kind: What it measures.
        value: The exact value. For a DATE yyyymmdd, with zeros for missing parts (8 April is 408); for a TIME the
            minutes after midnight; for a DECADE its first year, where 90 stands for the nineties of any century.
        unit: The currency of MONEY ("dollar"); "hijri" for a DATE in that calendar; "12h" for a TIME that does not say
            morning or evening; "hour" for an ORDINAL that may be an hour; "bare" for a DECADE of a person's life or of
            a temperature; else empty.
        readings: Other values that the same characters may stand for: "1.500" is 1.5 or 1500.
        firm: Whether a faithful translation has it too. A translator may well reword or leave out a quantity that is
            not firm, such as "one", "first" or "sole".
    """

    span: Span
    surface: str
    kind: Kind
    value: Number
    unit: str = ""
    readings: tuple[Number, ...] = ()
    firm: bool = True

    @property
    def certain(self) -> bool:
        """Whether its digits have only one reading; "1.500" may be 1.5, and "15 200" may be two numbers."""
        return not self.readings and not _SPACED_DIGITS.search(self.surface)

    @property
    def has_digits(self) -> bool:
        """Whether it contains a digit."""
        return any(map(str.isdigit, self.surface))

    @property
    def digits(self) -> str:
        """Its digits with leading zeros, if it is written in digits alone, else empty; 0770 differs from 770."""
        return "".join(str(int(digit)) for digit in self.surface) if self.surface.isdecimal() else ""

    def __str__(self) -> str:
        if self.kind is Kind.DATE:
            return _date_words(int(self.value), HIJRI_MONTH_NAMES if self.unit == HIJRI else MONTH_NAMES)
        if self.kind is Kind.TIME:
            hours, minutes = divmod(int(self.value), 60)
            return f"{hours}:{minutes:02}"
        if self.kind is Kind.YEAR:
            return str(self.value)
        words = self.digits if self.digits.startswith("0") else number_words(self.value)
        if self.kind is Kind.MONEY:
            return f"{words} {self.unit}{'' if self.unit in _NO_PLURAL or self.value == 1 else 's'}"
        return words + {Kind.PERCENT: "%", Kind.DECADE: "s"}.get(self.kind, "")


def date_parts(value: Number) -> tuple[int, int, int]:
    """Return the year, month and day of a DATE's value; a missing part is 0."""
    rest, day = divmod(int(value), 100)
    year, month = divmod(rest, 100)
    return year, month, day


def date_value(*, year: int = 0, month: int = 0, day: int = 0) -> Number:
    """Return the value of a DATE."""
    return year * 10_000 + month * 100 + day


def number_words(value: Number) -> str:
    """Format a number for people: 5.2 billion, 1,300, 2/3."""
    for size, name in _SCALES:
        if value >= size and (shorter := Fraction(value, size) * 1000).denominator == 1:
            return f"{_plain(shorter / 1000)} {name}"
    return _plain(value)


def _plain(value: Number) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}" if value >= 10_000 else str(value.numerator)
    decimal = f"{float(value):.6f}".rstrip("0")
    return decimal if Fraction(decimal) == value else str(value)


def _date_words(value: int, names: tuple[str, ...]) -> str:
    year, month, day = date_parts(value)
    words = (str(day) if day else "", names[month - 1] if month else "", str(year) if year else "")
    return " ".join(word for word in words if word)
