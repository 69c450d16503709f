"""Read articles from JSON: objects, arrays, lines, exports of Telegram, outputs of scrapers, feeds."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mujaz.errors import InvalidInput
from mujaz.readers.entries import entries_of, text_of, with_inner
from mujaz.readers.field_names import BODIES, DATES, HTML_BODIES, SHORT_BODIES, TITLES
from mujaz.text.dates import iso_date
from mujaz.types import MAX_ID_CHARS, Article, ContentType, Finding, FindingKind, Severity

MAX_VALUES = 1_000_000
"""The most values in one file. Each takes about a hundred bytes of memory, however short it is in the file."""
MAX_WRONG = 10_000
"""The most unreadable entries of one file that are reported one by one; a file with more is not one of articles."""
_MAX_NAMES = 20
_SURROGATE = re.compile("[\ud800-\udfff]")

_IDS = ("id", "guid", "uri", "_id")
_URLS = ("url", "link", "canonical_link", "canonical_url", "permalink", "alternate", "الرابط")
_SOURCES = ("source sitename site_name source_domain hostname source_name publisher origin provider المصدر").split()
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
"""What NewsAPI puts in the place of the rest of an article."""
_BLOCKS = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|table|figure|article|section)\b[^<>]*>", re.IGNORECASE)
_INLINE = re.compile(r"<br ?/?>|</(?:a|b|strong|em|i|span)>", re.IGNORECASE)
_TITLE_TAG = re.compile(r"</?(?:a|b|strong|em|i|span|br|mark|u)\b[^<>]*>", re.IGNORECASE)


_IN_PART = Finding(
    kind=FindingKind.SOURCE_IN_PART,
    severity=Severity.WARNING,
    message="The text was cut off before it was saved; the rest is not in the file.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The names of the fields of a row; a dot leads to a field of an inner object, as in `data.text`."""

    id: str = "id"
    title: str = "title"
    body: str = "body"


def read_json(text: str, file: str, fields: Fields = Fields()) -> list[Article | InvalidInput]:
    """Reads the articles of a JSON file.

    Args:
        text: The file.
        file: Its name, for errors.
        fields: Field names from the caller. The usual names are found without them, and other fields are ignored.

    Returns:
        For each entry its article, or the error that says why it has none.

    Raises:
        InvalidInput: The file is not JSON, has no articles, or has more than `MAX_WRONG` entries that cannot be read.
    """
    articles: list[Article | InvalidInput] = []
    wrong = 0
    for value in _values(text, file):
        article = article_of(value, fields)
        wrong += isinstance(article, InvalidInput)
        if isinstance(article, InvalidInput) and wrong > MAX_WRONG:
            raise InvalidInput(
                f"has more than {MAX_WRONG:,} entries that cannot be read; the last one: {article.message}",
                field=file,
                reason=article.reason,
            )
        articles.append(article)
    if not articles:
        raise InvalidInput("holds no articles", field=file, reason="FILE_EMPTY")
    return articles


def article_of(value: object, fields: Fields = Fields()) -> Article | InvalidInput:
    """Reads the article in one JSON object; returns the error where there is none."""
    if not isinstance(value, Mapping):
        return InvalidInput("is JSON but not an object of the form {...}", field="article", reason="ROW_MALFORMED")
    named = field_names(value)
    value = with_inner(value)
    found = _body(value, fields)
    if found is None:
        return InvalidInput(
            f"is not there; the fields are {named}. Name the one that holds the text with --body-field",
            field=fields.body,
            reason="FIELD_MISSING",
        )
    title = _title(value, fields)
    if _SURROGATE.search(f"{title}{found}"):
        return InvalidInput(
            "has half of a surrogate pair; that is not text", field=fields.body, reason="TEXT_MALFORMED"
        )
    whole = _CUT.sub("", found)
    try:
        body, content_type = plain_of(whole, str(value.get("content_type", value.get("contentType", ""))).upper())
    except InvalidInput as error:
        return InvalidInput(error.description, field=fields.body, reason=error.reason)
    given = field_of(value, fields.id) if fields.id != "id" else _first(value, _IDS)
    id_ = id_of(given) or ""
    return Article(
        id=_clean(id_) if len(id_) <= MAX_ID_CHARS else "",
        title=title,
        body=body,
        url=_clean(_url(_first(value, _URLS))),
        source=_clean(_name(_first(value, _SOURCES))),
        published=iso_date(_date(_first(value, DATES))),
        content_type=content_type,
        findings=() if whole == found else (_IN_PART,),
    )


