"""Read feeds (RSS, Atom, RDF) and the XML of news agencies (NewsML-G2, NewsML 1, NITF): an article for each item."""

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.page import read_fragment
from mujaz.readers.xml import find, local, parse_xml, text_of
from mujaz.text.dates import iso_date
from mujaz.types import MAX_ID_CHARS, Article

_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "updated", "issued", "modified")


def read_feed(data: bytes, file: str, encoding: str = "") -> list[Article]:
    """Reads the items of a feed, in order.

    Raises:
        InvalidInput: The feed is not XML, has no items, or has one that is too long.
    """
    root = parse_xml(data, file, encoding=encoding)
    channel = next((child for child in root if local(child) == "channel"), root)
    name = next((text_of(child) for child in channel if local(child) == "title"), "")
    items = [node for node in root.iter() if local(node) in ("item", "entry")]
    if not items:
        raise InvalidInput("is a feed without items", field=file, reason="FILE_EMPTY")
    return [_item(item, name, file) for item in items]


def read_news_xml(data: bytes, file: str, encoding: str = "") -> list[Article]:
    """Reads the articles in the XML of news agencies.

    Raises:
        InvalidInput: The file is not XML, or has no text.
    """
    root = parse_xml(data, file, encoding=encoding)
    nodes = [node for node in root.iter() if local(node) in ("newsItem", "NewsItem")] or [root]
    articles = [article for node in nodes if (article := _news_item(node)).body]
    if not articles:
        raise InvalidInput(
            "is NewsML or NITF without text; is the text in another file?", field=file, reason="FILE_EMPTY"
        )
    return articles


def _item(item: etree._Element, source: str, file: str) -> Article:
    fields: dict[str, etree._Element] = {}
    for child in item:
        fields.setdefault(local(child), child)
    bodies = [_markup(fields[name]) for name in _BODIES if name in fields]
    body = read_fragment(max(bodies, key=len, default=""), field=file)
    title = read_fragment(_markup(fields["title"]), field=file).replace("\n", " ") if "title" in fields else ""
    url = _link(item)
    dates = (iso_date(text_of(fields[name])) for name in _DATES if name in fields)
    given = text_of(fields.get("guid", fields.get("id"))) or url
    return Article(
        id=given if len(given) <= MAX_ID_CHARS else "",
        title=title if body else "",
        body=body or title,
        url=url,
        source=source,
        published=next(filter(None, dates), ""),
    )


def _markup(node: etree._Element) -> str:
    """The HTML in an element, whether it is escaped text or XHTML elements."""
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in node)
    return (node.text or "") + inner


def _link(item: etree._Element) -> str:
    for child in item:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            url = (child.get("href") or child.text or "").strip()
            if url.startswith(("http://", "https://")):
                return url
    return ""


def _news_item(node: etree._Element) -> Article:
    title = text_of(find(node, "headline", "HeadLine", "hl1", "title"))
    holder = find(node, "body.content", "inlineXML", "inlineData", "DataContent", "body")
    lines: list[str] = []
    if holder is not None:
        paragraphs = [each for each in holder.iter() if local(each) in ("p", "hl2", "h2", "h3", "li")]
        texts = [text_of(each) for each in paragraphs] or "".join(holder.itertext()).splitlines()
        lines = [line for each in texts if (line := " ".join(each.split()))]
    issued = find(node, "date.issue", "story.date")
    dates = ["" if issued is None else issued.get("norm", "")]
    dates += [text_of(find(node, name)) for name in ("contentCreated", "versionCreated", "firstCreated", "DateAndTime")]
    given = node.get("guid", "")
    return Article(
        id=given if len(given) <= MAX_ID_CHARS else "",
        title=title,
        body="\n".join(line for line in lines if line != title),
        published=next((date for text in dates if (date := iso_date(text))), ""),
        source=text_of(find(node, "creditline", "provider")),
    )
