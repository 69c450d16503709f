"""Find the article of a page that a program in the browser draws: its text is only in the data of that program.

Looked at are `<script type="application/json">`, as Next.js and Nuxt have it, and JSON that a script assigns to a
variable, such as `window.__INITIAL_STATE__ = {...}`; and what newer Next.js pushes piece by piece to `__next_f`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any

from mujaz.readers.field_names import PAGE_BODIES, PAGE_DATES, PAGE_TITLES
from mujaz.readers.page.blocks import flat
from mujaz.readers.page.headline import are_alike
from mujaz.text.dates import iso_date
from mujaz.text.scripts import has_arabic

_SCRIPT = re.compile(r"<script\b([^>]{0,1000})>(.*?)(?:</script|\Z)", re.DOTALL | re.IGNORECASE)
_IS_JSON = re.compile(r"""type\s*=\s*["']?application/json\b""", re.IGNORECASE)
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)\s*(?:\.\s*\w{2,60}|\[\s*[\"']\w{2,60}[\"']\s*\])\s*=\s*(?=[{\[]|JSON\.parse)|"
    r"\bFusion\.globalContent\s*=\s*"
)
_PUSHED = re.compile(r"\bself\.__next_f\.push\(\s*\[\s*1\s*,\s*(?=\")")
_ROW = re.compile(rb"\s*([0-9a-f]{1,8}):(?:T([0-9a-f]{1,6}),)?")
"""A row of what Next.js pushes: its number, and the length in bytes of a text, which other rows name by `$7`."""
_PARSED = re.compile(r"JSON\.parse\(\s*(?=\")")
_MAX_SCRIPTS, _MAX_SCRIPT_CHARS, _MAX_ASSIGNED, _MAX_NODES = 50, 1_500_000, 8, 50_000
_MAX_PUSHED = 2_000
_MAX_LEVELS = 12
_MIN_CHARS = 200
"""A shorter text is a teaser."""

_INNER = ("rendered", "processed", "value", "html", "basic", "text", "content", "data", "children", "blocks", "items")
_INLINE = ("span", "text", "link", "hyperlink")


@dataclass(frozen=True, slots=True)
class AppArticle:
    """The article in the data of a page: its headline, its text, which may be HTML, and its date in ISO 8601."""

    title: str
    body: str
    published: str


def article_in_data(page: str, headlines: Sequence[str], document_title: str) -> AppArticle | None:
    """Finds the article in the data of a page.

    Args:
        page: The page.
        headlines: The headlines that its metadata states.
        document_title: Its `<title>`: often the headline, sometimes only the site.

    Returns:
        The article under one of these headlines, the longest where several have it; where none is stated, the only one
        that there is. None where there is none, or it is not clear which it is.
    """
    found = list({each.body: each for data in _data(page) for each in _articles(data)}.values())
    named = headlines or [document_title]
    alike = [each for each in found if any(are_alike(each.title, name) for name in named)]
    if not alike and not headlines and len(found) == 1:
        return found[0]
    return max(alike, key=lambda each: len(each.body), default=None)


def _data(page: str) -> Iterator[object]:
    yield from _pushed(page)
    for script in islice(_SCRIPT.finditer(page), _MAX_SCRIPTS):
        attributes, text = script.groups()
        if len(text) > _MAX_SCRIPT_CHARS:
            continue
        if _IS_JSON.search(attributes):
            yield _decoded(text.strip(), 0)
        elif "json" not in attributes:
            for assigned in islice(_ASSIGNED.finditer(text), _MAX_ASSIGNED):
                parsed = _PARSED.match(text, assigned.end())
                value = _decoded(text, parsed.end() if parsed else assigned.end())
                yield _decoded(value, 0) if parsed and isinstance(value, str) else value


def _pushed(page: str) -> Iterator[object]:
    """The values that Next.js pushes, with their long texts, which are rows of their own, in place of their numbers."""
    pieces = (_decoded(page, found.end()) for found in islice(_PUSHED.finditer(page), _MAX_PUSHED))
    data = "".join(piece for piece in pieces if isinstance(piece, str)).encode("utf-8", "replace")
    texts: dict[object, str] = {}
    rows: list[str] = []
    at = 0
    while len(rows) < _MAX_PUSHED and (row := _ROW.match(data, at)):
        line_end = data.find(b"\n", row.end())
        at = row.end() + int(row[2], 16) if row[2] else line_end if line_end >= 0 else len(data)
        said = data[row.end() : at].decode("utf-8", "replace")
        if row[2]:
            texts[f"${row[1].decode()}"] = said
        else:
            rows.append(said)
    decoder = json.JSONDecoder(
        strict=False,
        object_hook=lambda node: {
            name: texts.get(value, value) if isinstance(value, str) else value for name, value in node.items()
        },
    )
    for said in rows:
        try:
            yield decoder.raw_decode(said)[0]
        except (ValueError, RecursionError):  # rows of other kinds have a letter before their JSON
            continue


def _decoded(text: str, start: int) -> object:
    """The JSON that begins at a place of a text; None where it is none."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def _articles(data: object) -> Iterator[AppArticle]:
    for node in _objects(data):
        title = next((text for name in PAGE_TITLES if (text := flat(unescape(_text(node.get(name)))))), "")
        bodies = [_text(node.get(name)) for name in PAGE_BODIES]
        body = max(bodies, key=len)
        if title and len(body) >= _MIN_CHARS and has_arabic(body):
            dates = (iso_date(date) for name in PAGE_DATES if isinstance(date := node.get(name), str))
            yield AppArticle(title, body, next(filter(None, dates), ""))


def _objects(data: object) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [data], 0
    values = _flat_values(data)
    while waiting and seen < _MAX_NODES:
        seen += 1
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node[:_MAX_NODES]
        elif isinstance(node, dict):
            yield {name: _at(values, place) for name, place in node.items()} if values else node
            waiting += node.values()


def _flat_values(data: object) -> list[Any]:
    """The values of data whose objects hold only the places of their values in it, as Nuxt has it; else none."""
    is_flat = isinstance(data, list) and bool(data) and isinstance(data[0], list) and "Reactive" in str(data[0][:1])
    return data if is_flat and isinstance(data, list) else []


def _at(values: list[Any], place: object) -> object:
    return values[place] if isinstance(place, int) and 0 <= place < len(values) else None


def _text(value: object, level: int = 0) -> str:
    """The text of a value: a string, or paragraphs as editors keep them, with `<br>` between them."""
    if isinstance(value, str):
        return value
    if level == _MAX_LEVELS:
        return ""
    if isinstance(value, Mapping):
        inner = (_text(value[name], level + 1) for name in _INNER if name in value)
        return next((text for text in inner if text), "")
    if isinstance(value, list):
        texts = [_text(each, level + 1) for each in value]
        return ("" if any(map(_is_inline, value)) else "<br><br>").join(text for text in texts if text)
    return ""


def _is_inline(value: object) -> bool:
    if not isinstance(value, Mapping) or isinstance(value.get("content"), str):  # Arc calls its paragraphs text
        return False
    return any(value.get(name) in _INLINE for name in ("type", "_type", "nodeType"))
