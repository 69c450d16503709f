"""Reads publication dates as publishers write them."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DIGITS = {ord(digit): str(number % 10) for number, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
_NUMBERS = re.compile(
    r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T,،]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"(?: ?(Z|GMT|UTC|[+-]\d{2}:?\d{2}))?)?",
    re.IGNORECASE,
)
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_OFFSET = re.compile(r" ?(?:GMT|UTC) ?([+-])(\d{1,2})(?::?(\d{2}))?(?: \(.*\))?$", re.IGNORECASE)
"""Hours from Greenwich as browsers and newsrooms write them: "GMT+3", "GMT+0300 (Arabian Standard Time)"."""
_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|GMT|UTC?)$", re.IGNORECASE)
_MAX_CHARS = 80


def publication_time(text: str) -> datetime | None:
    """Read an ISO 8601 date or date-time.

    Args:
        text: For example "2021-04-08" or "2021-04-08T10:30:00+03:00".

    Returns:
        A time that can be compared with any other: a date without a time is midnight, and a time without a zone is in
        UTC. None if the text is not in ISO 8601.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def is_day(text: str) -> bool:
    """Whether a date in ISO 8601 names a day without a time."""
    return publication_time(text) is not None and ":" not in text and "T" not in text


def iso_date(text: str) -> str:
    """Convert a date of a feed, page or table to ISO 8601.

    Args:
        text: A date in ISO 8601; in RFC 822 ("Tue, 25 Nov 2026 10:00:00 GMT"), with "GMT+3" too; with the year first
            and slashes or points, in Arabic or European digits; with the month's name in Arabic or English; with the
            year last and a day above 12; in the format of C ("Wed Nov 25 10:00:00 +0000 2026"); or in seconds since
            1970.

    Returns:
        The date, with the time of day and the zone if the text has them; empty if it is ambiguous or no date. In
        03/04/2026 either number may be the month. A zone by name other than GMT is ambiguous too, so the time is
        left out.
    """
    text = " ".join(text.translate(_DIGITS).split())
    if not text or len(text) > _MAX_CHARS:
        return ""
    text = _OFFSET.sub(lambda found: f" {found[1]}{found[2]:0>2}{found[3] or '00'}", text)
    if publication_time(text) is not None:
        return text
    if text.isdigit() and 9 <= len(text) <= 13:
        return _of_seconds(int(text) / (1000 if len(text) > 10 else 1))
    if match := _NUMBERS.match(text):
        return _of_numbers(match, text)
    if match := _DAY_OR_MONTH_FIRST.match(text):
        return _of_day_and_month(match)
    try:
        return datetime.strptime(text, "%a %b %d %H:%M:%S %z %Y").isoformat()
    except ValueError:
        pass
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _of_names(text)
    # Python reads -0000 as a UTC time of unknown local zone, and returns it without a zone.
    return time.isoformat() if _ZONE.search(text) else time.date().isoformat()


def _of_names(text: str) -> str:
    """Read one day with a named month, such as "8 أبريل/نيسان 2021"; empty for two days or another calendar."""
    # Imported here because it is rarely needed and takes longer to import than everything else that reads files.
    from mujaz.text.quantities import Kind, arabic_quantities, english_quantities  # noqa: PLC0415

    read = [*arabic_quantities(text), *english_quantities(text)]
    dates = {quantity.value for quantity in read if quantity.kind is Kind.DATE and not quantity.unit}
    named = [quantity for quantity in read if quantity.kind is Kind.DATE and any(map(str.isalpha, quantity.surface))]
    if len(dates) != 1 or not named:
        return ""
    number = int(dates.pop())
    try:
        return date(number // 10_000, number // 100 % 100, number % 100).isoformat()
    except ValueError:
        return ""


def _of_seconds(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _of_day_and_month(match: re.Match[str]) -> str:
    """Read a date with the year last; empty if either number may be the month."""
    small, large = sorted((int(match[1]), int(match[2])))
    try:
        return date(int(match[3]), small, large).isoformat() if small <= 12 < large or small == large else ""
    except ValueError:
        return ""


def _of_numbers(match: re.Match[str], text: str) -> str:
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups()[:6])
    try:
        time = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return ""
    if match[4] is None or text[match.end() :].strip():
        return time.date().isoformat()
    zone = (match[7] or "").upper().replace("GMT", "Z").replace("UTC", "Z")
    written = f"{time.replace(tzinfo=None).isoformat()}{zone}"
    return written if publication_time(written) is not None else time.date().isoformat()
