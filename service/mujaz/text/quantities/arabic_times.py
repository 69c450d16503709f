"""Arabic dates and times of day."""

from collections.abc import Sequence

from mujaz.text.folding import fold
from mujaz.text.quantities.arabic_words import (
    DOUBTFUL_MONTHS,
    HIJRI_MONTHS,
    HOURS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SCALE,
    TEN,
    TENS,
    folded,
)
from mujaz.text.quantities.quantity import HIJRI, TWELVE_HOUR, Kind, date_value
from mujaz.text.quantities.readings import Reading, read_numeric_date
from mujaz.text.quantities.tokens import NUMBER, Token, glued

YEAR_CUES = folded(
    "عام سنة عامي سنتي أعوام سنوات موسم العام السنة الأعوام الموسم وعام وسنة لعام لسنة لموسم للعام بعام بسنة كعام"
)
_ONE = fold("الواحدة")
_FIRST = folded("الأولى بالأولى للأولى والأولى")
"""Ordinals that are no hour, as in "the first hours of the morning"; one o'clock is الواحدة."""
_WEEKDAYS = folded("الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت يوم بتاريخ تاريخ وتاريخ")
_MONTH_CUES = folded("شهر شهري بشهر لشهر وشهر أشهر")
_MONTH_PREPOSITIONS = folded(
    "في منذ حتى خلال بين وفي ومنذ بحلول مطلع نهاية بداية منتصف أوائل أواخر بنهاية أول وحتى و إلى متم "
    "موفى غضون فاتح غرة شهري"
)
_EPITHETS = folded("الحرام المبارك المكرم المعظم الخير الأغر الأصب الفضيل")
"""Epithets of a Hijri month, which stand before its year."""
_NO_DATES = folded("دي حركة متمردي متمردو")
"""Words before a month that is no date: Di Maio, Plaza de Mayo, the rebels of March 23 (M23)."""
_MINUTES = folded("دقيقة دقائق")
_MORNING = folded("صباحا صباح فجرا فجر الصباح الفجر")
_EVENING = folded("مساء مساءا عصرا عصر المساء العصر")
_NOON = folded("ظهرا ظهر")
_MIDDAY = folded("الظهر ظهر")
_NIGHT = folded("ليلا ليل")
_HALVES = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}
TIME_STARTS = HOURS.union(ORDINALS, (_ONE,))
"""Words that a time of day may begin with; digits may as well."""
DATE_STARTS = _MONTH_CUES.union(
    ORDINALS,
    (form for form, word in NUMBERS.items() if word.role == TENS and word.definite),
    (names[0] for names in (*MONTHS, *HIJRI_MONTHS)),
)
"""Words that a date may begin with; digits may as well."""
_LESS = {"ربعا": 15, "الربع": 15, "ربع": 15, "ثلثا": 20, "الثلث": 20, "ثلث": 20}


def read_ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Read a definite ordinal, and return it with the position after it: الثالثة, التاسع عشر, الحادية والعشرين."""
    entry = ORDINALS.get(tokens[at].form)
    if entry is None:
        return None
    value, end = entry[1], at + 1
    units = 1 if value == 11 else value
    after = NUMBERS.get(tokens[end].form)
    if after and after.role == TEN and not after.prefix and value != 10:
        return units + 10, end + 1
    apart = tokens[end].form == "و"
    after = NUMBERS.get(tokens[end + 1].form) if apart else after
    if after and after.role == TENS and after.definite and (apart or after.joined):
        return units + after.value, end + 1 + apart
    return (value, end) if value < 11 else None


def read_time(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a time of day: الساعة 9:30 صباحا, التاسعة والنصف مساء, 21:15."""
    named = tokens[at].form in HOURS
    start = at + 1 if named else at
    clock = _digital(tokens, start, named=named) or _spoken(tokens, start)
    if clock is None:
        return None
    hour, minute, end = clock
    part, after = _part_of_day(tokens, end)
    exact = minute > 0 or (part and tokens[start].form not in _FIRST)
    if not (named or tokens[start].kind == NUMBER or exact):
        return None
    if part:
        hour = _hour_of_day(hour, part)
    unit = TWELVE_HOUR if not part and 0 < hour <= 12 else ""
    return Reading(Kind.TIME, (hour % 24 * 60 + minute,), after, unit)


