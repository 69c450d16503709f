"""Find the entries in a JSON value: tools put lists into lists, and an article into what they know about it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mujaz.readers.field_names import BODIES
from mujaz.text.headline import split_headline

_LISTS = (
    "articles items data results records posts docs hits entries entry news stories response feed edges nodes @graph"
).split()
_AROUND = ("attributes", "_source", "fields", "node", "data", "article", "post")
"""The names under which JSON:API, Elasticsearch, GraphQL and others keep the article itself."""
_TEXTS = ("rendered", "processed", "value", "content", "text", "$t", "#text", "__cdata")
"""The names under which WordPress, Drupal, Feedly, Blogger and converters of XML keep the text of a field."""
_MAX_LEVELS = 4


def entries_of(value: object) -> Iterator[object]:
    """Yields the entries of a JSON value: of its list, however deep that is, or the value itself."""
    if isinstance(value, list):
        yield from value
    elif not isinstance(value, Mapping):
        yield value
    elif chats := list(_chats(value)):
        for chat in chats:
            yield from _messages(chat)
    else:
        listed = _list_within(value)
        site = _name_of_feed(value)
        for one in [value] if listed is None else listed:
            yield {"site_name": site, **one} if site and isinstance(one, Mapping) else one


def with_inner(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """An entry with the fields of the article that an object in it holds."""
    held = entry
    for _ in range(_MAX_LEVELS):
        inner = next((held[name] for name in _AROUND if isinstance(held.get(name), Mapping)), None)
        if inner is None or any(name in entry for name in BODIES):
            break
        entry, held = {**entry, **inner}, inner
    return entry


def text_of(value: object) -> str | None:
    """The text of a value: a string, a list of paragraphs, a list of parts as in Telegram, or a string within an object
    as in WordPress; None for others.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return None
    if isinstance(value, Mapping):
        return next((text for name in _TEXTS if isinstance(text := value.get(name), str)), None)
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


def _list_within(value: Mapping[str, Any], level: int = 0) -> list[object] | None:
    if level == _MAX_LEVELS or any(name in value for name in BODIES):
        return None
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, list) and inner and all(isinstance(one, dict) for one in inner):
            return [one for one in inner if "articleBody" in one] if name == "@graph" else inner
        if isinstance(inner, dict) and (found := _list_within(inner, level + 1)) is not None:
            return found
    return None


def _name_of_feed(value: Mapping[str, Any]) -> str | None:
    """The name of a feed as JSON: of JSON Feed, or of RSS or Atom that was converted."""
    feed = value.get("feed")
    if not isinstance(feed, Mapping):
        feed = value if str(value.get("version", "")).startswith("https://jsonfeed.org/") else {}
    return text_of(feed.get("title"))


def _chats(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The chats of an export of Telegram Desktop: the value itself, or all that an account has."""
    if _is_chat(value):
        yield value
    for name in ("chats", "left_chats"):
        listed = value.get(name)
        chats = listed.get("list") if isinstance(listed, Mapping) else None
        yield from (each for each in chats if _is_chat(each)) if isinstance(chats, list) else ()


def _is_chat(value: object) -> bool:
    messages = value.get("messages") if isinstance(value, Mapping) else None
    return isinstance(messages, list) and any(isinstance(one, dict) and "text" in one for one in messages)


def _messages(chat: Mapping[str, Any]) -> Iterator[object]:
    """Yields the messages of a chat that have text. A first line that stands apart is a headline, as in a text."""
    for one in chat["messages"]:
        if not isinstance(one, dict) or one.get("type", "message") != "message":
            continue
        text = (text_of(one.get("text")) or "").strip()
        if text:
            title, body = split_headline(text)
            source = one.get("from") or chat.get("name")
            kept = {"title": title, "body": body, "content_type": "TEXT_PLAIN"}
            yield {"id": one.get("id"), "date": one.get("date"), "source": source, **kept}
