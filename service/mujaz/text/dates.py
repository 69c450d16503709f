"""When an article was published, as its publisher wrote it."""

from datetime import UTC, datetime


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
