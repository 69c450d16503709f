"""Show the numbers of a workbook as its sheets do: a cell holds 0.125 or 46356, its format makes that 12.5% or a date.

A date in figures is written year first, as 03/04/2026 means two days; all else is written as the format says.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

GENERAL = "General"
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{14: "yyyy-mm-dd", 15: "d mmm yyyy", 16: "d mmm", 17: "mmm yyyy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM"},
    **{20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0"},
}
"""The formats that a workbook names by number alone; others are shown as `GENERAL`."""

_MAX_FORMAT_CHARS = 255
_TOKEN = re.compile(
    r'(?P<said>"[^"]*"|\\.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<option>[^\]]*)\]|'
    r"(?P<half>AM/PM|A/P)|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+)|(?P<power>E[+-])|(?P<number>[0#?.,]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)', re.DOTALL)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()  # fmt: skip
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_LAST_DAY = 2_958_466
"""The day after 9999-12-31."""
_LEAP_DAY = 60
"""The 29th of February 1900, which Excel counts and the calendar does not have."""
_SIGNIFICANT_DIGITS = 15
"""What Excel keeps of a number; what stands behind is the error of its arithmetic."""

_Token = tuple[str, str]


def shown(value: float, code: str = GENERAL, *, since_1904: bool = False) -> str:
    """Writes a number as the sheet shows it.

    Args:
        value: The number; of a date, the days since the end of 1899.
        code: The format, such as `#,##0.00` or `d mmmm yyyy`.
        since_1904: The workbook counts days from 1904.
    """
    section, value, signed = _section(code[:_MAX_FORMAT_CHARS], value)
    tokens = _tokens(section)
    kinds = {kind for kind, _ in tokens}
    if not kinds.isdisjoint(("date", "elapsed")):
        return _date(tokens, value, since_1904)
    if (
        "option" in kinds
        or "power" in kinds
        or [kind for kind, _ in tokens].count("number") > 1
        or ("other", "/") in tokens
    ):
        return _general(value)
    said = "".join(_part(token, value, section) for token in tokens)
    return f"-{said}" if value < 0 and not signed and re.search("[1-9]", said) else said


def _general(value: float) -> str:
    """A number in full: whole ones without a point, others with the digits that Excel keeps."""
    if value.is_integer():
        return str(int(value)) if abs(value) < 1e21 else repr(value)
    plain = Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    return f"{plain:f}" if -9 < plain.adjusted() < _SIGNIFICANT_DIGITS else str(plain)


def _section(code: str, value: float) -> tuple[str, float, bool]:
    """The part of a format for a number of this sign, the number, and whether that part writes the sign itself."""
    sections = _SECTION.findall(code)[:-1] or [code]  # the last match is the empty end
    if len(sections) < 2 or any(re.search(r"\[[<>=]", each) for each in sections):
        return (GENERAL if len(sections) > 1 else code), value, False
    if value < 0:
        return sections[1], abs(value), True
    return (sections[2] if value == 0 and len(sections) > 2 else sections[0]), value, True


def _tokens(section: str) -> list[_Token]:
    tokens = []
    for found in _TOKEN.finditer(section):
        kind, text = found.lastgroup or "", found[0]
        if kind == "said":
            tokens.append((kind, text.strip('"') if text[0] == '"' else text[1:]))
        elif kind == "currency":
            tokens.append(("said", found["currency"]))
        elif kind == "option" and not re.match(r"[<>=]", found["option"]):
            continue  # a colour
        elif kind:
            tokens.append((kind, (found["elapsed"] or text).lower()))
    return tokens


def _part(token: _Token, value: float, section: str) -> str:
    kind, text = token
    if kind == "number":
        return _figures(abs(value), text, section.count("%"))
    return _general(abs(value)) if kind == "general" or token == ("other", "@") else text


def _figures(value: float, places: str, percents: int) -> str:
    """A number, without its sign, in the places of a format: `0` always written, `#` and `?` where there is a digit."""
    thousands = len(places) - len(places.rstrip(","))
    whole, _, decimals = places.rstrip(",").partition(".")
    exact = Decimal(f"{value:.{_SIGNIFICANT_DIGITS}g}").scaleb(2 * percents - 3 * thousands)
    decimals = decimals.replace(",", "")
    count = len(decimals)
    rounded = f"{exact.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP):f}" if exact.adjusted() < 25 else f"{exact:f}"
    units, _, parts = rounded.partition(".")
    grouped = "," in whole
    while parts and decimals[len(parts) - 1] != "0" and parts[-1] == "0":
        parts = parts[:-1]
    width = whole.count("0")
    units = "" if units == "0" and not width and parts else units.zfill(width)
    return f"{int(units):,}" * bool(units) + f".{parts}" * bool(parts) if grouped else units + f".{parts}" * bool(parts)


def _date(tokens: Sequence[_Token], value: float, since_1904: bool) -> str:
    days = value + (1462 if since_1904 else 0)
    if not 0 <= days < _LAST_DAY:
        return _general(value)
    tokens = _with_minutes(tokens)
    seconds = round(days * 86_400)
    start = datetime(1899, 12, 31 if days < _LEAP_DAY else 30)
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return _general(value)
    dates = [text for kind, text in tokens if kind == "date"]
    in_figures = {text[0] for text in dates if text in ("d", "dd", "m", "mm") or text[0] == "y"} >= {"d", "m", "y"}
    if in_figures:
        timed = {text[0] for text in dates} & {"h", "s"}
        return moment.strftime("%Y-%m-%d %H:%M:%S" if "s" in timed else "%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")
    halved = any(kind == "half" for kind, _ in tokens)
    said = [_moment(token, moment, seconds, halved) for token in tokens]
    return " ".join("".join(said).split())


def _with_minutes(tokens: Sequence[_Token]) -> list[_Token]:
    """The parts of a format with `M` for minutes: an `m` behind hours or before seconds."""
    timed = [(at, text) for at, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    read = list(tokens)
    for number, (at, text) in enumerate(timed):
        before = timed[number - 1][1][0] if number else ""
        after = timed[number + 1][1][0] if number + 1 < len(timed) else ""
        if text in ("m", "mm") and (before == "h" or after == "s"):
            read[at] = (read[at][0], text.upper())
    return read


def _moment(token: _Token, moment: datetime, seconds: int, halved: bool) -> str:
    kind, text = token
    if kind == "elapsed":
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()])
    if kind == "half":
        return f"{moment:%p}"
    if kind != "date":
        return text if kind in ("said", "other") and token != ("other", "@") else ""
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    number = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "M": moment.minute, "s": moment.second}
    if text[0] == "m" and len(text) > 2:
        return _MONTHS[moment.month - 1]
    if text[0] == "d" and len(text) > 2:
        return _WEEKDAYS[moment.weekday()]
    return f"{number[text[0]]:02}" if len(text) == 2 and text[0] in "hMs" else str(number[text[0]])
