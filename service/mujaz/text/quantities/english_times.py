"""Reads English dates and times of day."""

from collections.abc import Sequence

from mujaz.text.quantities.english_numbers import after_hyphen, percent_end
from mujaz.text.quantities.english_words import (
    ABBREVIATED_MONTHS,
    DAYS,
    DOUBTFUL_MONTHS,
    FIRST_OF_PAIR,
    HIJRI_MONTHS,
    HIJRI_PAIRS,
    MONTHS,
    ORDINALS,
    PRONOUN_BEFORE,
    SECOND_OF_PAIR,
    TENS,
    TENTH_ORDINALS,
    UNITS,
)
from mujaz.text.quantities.quantity import HIJRI, TWELVE_HOUR, Kind, date_value
from mujaz.text.quantities.readings import Reading, read_numeric_date
from mujaz.text.quantities.tokens import LATIN, NUMBER, Token, glued

_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
_AROUND_YEAR = frozenset(("of", "in", ",", "the", "year"))
_SENTENCE_STARTS = frozenset((".", '"', "“", ":", "!", "?"))
_NO_MONTHS = frozenset(("may", "march", "mar", "dec", "DEC", "MAR", "JAN", "SEP"))
"""Spellings that are verbs or abbreviations, not months: "article 12 may", "EC-M-33/DEC.1"."""
_DATED = DAYS | {"dated"}


def read_ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read an ordinal, and return it with the position after it: 3rd, twenty-first, two hundred and thirtieth."""
    return _plain_ordinal(tokens, at) or _hundreds(tokens, at)


def _plain_ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    token, after = tokens[at], tokens[at + 1]
    if token.kind == NUMBER:
        if after.form in _ORDINAL_ENDS and glued(token, after) and token.form.replace(",", "").isdigit():
            return int(token.form.replace(",", "")), at + 2
        return None
    if token.form in TENS:
        second = tokens[after_hyphen(tokens, at + 1)].form.removesuffix("ly")
        if 0 < ORDINALS.get(second, 0) < 10:
            return TENS[token.form] + ORDINALS[second], after_hyphen(tokens, at + 1) + 1
        return None
    value = ORDINALS.get(token.form) or TENTH_ORDINALS.get(token.form)
    return (value, at + 1) if value else None


def _hundreds(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read an ordinal above a hundred: two hundred and thirtieth."""
    hundreds = UNITS.get(tokens[at].form, 0)
    if not 0 < hundreds < 10 or tokens[at + 1].form != "hundred":
        return None
    rest = _plain_ordinal(tokens, at + 2 + (tokens[at + 2].form == "and"))
    return (hundreds * 100 + rest[0], rest[1]) if rest and rest[0] < 100 else None


