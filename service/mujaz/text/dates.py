"""When an article was published, as its publisher wrote it."""

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
_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|GMT|UTC?)$", re.IGNORECASE)
_MAX_CHARS = 80


def publication_time(text: str) -> datetime | None:
    """Reads an ISO 8601 date or date-time.

    Args:
        text: Such as "2021-04-08" or "2021-04-08T10:30:00+03:00".

    Returns:
        A time that can be compared with any other: a day without a time is its first moment, and a time without a zone
        is of UTC. None where it is no such date.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def is_day(text: str) -> bool:
    """Whether a date in ISO 8601 names a day, of which nobody knows the hour."""
    return publication_time(text) is not None and ":" not in text and "T" not in text


def iso_date(text: str) -> str:
    """A date as feeds, pages and tables write it, in ISO 8601.

    Args:
        text: ISO 8601 itself, RFC 822 ("Tue, 25 Nov 2026 10:00:00 GMT"), the year first with slashes or points, in any
            digits, the day and the name of the month in Arabic or English, the year last where the day is above 12, the
            form of C ("Wed Nov 25 10:00:00 +0000 2026"), or seconds since 1970.

    Returns:
        The date, with a time of day and a zone where the text has them; empty where it cannot be told for sure: of
        03/04/2026 nobody knows which is the month, and names of zones other than GMT mean different things.
    """
    text = " ".join(text.translate(_DIGITS).split())
    if not text or len(text) > _MAX_CHARS:
        return ""
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
    # -0000 says that the time is of UTC and nothing about where it was written.
    return time.isoformat() if _ZONE.search(text) else time.date().isoformat()


def _of_names(text: str) -> str:
    """A day whose month is named, such as "8 أبريل/نيسان 2021"; empty where there are two, or of another calendar."""
    # Rare, and it takes longer to import than all that reads files: who only reads a text file would wait for it.
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
    """A date with the year last; empty where either number may be the month."""
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
