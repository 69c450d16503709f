"""The results of the readers of both languages, and what both languages write alike."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from mujaz.text.quantities.quantity import Kind, Number, Quantity, date_value
from mujaz.text.quantities.tokens import NUMBER, Token, glued
from mujaz.types import Span

R = TypeVar("R")

LARGEST_SCALE = 10**15
"""The largest product of multipliers, a thousand trillion. "million million million ..." is noise or a model in a loop,
and would have more digits than Python converts to a string."""
_HALF_TIME, _LONGEST_PLAY = 45, 120
"""The first and the last minute to which time is added."""


class Count(NamedTuple):
    """A number read from tokens.

    Args:
        values: Its possible values, the likeliest first.
        end: Position of the token after it.
        scale: Its last multiplier, 1,000 in خمسة آلاف; 1 if it has none.
        firm: As in `Quantity`.
    """

    values: tuple[Number, ...]
    end: int
    scale: int = 1
    firm: bool = True


class Reading(NamedTuple):
    """A quantity read from tokens.

    Args:
        kind: As in `Quantity`.
        values: The value and the other readings.
        end: Position of the token after it.
        unit: As in `Quantity`.
        firm: As in `Quantity`.
        scale: As in `Count`.
    """

    kind: Kind
    values: tuple[Number, ...]
    end: int
    unit: str = ""
    firm: bool = True
    scale: int = 1


def read_numeric_date(tokens: Sequence[Token], at: int, *, dated: bool, month_first: bool = False) -> Reading | None:
    """Read 8/4/2021, 2021-04-08 or 8.4.2021; 8/4 only after a weekday or a similar cue.

    Args:
        tokens: The tokens of the text.
        at: Position of the first token of the date.
        dated: Whether the word before announces a date.
        month_first: Whether 4/8/2021 is more likely 8 April.
    """
    if tokens[at].kind != NUMBER or tokens[at + 1].form not in ("/", "-", ".") or tokens[at + 2].kind != NUMBER:
        return None
    first, mark, second, mark_again, third = (*tokens[at : at + 5], *[tokens[-1]] * 5)[:5]
    if not (glued(first, mark) and glued(mark, second) and first.form.isdigit() and second.form.isdigit()):
        return None
    if mark_again.form == mark.form and third.kind == NUMBER and third.form.isdigit() and glued(mark_again, third):
        return _three_numbers(first.form, second.form, third.form, at + 5, month_first=month_first)
    day, month = int(first.form), int(second.form)
    if dated and mark.form == "/" and 1 <= day <= 31 and 1 <= month <= 12:
        values = (date_value(month=month, day=day), date_value(month=day, day=month) if day <= 12 else 0)
        return Reading(Kind.DATE, tuple(value for value in values if value), at + 3)
    return None


def _three_numbers(first: str, second: str, third: str, end: int, *, month_first: bool) -> Reading | None:
    if len(first) == 4:
        year, day, month, month_first = int(first), int(third), int(second), False
    else:
        year, day, month = int(third), int(first), int(second)
        year += 2000 if len(third) == 2 else 0
    orders = [(day, month), (month, day)]
    if month_first:
        orders.reverse()
    if not (1000 <= year <= 2200 or 1300 <= year <= 1500):
        return None
    values = [date_value(year=year, month=m, day=d) for d, m in orders if 1 <= d <= 31 and 1 <= m <= 12]
    return Reading(Kind.DATE, tuple(dict.fromkeys(values)), end) if values else None


def with_century(tokens: Sequence[Token], at: int, values: tuple[Number, ...]) -> tuple[Number, ...]:
    """Return values with the full year put first, if the token is the second year of 1995-96."""
    token = tokens[at]
    if at > 1 and token.kind == NUMBER and len(token.form) == 2 and tokens[at - 1].form in ("-", "–", "/"):
        year = tokens[at - 2].form
        if len(year) == 4 and year.isdigit() and glued(tokens[at - 1], token):
            return (int(year[:2] + token.form), *values)
    return values


def read_added_minutes(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read a minute of added time, 90+3.

    Args:
        tokens: The tokens of the text.
        at: Position of the minute.

    Returns:
        The minute, what is added to it, and the position after both; None if there is no such minute.
    """
    minute, plus, added = tokens[at], tokens[at + 1], tokens[at + 2]
    if plus.form != "+" or not (minute.form.isdecimal() and added.form.isdecimal()) or not glued(plus, added):
        return None
    if not (_HALF_TIME <= int(minute.form) <= _LONGEST_PLAY and int(added.form) < _HALF_TIME):  # the 5+1 are states
        return None
    return int(minute.form), int(added.form), at + 3


def is_list_label(tokens: Sequence[Token], at: int) -> bool:
    """Whether digits at the start of the text only number it: "3 - ", "(2)", "17. "."""
    opened = at == 1 and tokens[0].form in ("(", "[", "'", "`", "‘", "*")
    after = tokens[at + 1]
    if not (at == 0 or opened) or after.form not in ("-", "–", ".", ")", "]", "/", "`"):
        return False
    return not (tokens[at + 2].kind == NUMBER and glued(after, tokens[at + 2]))


def readers_by_form(*starts: tuple[R, Iterable[str]]) -> dict[str, tuple[R, ...]]:
    """Return the readers to try at each word, in order.

    Args:
        starts: Each reader with the words that its quantities may begin with.
    """
    found: dict[str, tuple[R, ...]] = {}
    for reader, forms in starts:
        for form in forms:
            found[form] = (*found.get(form, ()), reader)
    return found


def spread_units(
    text: str, tokens: Sequence[Token], found: Sequence[tuple[int, Reading]], joint: re.Pattern[str]
) -> list[Quantity]:
    """Turn readings into quantities; the first number of a range takes the unit of the second.

    In "20 to 30 per cent" both are per cent, and the first of "10 to 15 thousand" may be 10,000.

    Args:
        text: The text.
        tokens: Its tokens.
        found: The position of each reading's first token, and the reading.
        joint: Matches what may stand between the two numbers of a range.
    """
    quantities = []
    for index, (at, reading) in enumerate(found):
        if index + 1 < len(found):
            after, second = found[index + 1]
            start = tokens[after].start
            between = text[tokens[reading.end - 1].end : start + (text[start] == "و")]
            if joint.fullmatch(between):
                reading = _as_in_range(reading, second)
        span = Span(tokens[at].start, tokens[reading.end - 1].end)
        quantities.append(
            Quantity(
                span=span,
                surface=span.of(text),
                kind=reading.kind,
                value=reading.values[0],
                readings=reading.values[1:],
                unit=reading.unit,
                firm=reading.firm,
            )
        )
    return quantities


def _as_in_range(first: Reading, second: Reading) -> Reading:
    if first.kind is not Kind.CARDINAL or first.scale > 1:
        return first
    values = first.values
    if second.scale > 1:
        values += tuple(value * second.scale for value in values)
    shared = second.kind in (Kind.PERCENT, Kind.MONEY)
    kind, unit = (second.kind, second.unit) if shared else (first.kind, first.unit)
    return first._replace(kind=kind, unit=unit, values=values)
