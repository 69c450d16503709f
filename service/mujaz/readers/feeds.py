"""Read feeds (RSS, Atom, RDF) and the XML of news agencies (NewsML-G2, NewsML 1, NITF): an article for each item."""

import re

from lxml import etree

from mujaz.errors import InvalidInput
from mujaz.readers.page import read_fragment
from mujaz.readers.xml import find, local, parse_xml, rename, text_of
from mujaz.text.dates import iso_date
from mujaz.types import MAX_ID_CHARS, Article

_BODIES = ("encoded", "content", "description", "summary")
_PICTURES = ("media", "figure", "figcaption")
_AS_HTML = {"bq": "blockquote", "block": "div", "hl2": "h2"}
_HTML = frozenset(
    "html head title body div section article p br h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th "
    "td blockquote pre q cite sup sub ruby rt rp del s strike a time script style".split()
)
_TAGS = re.compile(r"</(?:p|div|b|strong|a|li|span)>|<br ?/?>", re.IGNORECASE)
_MEDIA = re.compile(r"\{[^}]*mrss[^}]*\}|media:|\{[^}]*/excerpt/\}|excerpt:")
"""Names that are not those of the item's own text: of a picture or film (Media RSS), and of an excerpt."""
_FILM = "{http://search.yahoo.com/mrss/}description"
"""What YouTube's feeds have in the place of a text."""
_NO_POSTS = ("attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_SHORTCODE = re.compile(
    r"\[caption\b[^\]]{0,500}\].{0,2000}?\[/caption\]|\[/?(?:gallery|embed|audio|video|playlist|caption)\b[^\]]{0,500}\]",
    re.DOTALL,
)
"""What WordPress draws itself."""
_DATES = ("pubDate", "published", "date", "updated", "issued", "modified")


def read_feed(data: bytes, file: str, encoding: str = "") -> list[Article]:
    """Reads the items of a feed, in order.

    Raises:
        InvalidInput: The feed is not XML, has no items, or has one that is too long.
    """
    root = parse_xml(data, file, encoding=encoding)
    channel = next((child for child in root if local(child) == "channel"), root)
    name = next((text_of(child) for child in channel if local(child) == "title"), "")
    items = [node for node in root.iter() if local(node) in ("item", "entry") and _is_post(node)]
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
    articles = [article for node in nodes if (article := _news_item(node, file)).body]
    if not articles:
        raise InvalidInput(
            "is NewsML or NITF without text; is the text in another file?", field=file, reason="FILE_EMPTY"
        )
    return articles


def _item(item: etree._Element, source: str, file: str) -> Article:
    fields: dict[str, etree._Element] = {}
    for child in item:
        if local(child) and not _MEDIA.match(child.tag):
            fields.setdefault(local(child), child)
    bodies = [_markup(fields[name]) for name in _BODIES if name in fields]
    if find(item, "post_type") is not None:  # an export of WordPress, whose paragraphs are lines as it keeps them
        bodies = [_EMPTY_LINE.sub("<br><br>", _SHORTCODE.sub("", body)) for body in bodies]
    if not any(map(str.strip, bodies)):
        bodies += [film.text or "" for film in item.iter(_FILM)][:1]
    body = read_fragment(max(bodies, key=len, default=""), field=file)
    if _TAGS.search(body):  # it was escaped twice
        body = read_fragment(body, field=file)
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


def _is_post(item: etree._Element) -> bool:
    """Whether an item is a post, and no picture or menu, which exports of WordPress have as well."""
    kind = text_of(find(item, "post_type"))
    return kind not in _NO_POSTS and not kind.startswith("wp_")


def _markup(node: etree._Element) -> str:
    """The HTML in an element, whether it is escaped text or XHTML elements, whose prefixes it takes away."""
    for each in node.iterdescendants("{http://www.w3.org/1999/xhtml}*"):
        rename(each, local(each))
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in node)
    return (node.text or "") + inner


def _link(item: etree._Element) -> str:
    for child in item:
        if local(child) == "link" and child.get("rel", "alternate") == "alternate":
            url = (child.get("href") or child.text or "").strip()
            if url.startswith(("http://", "https://")):
                return url
    return ""


def _paragraphs(holder: etree._Element, file: str) -> list[str]:
    """The lines of a text in the elements of NITF or HTML, or of a plain text."""
    if not len(holder) and "</p>" not in (holder.text or ""):
        texts = (holder.text or "").splitlines()
        return [line for each in texts if (line := " ".join(each.split()))]
    etree.strip_elements(holder, *(f"{{*}}{name}" for name in _PICTURES), with_tail=False)
    for each in holder.iterdescendants("{*}*"):
        name = local(each)
        rename(each, _AS_HTML.get(name, name))
    # Whatever else NITF has, such as <person> and <num>, stands within sentences.
    etree.strip_tags(holder, *{each.tag for each in holder.iterdescendants()} - _HTML)
    return read_fragment(_markup(holder), field=file).split("\n")


def _news_item(node: etree._Element, file: str) -> Article:
    stated = find(node, "headline", "HeadLine", "hl1", "title")
    title = "" if stated is None else " ".join(_paragraphs(stated, file))
    holder = find(node, "body.content", "inlineXML", "inlineData", "DataContent", "body")
    lines = [] if holder is None else _paragraphs(holder, file)
    heads = find(node, "hedline", "NewsLines")
    below = () if heads is None else heads.iterchildren("{*}hl2", "{*}SubHeadLine")
    lines[:0] = [line for each in below if (line := " ".join(_paragraphs(each, file))) and line not in lines]
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
