"""Read chats that WhatsApp exported as text, from iPhones and from Android, in Arabic or English. Each message with
text is an article.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from mujaz.errors import InvalidInput
from mujaz.text.headline import split_headline, with_line_feeds
from mujaz.types import Article

_MARKS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction, which WhatsApp puts around names, numbers and its own words."""
_MARK = r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]{0,3}"
_SPACE = r"[ \u00a0\u202f]"
_DAY = rf"(?P<one>\d{{1,4}}){_MARK}[/.-]{_MARK}(?P<two>\d{{1,2}}){_MARK}[/.-]{_MARK}(?P<three>\d{{2,4}})"
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    rf"(?:{_SPACE}?{_MARK}(?P<half>[ap]\.?{_SPACE}?m\.?|[صم])(?!\w))?"
)
_SAID = r"(?:(?P<name>[^:\n\"“«]{1,80}):(?: |$))?(?P<text>.*)$"
_HEADERS = (
    re.compile(rf"{_MARK}\[{_MARK}{_DAY}{_MARK}[,،]?{_SPACE}{_MARK}{_TIME}{_MARK}\]{_SPACE}{_SAID}", re.IGNORECASE),
    re.compile(rf"{_MARK}\[{_MARK}{_TIME}{_MARK}[,،]{_SPACE}{_MARK}{_DAY}{_MARK}\]{_SPACE}{_SAID}", re.IGNORECASE),
    re.compile(rf"{_MARK}{_DAY}{_MARK}[,،]?{_SPACE}{_MARK}{_TIME}{_MARK}{_SPACE}-{_SPACE}{_SAID}", re.IGNORECASE),
)
"""How a message begins on iPhones, where it was copied from a browser, and on Android."""
_MIN_MESSAGES = 2
"""The fewest lines of a chat: a single one may be the first line of an article, dated by its agency."""
_THING = r"(?:image|video(?: note)?|audio|sticker|gif|document|contact card|media)"
_OWN_WORDS = re.compile(
    rf"{_THING} omitted|<(?:media omitted|attached: [^<>]+|[^<>]{{0,20}}الوسائط[^<>]{{0,20}})>|"
    r"تم (?:حذف|استبعاد) الوسائط|[^\s/]+\.\w{2,5} \((?:file attached|الملف مرفق|ملف مرفق)\)|"
    r"(?:this message was deleted|you deleted this message|تم حذف هذه الرسالة|(?:لقد )?حذفت هذه الرسالة)\.?",
    re.IGNORECASE,
)
"""A line that WhatsApp wrote where a message has something other than text, or had a text once."""
_OWN_WORDS_MARKED = re.compile(
    r"\u200e(?:تم (?:حذف|استبعاد) )?(?:ال)?(?:صورة|فيديو|مقطع الفيديو|صوت|مقطع الصوت|ملصق|مستند)"
    r"(?: (?:محذوفة?|مستبعدة?|غير مضمنة?))?"
)
"""The same as people may write it too, so that only the mark before it tells."""
_ENCRYPTED = re.compile(r"messages and calls are end-to-end encrypted|الرسائل والمكالمات .{0,20}مشفرة", re.IGNORECASE)
_EDITED = re.compile(r"\s*\u200e?<(?:this message was edited|تم تعديل هذه الرسالة)>\u200e?$", re.IGNORECASE)
_MAX_DAY_OR_MONTH = 12
_CENTURY = 2000


def is_chat(head: str) -> bool:
    """Whether a text is an exported chat: it begins like a message, and another one follows.

    Args:
        head: The beginning of the text, without space before it.
    """
    lines = with_line_feeds(head).split("\n")
    return _header(lines[0]) is not None and sum(_header(line) is not None for line in lines) >= _MIN_MESSAGES


def read_chat(text: str, file: str) -> list[Article]:
    """Reads the messages of an exported chat that have text, in order.

    Args:
        text: The chat.
        file: Its name, for the error.

    Returns:
        An article for each message with its sender, and its time if the chat shows which number of its dates is the
        month. What WhatsApp says itself, as of members who join or pictures left out, is no message.

    Raises:
        InvalidInput: No message has text.
    """
    messages = list(_messages(with_line_feeds(text).lstrip("\ufeff \t\n")))
    day_first = _day_first([header for header, _ in messages])
    found = [
        _article(header, said, day_first) for header, lines in messages if header["name"] and (said := _said(lines))
    ]
    if not found:
        raise InvalidInput("is a chat without a message that has text", field=file, reason="FILE_EMPTY")
    return found


def _header(line: str) -> re.Match[str] | None:
    return next((found for header in _HEADERS if (found := header.match(line))), None)


def _messages(text: str) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Yields how each message begins, and its lines."""
    header: re.Match[str] | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        if begins := _header(line):
            if header:
                yield header, lines
            header, lines = begins, [begins["text"]]
        else:
            lines.append(line)
    if header:
        yield header, lines


def _said(lines: Sequence[str]) -> str:
    """The text of a message without what WhatsApp put there itself."""
    if _ENCRYPTED.search(lines[0]):
        return ""
    kept = [_EDITED.sub("", line) for line in lines if not _is_own(line)]
    return _MARKS.sub("", "\n".join(line.strip() for line in kept)).strip()


def _is_own(line: str) -> bool:
    return bool(_OWN_WORDS.fullmatch(_MARKS.sub("", line).strip()) or _OWN_WORDS_MARKED.fullmatch(line.strip()))


def _article(header: re.Match[str], said: str, day_first: bool | None) -> Article:
    title, body = split_headline(said)
    name = " ".join(_MARKS.sub("", header["name"]).split()).removeprefix("~").strip()
    return Article(title=title, body=body, source=name, published=_time(header, day_first))


def _day_first(headers: Sequence[re.Match[str]]) -> bool | None:
    """Whether the dates of a chat have the day before the month; None if they do not show it."""
    ends = [header for header in headers if len(header["one"]) <= 2]
    day = any(int(header["one"]) > _MAX_DAY_OR_MONTH for header in ends)
    month = any(int(header["two"]) > _MAX_DAY_OR_MONTH for header in ends)
    return day if day is not month else None


def _time(header: re.Match[str], day_first: bool | None) -> str:
    """The time of a message in ISO 8601; empty where it is no time, or the month cannot be told."""
    year, month, day = int(header["three"]), int(header["one"]), int(header["two"])
    if len(header["one"]) > 2:
        year, month, day = month, day, year
    elif day_first is None and month != day:
        return ""
    elif day_first:
        month, day = day, month
    hour, half = int(header["hour"]), (header["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] in "pم" else 0)
    try:
        time = datetime(  # the clock of the phone; an export does not say its zone
            year if year > 99 else year + _CENTURY, month, day, hour, int(header["minute"]), int(header["second"] or 0)
        )
    except ValueError:
        return ""
    return time.isoformat()