def id_of(value: object) -> str | None:
    """An id as text: a text, or a whole number, which spreadsheets save as 12.0; None for others."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return text_of(value)


def field_names(value: Mapping[str, Any]) -> str:
    """Lists the names of an object's fields, at most twenty; fields of inner objects are written with a dot."""
    names: list[str] = []
    for name, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            names += [f"{str(name)[:40]}.{str(each)[:40]}" for each in list(inner)[:_MAX_NAMES]]
        else:
            names.append(str(name)[:40])
        if len(names) >= _MAX_NAMES:
            break
    return ", ".join(names[:_MAX_NAMES]) or "none"


def field_of(value: Mapping[str, Any], name: str) -> object:
    """A field by its name; where there is no such field, a dot in the name leads to an inner object."""
    if name in value:
        return value[name]
    inner: object = value
    for part in name.split("."):
        if not isinstance(inner, Mapping) or part not in inner:
            return None
        inner = inner[part]
    return inner


def _values(text: str, file: str) -> Iterator[object]:
    stripped = text.strip().removeprefix("\ufeff")
    if sum(map(stripped.count, ",[{")) > MAX_VALUES:
        raise InvalidInput(
            f"has more than {MAX_VALUES:,} values; write one object a line, named .jsonl",
            field=file,
            reason="FILE_TOO_LONG",
        )
    try:
        value = json.loads(stripped)
    except json.JSONDecodeError as error:
        if lines := _lines(stripped):
            yield from lines
            return
        what = error.msg.partition(":")[0].removesuffix(" at").removesuffix(" starting")
        raise InvalidInput(
            f"is not JSON: {what} at line {error.lineno:,}, character {error.colno:,}",
            field=file,
            reason="JSON_MALFORMED",
        ) from None
    except (ValueError, RecursionError):
        raise InvalidInput("is JSON of a kind that cannot be an article", field=file, reason="JSON_MALFORMED") from None
    yield from entries_of(value)


def _lines(text: str) -> list[object]:
    """The values of a file with one in each line; empty where the file is not like that."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return []
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return []


def _body(value: Mapping[str, Any], fields: Fields) -> str | None:
    if fields.body != "body":
        return text_of(field_of(value, fields.body))
    if isinstance(bodies := value.get("bodies"), list):
        return _main(bodies)
    for name in (*BODIES, *SHORT_BODIES, *HTML_BODIES):
        body = text_of(value.get(name))
        if body is not None and (body.strip() or name == "body"):
            return body
    return None


def _main(texts: Sequence[object]) -> str | None:
    """The main one of several headlines or bodies, as ninjs has them since its version 2."""
    known = [text for text in texts if isinstance(text, Mapping)]
    return text_of(next((text for text in known if text.get("role") == "main"), known[0] if known else None))


def plain_of(body: str, stated: str = "") -> tuple[str, ContentType]:
    """Reads the text of a field, which may be plain, HTML or a whole page.

    Args:
        body: The text.
        stated: What the object says that it is, such as `TEXT_HTML`; where it is empty, the text decides.

    Returns:
        The plain text, or a page as it is, and which of them it is.

    Raises:
        InvalidInput: The HTML has too many tags.
    """
    blocks = _BLOCKS.search(body) is not None
    if stated.endswith("PLAIN") or not (blocks or _INLINE.search(body)):
        return body, ContentType.TEXT_PLAIN
    from mujaz.readers.page import is_whole_page, read_fragment  # noqa: PLC0415, as it imports what reads web pages

    if stated.endswith("HTML") or is_whole_page(body):
        return body, ContentType.TEXT_HTML
    return read_fragment(body if blocks else body.replace("\n", "<br>")), ContentType.TEXT_PLAIN


def _title(value: Mapping[str, Any], fields: Fields) -> str:
    if fields.title != "title":
        return text_of(field_of(value, fields.title)) or ""
    listed = value.get("headlines")
    title = _main(listed) if isinstance(listed, list) else text_of(_first(value, TITLES))
    return _TITLE_TAG.sub("", title or "")


def _url(value: object) -> str:
    """An address, or the first one of a list of links."""
    if isinstance(value, list):
        links = [link for link in value if isinstance(link, Mapping)]
        own = [link for link in links if link.get("rel", "alternate") == "alternate"]
        value = own[0].get("href") if own else None
    return text_of(value) or ""


def _date(value: object) -> str:
    return str(value) if isinstance(value, int | float) else text_of(value) or ""


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _first(value: Mapping[str, Any], names: Sequence[str]) -> object:
    return next((value[name] for name in names if value.get(name)), None)


def _name(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    return value if isinstance(value, str) and not value.startswith(("http://", "https://")) else ""