def _digital(tokens: Sequence[Token], at: int, *, named: bool) -> tuple[int, int, int] | None:
    if tokens[at].kind != NUMBER:
        return None
    parts = _colon(tokens, at) or (_named_hour(tokens, at) if named else None)
    if parts is None:
        return None
    hour, minute, end = parts
    if not (hour.isdigit() and (minute.isdigit() or not minute)) or int(hour) > 24 or int(minute or 0) > 59:
        return None
    return int(hour), int(minute or 0), end


def _colon(tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    """Read 21:15, but neither a score (3:1) nor a duration (1:05:30)."""
    first, colon, second, after = tokens[at : at + 4]
    if colon.form != ":" or second.kind != NUMBER or len(second.form) != 2 or after.form == ":":
        return None
    return (first.form, second.form, at + 3) if glued(first, colon) and glued(colon, second) else None


def _named_hour(tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    """Read the time after الساعة: 9, 9.30, 9 و10 دقائق, and 30/9, the United Nations' notation of half past nine."""
    slash, second = tokens[at + 1], tokens[at + 2]
    if slash.form == "/" and second.kind == NUMBER and glued(slash, second):
        return second.form, tokens[at].form, at + 3
    hour, _, minute = tokens[at].form.replace(",", ".").partition(".")
    if minute:
        return (hour, minute, at + 1) if len(minute) == 2 else None
    more = _minutes_after(tokens, at + 1)
    return (hour, str(more[0]), more[1]) if more else (hour, "", at + 1)


def _spoken(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Read a time in words: التاسعة والنصف, الثامنة إلا ربعا, الواحدة."""
    hour, end = (1, at + 1) if tokens[at].form == _ONE else read_ordinal(tokens, at) or (0, at)
    if not 1 <= hour <= 12 or not tokens[at].form.endswith("ه"):  # hours are feminine; Mohammed VI is no hour
        return None
    if tokens[end].form == fold("إلا"):
        less = _LESS.get(tokens[end + 1].form)
        if less:
            return hour - 1, 60 - less, end + 2
    more = _minutes_after(tokens, end)
    return (hour, more[0], more[1]) if more else (hour, 0, end)


def _minutes_after(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    half = _HALVES.get(tokens[at].form)
    if half:
        return half, at + 1
    minutes = tokens[at + 1]
    if tokens[at].form == "و" and minutes.kind == NUMBER and tokens[at + 2].form in _MINUTES:
        return (int(minutes.form), at + 3) if minutes.form.isdigit() else None
    word, tens = NUMBERS.get(tokens[at].form), NUMBERS.get(tokens[at + 1].form)
    if word and word.joined and tokens[at + 1].form in _MINUTES:
        return word.value, at + 2
    if word and tens and word.joined and tens.joined and tens.role == TENS and tokens[at + 2].form in _MINUTES:
        return word.value + tens.value, at + 3
    return None


def _part_of_day(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the part of the day that follows a time, or "", and the position after it."""
    form, after = tokens[at].form, tokens[at + 1].form
    if form == "من" and after in _MORNING | _EVENING:
        return _part_of_day(tokens, at + 1)
    if form in _MORNING or form == "ص":
        return "am", at + 1
    if form in _EVENING or form == "م":
        return "pm", at + 1
    if form in _NOON:
        return "noon", at + 1
    if form in _NIGHT:
        return "night", at + 1
    if form == "بعد" and after in _MIDDAY:
        return "pm", at + 2
    if form == "قبل" and after in _MIDDAY:
        return "am", at + 2
    if form == "بعد" and after == "منتصف":
        return "night", at + 3
    return "", at


def _hour_of_day(hour: int, part: str) -> int:
    if hour > 12:
        return hour
    if part == "am":
        return hour % 12
    if part == "pm":
        return hour % 12 + 12
    if part == "noon":
        return hour if hour >= 10 else hour + 12
    return hour + 12 if 6 <= hour < 12 else hour % 12


def read_date(tokens: Sequence[Token], at: int) -> Reading | None:
    """Read a date: 08 نيسان 2021, الثالث من آذار, أبريل/نيسان 2019, 8/4/2021, 12 رمضان 1442 هـ."""
    numeric = read_numeric_date(tokens, at, dated=at > 0 and tokens[at - 1].form in _WEEKDAYS)
    if numeric:
        return numeric
    day, middle = _day(tokens, at)
    position = middle
    if day and tokens[position].form == "من":
        position += 1
    if tokens[position].form in _MONTH_CUES:
        position += 1
    month, calendar, end = _month(tokens, position)
    if not month or (at and tokens[at - 1].form in _NO_DATES):
        return None
    cued = day or position > middle or (at > 0 and tokens[at - 1].form in _MONTH_CUES)
    year, after = _year(tokens, end, calendar)
    if not (cued or year or (not calendar and _is_month_name(tokens, position))):
        return None
    return Reading(Kind.DATE, (date_value(year=year, month=month, day=day),), after, calendar)


def _is_month_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a month name is one here; a doubtful one is after a preposition of time or another month."""
    if tokens[at].form not in DOUBTFUL_MONTHS:
        return True
    before = tokens[at - 1].form if at else ""
    return before in _MONTH_PREPOSITIONS or (before,) in MONTHS


def _day(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    if tokens[at].kind == NUMBER and tokens[at].form.isdigit() and 1 <= int(tokens[at].form) <= 31:
        return int(tokens[at].form), at + 1
    ordinal = read_ordinal(tokens, at)
    if ordinal and tokens[ordinal[1]].form == "من":
        return ordinal
    word = NUMBERS.get(tokens[at].form)
    if word and word.role == TENS and word.definite and word.value <= 30 and tokens[at + 1].form == "من":
        return word.value, at + 1
    return 0, at


def _month(tokens: Sequence[Token], at: int) -> tuple[int, str, int]:
    """Return the month (0 for none), its calendar, and the position after it and after a second name of the month."""
    month, end = _month_name(tokens, at, MONTHS)
    if not month:
        month, end = _month_name(tokens, at, HIJRI_MONTHS)
        return month, HIJRI, end
    if tokens[end].form in ("/", "(", "-", "\\", "–"):
        again, after = _month_name(tokens, end + 1, MONTHS)
        if again == month:
            closed = tokens[end].form == "(" and tokens[after].form == ")"
            end = after + 1 if closed else after
    return month, "", end


def _month_name(tokens: Sequence[Token], at: int, names: dict[tuple[str, ...], int]) -> tuple[int, int]:
    pair = names.get((tokens[at].form, tokens[at + 1].form)) if tokens[at].form else None
    if pair:
        return pair, at + 2
    return names.get((tokens[at].form,), 0), at + 1


def _year(tokens: Sequence[Token], at: int, calendar: str) -> tuple[int, int]:
    """Return the year after a month, or 0 if there is none, and the position after it."""
    position = at
    if calendar and tokens[position].form in _EPITHETS:
        position += 1
    if tokens[position].form in ("،", ","):
        position += 1
    if tokens[position].form == "من":
        position += 1
    if tokens[position].form in YEAR_CUES:
        position += 1
    form = tokens[position].form
    if not (tokens[position].kind == NUMBER and form.isdigit() and len(form) in (3, 4)):
        return 0, at
    low, high = (1, 1600) if calendar else (1000, 2200)
    after = NUMBERS.get(tokens[position + 1].form)
    if not low <= int(form) <= high or (after and after.role == SCALE):
        return 0, at
    end = position + 1
    return int(form), end + 1 if tokens[end].form in ("م", "ه", fold("هـ")) else end
