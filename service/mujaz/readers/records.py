"""Read articles from JSON: objects, arrays, lines, exports of Telegram, outputs of scrapers, feeds."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mujaz.errors import InvalidInput
from mujaz.text.dates import iso_date
from mujaz.types import MAX_ID_CHARS, Article, ContentType

MAX_VALUES = 1_000_000
"""The most values in one file. Each takes about a hundred bytes of memory, however short it is in the file."""
MAX_WRONG = 10_000
"""The most unreadable entries of one file that are reported one by one; a file with more is not one of articles."""
_MAX_NAMES = 20
_SURROGATE = re.compile("[\ud800-\udfff]")

_BODIES = ("body", "maintext", "articleBody", "article_text", "cleaned_text", "body_text", "content_text", "full_text")
_SHORT_BODIES = ("text", "content", "raw_text", "message", "description")
_HTML_BODIES = ("body_html", "content_html", "body_xhtml", "html")
_TITLES = ("title", "headline")
_IDS = ("id", "guid", "uri", "_id")
_DATES = (
    "published date_publish publish_date date_published datePublished publishedAt published_at pubDate versioncreated "
    "date created_at timestamp"
).split()
_URLS = ("url", "link", "canonical_link", "canonical_url")
_SOURCES = ("source", "sitename", "site_name", "source_domain", "hostname", "source_name")
_LISTS = ("articles", "items", "data", "results", "records", "posts", "docs", "hits", "entries", "news", "stories")


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
    body, content_type = _body(value, fields)
    if body is None:
        return InvalidInput(
            f"is not there; the fields are {field_names(value)}. Name the one that holds the text with --body-field",
            field=fields.body,
            reason="FIELD_MISSING",
        )
    title = text_of(field_of(value, fields.title) if fields.title != "title" else _first(value, _TITLES)) or ""
    if _SURROGATE.search(f"{title}{body}"):
        return InvalidInput(
            "has half of a surrogate pair; that is not text", field=fields.body, reason="TEXT_MALFORMED"
        )
    given = field_of(value, fields.id) if fields.id != "id" else _first(value, _IDS)
    id_ = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else ""
    return Article(
        id=_clean(id_) if len(id_) <= MAX_ID_CHARS else "",
        title=title,
        body=body,
        url=_clean(text_of(_first(value, _URLS)) or ""),
        source=_clean(_name(_first(value, _SOURCES))),
        published=iso_date(str(_first(value, _DATES) or "")),
        content_type=content_type,
    )


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


def text_of(value: object) -> str | None:
    """The text of a value: a string, a list of paragraphs, or a list of parts as in Telegram; None for others."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if isinstance(value, Sequence):
        parts = [part if isinstance(part, str) else _part(part) for part in value]
        if any(part is None for part in parts):
            return None
        joined = "" if any(isinstance(part, Mapping) for part in value) else "\n"
        return joined.join(part for part in parts if part is not None)
    return None


def _part(part: object) -> str | None:
    """The text of a part; none of it is said where it is struck out."""
    if not isinstance(part, Mapping) or not isinstance(part.get("text"), str):
        return None
    return "" if part.get("type") == "strikethrough" else str(part["text"])


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
    yield from _unwrapped(value)


def _lines(text: str) -> list[object]:
    """The values of a file with one in each line; empty where the file is not like that."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return []
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return []


def _unwrapped(value: object) -> Iterator[object]:
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict) and _is_telegram(value):
        yield from _messages(value)
    elif isinstance(value, dict) and (inner := _list_within(value)) is not None:
        yield from inner
    else:
        yield value


def _list_within(value: dict[str, Any]) -> list[object] | None:
    if any(name in value for name in _BODIES):
        return None
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            return inner
    return None


def _is_telegram(value: dict[str, Any]) -> bool:
    messages = value.get("messages")
    return isinstance(messages, list) and any(isinstance(one, dict) and "text" in one for one in messages)


def _messages(value: dict[str, Any]) -> Iterator[object]:
    """Yields the messages of a chat exported by Telegram Desktop, without those that have no text."""
    for one in value["messages"]:
        if not isinstance(one, dict) or one.get("type", "message") != "message":
            continue
        text = text_of(one.get("text"))
        if text and text.strip():
            source = one.get("from") or value.get("name")
            yield {"id": one.get("id"), "body": text.strip(), "date": one.get("date"), "source": source}


def _body(value: Mapping[str, Any], fields: Fields) -> tuple[str | None, ContentType]:
    kind = str(value.get("content_type", value.get("contentType", ""))).upper()
    stated = ContentType.TEXT_HTML if kind.endswith("HTML") else ContentType.TEXT_PLAIN
    if fields.body != "body":
        return text_of(field_of(value, fields.body)), stated
    for name in (*_BODIES, *_SHORT_BODIES):
        body = text_of(value.get(name))
        if body is not None and (body.strip() or name == "body"):
            return body, stated
    for name in _HTML_BODIES:
        body = text_of(value.get(name))
        if body:
            return body, ContentType.TEXT_HTML
    return None, stated


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _first(value: Mapping[str, Any], names: Sequence[str]) -> object:
    return next((value[name] for name in names if value.get(name)), None)


def _name(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    return value if isinstance(value, str) and not value.startswith(("http://", "https://")) else ""
