"""Read the pages of Telegram: a channel (t.me/s/NAME), one message of it, and chats that Telegram Desktop exported as
HTML. Each message is an article; it has no headline but a first line that stands apart.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

from lxml.html import HtmlElement

from mujaz.readers.page.read import check_tags
from mujaz.readers.page.tree import parse
from mujaz.text.dates import iso_date
from mujaz.text.headline import split_headline
from mujaz.types import Article

_CHANNEL = "tgme_widget_message_text"
_EXPORTED = re.compile(r"""<div class=["']message default""")
_ONE = "tgme_page_post"
_META = re.compile(r"""<meta property=["']og:(title|description)["'] content=(["'])(.{1,20000}?)\2""", re.DOTALL)
_EXPORTED_DATE = re.compile(
    r"""id=["']message(\d+)["'](?:(?!id=["']message).){0,2000}?\bdate\b[^>]{0,60}title=["']([\d. :UTC+-]{10,40})["']""",
    re.DOTALL,
)
_STRUCK_OUT = ("s", "del", "strike")
_MANY_EMPTY_LINES = re.compile(r"\n{3,}")


def read_telegram(page: str, file: str) -> list[Article]:
    """Reads the messages of a page of Telegram that have text, in order; none where it is another page.

    Raises:
        InvalidInput: The page has too many tags.
    """
    check_tags(page, file)
    if _CHANNEL in page:
        return list(_of_channel(page))
    if _EXPORTED.search(page):
        return list(_exported(page))
    return _one(page) if _ONE in page else []


def _of_channel(page: str) -> Iterator[Article]:
    root, _ = parse(page)
    for node in () if root is None else _with_class(root, "tgme_widget_message_bubble"):
        said = "\n".join(filter(None, (_said(text) for text in _with_class(node, _CHANNEL))))
        owner = next((each.text_content() for each in _with_class(node, "tgme_widget_message_owner_name")), "")
        link = next((each.get("href", "") for each in _with_class(node, "tgme_widget_message_date")), "")
        day = next((each.get("datetime", "") for each in node.iter("time")), "")
        if said:
            yield _article(said, source=owner, url=link, published=day)


def _exported(page: str) -> Iterator[Article]:
    root, _ = parse(page)
    days = {found[1]: found[2] for found in _EXPORTED_DATE.finditer(page)}
    owner = "" if root is None else next((each.text_content() for each in _with_class(root, "page_header")), "")
    for node in () if root is None else _with_class(root, "message"):
        said = "\n".join(filter(None, (_said(text) for text in _with_class(node, "text"))))
        if said and "service" not in node.get("class", "").split():
            id_ = node.get("id", "").removeprefix("message")
            owner = next((each.text or "" for each in _with_class(node, "from_name")), owner)
            yield _article(said, id_=id_, source=owner, published=_day(days.get(id_, "")))


def _one(page: str) -> list[Article]:
    """The message of a page that only tells programs of it."""
    metas = {found[1]: unescape(found[3]) for found in _META.finditer(page)}
    said = metas.get("description", "").strip()
    return [_article(said, source=metas.get("title", ""))] if said else []


def _article(said: str, *, source: str, published: str = "", id_: str = "", url: str = "") -> Article:
    title, body = split_headline(said)
    return Article(
        id=id_, title=title, body=body, url=url, source=" ".join(source.split()), published=iso_date(published)
    )


def _with_class(root: HtmlElement, name: str) -> list[HtmlElement]:
    return [node for node in root.iter() if name in node.get("class", "").split()]


def _said(node: HtmlElement) -> str:
    """The text of a message with its line breaks, without what is struck out."""
    parts = [node.text or ""]
    for each in node:
        if each.tag == "br":
            parts.append("\n")
        elif each.tag not in _STRUCK_OUT:
            parts.append(_said(each))
        parts.append(each.tail or "")
    lines = "".join(parts).replace("\xa0", " ").split("\n")
    return _MANY_EMPTY_LINES.sub("\n\n", "\n".join(" ".join(line.split()) for line in lines)).strip()


def _day(text: str) -> str:
    try:
        return datetime.strptime(text, "%d.%m.%Y %H:%M:%S UTC%z").isoformat()
    except ValueError:
        return ""