def read_time(_: str, tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a time of day: 9:30 am, 9 p.m., 21:15, nine o'clock, noon."""
    clock = _relative(tokens, at) or _clock(tokens, at)
    if clock is None or (tokens[at].form == "one" and at and tokens[at - 1].form in PRONOUN_BEFORE):
        return None
    hour, minute, end = clock
    part, after = _part_of_day(tokens, end)
    exact = end > at + 1 and (tokens[at].kind == NUMBER or tokens[end - 2].form in ("past", "to"))
    if not (part or exact) or hour > 24 or minute > 59 or percent_end(tokens, end):  # 11:20 per cent is no time
        return None
    if part in ("am", "pm") and hour <= 12:
        hour = hour % 12 + (12 if part == "pm" else 0)
    unit = TWELVE_HOUR if part not in ("am", "pm") and 0 < hour <= 12 else ""
    return Reading(Kind.TIME, (hour % 24 * 60 + minute,), after, unit)


def _relative(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read half past three, a quarter to eight, twenty past five; not ten to nine, which may be a vote."""
    position = at + 1 if tokens[at].form == "a" else at
    side, after = tokens[position + 1], tokens[position + 2]
    hour = UNITS.get(after.form) or _two_digits(after)
    if side.form not in ("past", "to") or not 0 < hour <= 12:
        return None
    form = tokens[position].form
    minute = {"half": 30, "quarter": 15}.get(form) or UNITS.get(form) or TENS.get(form) or _two_digits(tokens[position])
    if side.form == "past" and minute:
        return hour, minute, position + 3
    return (hour - 1, 45, position + 3) if form == "quarter" else None


def _two_digits(token: Token) -> int:
    return int(token.form) if token.kind == NUMBER and token.form.isdigit() and len(token.form) < 3 else 0


def _clock(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    first, mark, second = tokens[at : at + 3]
    if first.kind == LATIN:
        hour = UNITS.get(first.form, 0)
        half = tokens[at + 1].form == "thirty"
        return (hour, 30 if half else 0, at + 2 if half else at + 1) if 0 < hour <= 12 else None
    if first.kind != NUMBER:
        return None
    hours, dot, minutes = first.form.partition(".")
    if dot and hours.isdigit() and len(minutes) == 2:
        return (int(hours), int(minutes), at + 1) if _part_of_day(tokens, at + 1)[0] else None
    if not first.form.isdigit() or len(first.form) > 2:
        return None
    if mark.form == ":" and second.kind == NUMBER and glued(first, mark) and glued(mark, second):
        if len(second.form) != 2 or tokens[at + 3].form == ":":
            return None
        return int(first.form), int(second.form), at + 3
    return int(first.form), 0, at + 1


def _part_of_day(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return "am", "pm" or "o'clock" if it follows a time, else "", and the position after it."""
    form = tokens[at].form
    if form in ("am", "pm"):
        return form, at + 1
    if (
        form in ("a", "p")
        and tokens[at + 1].form == "."
        and tokens[at + 2].form == "m"
        and glued(tokens[at], tokens[at + 1])
    ):
        return form + "m", at + 4 if tokens[at + 3].form == "." and glued(tokens[at + 2], tokens[at + 3]) else at + 3
    if form != "o'clock":
        return _spoken_part(tokens, at)
    spoken, after = _spoken_part(tokens, at + 1)
    return spoken or "o'clock", after


def _spoken_part(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    if (
        tokens[at].form == "in"
        and tokens[at + 1].form == "the"
        and tokens[at + 2].form in ("morning", "afternoon", "evening")
    ):
        return ("am" if tokens[at + 2].form == "morning" else "pm"), at + 3
    if tokens[at].form == "at" and tokens[at + 1].form == "night":
        return "pm", at + 2
    if tokens[at].form == "noon":
        return "pm", at + 1
    return "", at


def read_date(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a date: April 8, 2021; 8 April; the 8th of April; April 2021; 2021-04-08; 12 Ramadan 1442."""
    dated = at > 0 and tokens[at - 1].form in _DATED
    return (
        _eleventh_of_september(tokens, at)
        or read_numeric_date(tokens, at, dated=dated, month_first=True)
        or _month_first(text, tokens, at)
        or _day_first(text, tokens, at)
    )


def _eleventh_of_september(tokens: Sequence[Token], at: int) -> Reading | None:
    if (
        tokens[at].form == "9"
        and [token.form for token in tokens[at : at + 3]] == ["9", "/", "11"]
        and tokens[at + 3].form != "/"
    ):
        return Reading(Kind.DATE, (date_value(month=9, day=11),), at + 3)
    return None


def _month_first(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    month, calendar, end = _month(text, tokens, at)
    if not month:
        return None
    if tokens[end].form == "the":
        end += 1
    day, after = _day(tokens, end)
    if day and tokens[after].form == ":":
        day, after = 0, end
    end = after if day else (end - 1 if tokens[end - 1].form == "the" else end)
    year, end = _year(tokens, end, calendar)
    value = date_value(year=year, month=month, day=day)
    if day or year:
        return Reading(Kind.DATE, (value,), end, calendar, firm=day != 1)  # the first may be فاتح, غرة or مطلع
    if not text[tokens[at].start].isupper():
        return None
    firm = not calendar and _is_month_alone(text, tokens, at, end)
    return Reading(Kind.DATE, (value,), end, calendar, firm)


def _is_month_alone(text: str, tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a month without day or year is certain: not May as a verb, June Almeida, March Madness or Gi Jun."""
    first = at == 0 or tokens[at - 1].form in _SENTENCE_STARTS
    if at > 1 and tokens[at].form in DOUBTFUL_MONTHS and text[tokens[at - 1].start : tokens[at - 1].end].istitle():
        return False  # Theresa May, the Great March
    name = text[tokens[end].start : tokens[end].end].istitle()
    form = tokens[at].form
    return not (name or form in ABBREVIATED_MONTHS or (first and form in DOUBTFUL_MONTHS))


def _day_first(text: str, tokens: Sequence[Token], at: int) -> Reading | None:
    day, position = _day(tokens, at)
    if not day:
        return None
    if tokens[position].form == "day":
        position += 1
    if tokens[position].form == "of":
        position += 1
    month, calendar, end = _month(text, tokens, position)
    if not month:
        return None
    year, end = _year(tokens, end, calendar)
    return Reading(Kind.DATE, (date_value(year=year, month=month, day=day),), end, calendar, firm=day != 1)


def _day(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    ordinal = read_ordinal(tokens, at)
    if ordinal and ordinal[0] <= 31:
        return ordinal
    if (
        tokens[at].kind == NUMBER
        and tokens[at].form.isdigit()
        and len(tokens[at].form) <= 2
        and 1 <= int(tokens[at].form) <= 31
    ):
        return int(tokens[at].form), at + 1
    return 0, at


def _month(text: str, tokens: Sequence[Token], at: int) -> tuple[int, str, int]:
    form = tokens[at].form
    if at and tokens[at - 1].form == "/" and form in ABBREVIATED_MONTHS:  # IDB.30/Dec.3
        return 0, "", at
    if form in MONTHS and text[tokens[at].start : tokens[at].end] not in _NO_MONTHS:
        dotted = form in ABBREVIATED_MONTHS and tokens[at + 1].form == "." and glued(tokens[at], tokens[at + 1])
        return MONTHS[form], "", at + 2 if dotted else at + 1
    if form in HIJRI_MONTHS:
        return HIJRI_MONTHS[form], HIJRI, at + 1
    if form in HIJRI_PAIRS:
        for position in range(at + 1, min(at + 6, len(tokens))):
            word = tokens[position].form
            if word in SECOND_OF_PAIR or word in FIRST_OF_PAIR:
                return HIJRI_PAIRS[form][word in SECOND_OF_PAIR], HIJRI, position + 1
    return 0, "", at


def _year(tokens: Sequence[Token], at: int, calendar: str) -> tuple[int, int]:
    position = at
    while tokens[position].form in _AROUND_YEAR and position < at + 3:
        position += 1
    form = tokens[position].form
    if tokens[position].kind != NUMBER or not form.isdigit() or len(form) not in (3, 4):
        return 0, at
    low, high = (1, 1600) if calendar else (1000, 2200)
    return (int(form), position + 1) if low <= int(form) <= high else (0, at)
