"""Read a page's metadata: headline, date, address, name of the site, and in some pages the whole text."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.html import HtmlElement

from mujaz.readers.page.blocks import flat
from mujaz.text.dates import iso_date

_MAX_SCRIPTS = 20
_MAX_SCRIPT_CHARS = 1_000_000
_MAX_NODES = 500
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|NewsItem)$")
_TAGS = re.compile(r"<(?:br|/p|/div|/h\d|/li)\b[^>]{0,200}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>|<!--.{0,500}?-->")
_STRUCK_OUT = re.compile(r"<(del|s|strike)\b[^<>]{0,200}>[^<>]*</\1>", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[-–—|•»:]+\s+|\s*\|\s*")
_PREFIX = re.compile(r"\s*(?:\||::|»|•)\s*")
"""What parts the name of the site from a headline behind it. A colon or a dash may be the headline's own."""
_PUBLISHED = (
    "article:published_time og:article:published_time og:published_time article:published datepublished "
    "parsely-pub-date publish-date publish_date publication_date date pubdate dc.date.issued dcterms.issued "
    "sailthru.date"
).split()
"""The names of metadata under which sites give the date of an article, most reliable first."""
_MAX_SUFFIX_WORDS = 6
_SECTION_WORDS = 2
_SITE = re.compile(r"(?:صحيفة|جريدة|موقع|قناة|وكالة|بوابة|شبكة|مجلة|راديو|إذاعة|تلفزيون)\s|[\w-]+\.(?:com|net|org)\b")


@dataclass(slots=True, kw_only=True)
class Facts:
    """The metadata of a page.

    Args:
        headlines: The stated headlines, most reliable first, without the name of the site.
        document_title: The `<title>`, likewise: often the headline, sometimes only the site.
        body: The text of the article, one paragraph on each line; empty where the metadata does not have it.
        published: When the article was published, in ISO 8601; may be empty.
        url: The address of the article.
        source: The name of the site.
    """

    headlines: list[str]
    document_title: str = ""
    body: str = ""
    published: str = ""
    url: str = ""
    source: str = ""


def read_facts(data: Sequence[str], root: HtmlElement) -> Facts:
    """Reads the metadata of a page.

    Args:
        data: The contents of its JSON-LD scripts.
        root: Its tree.
    """
    metas = _metas(root)
    article = _article(data)
    site = flat(metas.get("og:site_name", "")) or _name(article.get("publisher"))
    title = root.find(".//head/title")
    candidates = (
        _string(article.get("headline")),
        metas.get("og:title", ""),
        metas.get("twitter:title", ""),
    )
    document_title = "" if title is None else without_site(flat(unescape(title.text_content())), site)
    headlines = [head for text in candidates if (head := without_site(flat(unescape(text)), site))]
    dates = (
        _string(article.get("datePublished")),
        *(metas.get(name, "") for name in _PUBLISHED),
        _time(root),
    )
    canonical = next((link.get("href") or "" for link in root.iter("link")), "")
    urls = (metas.get("og:url", ""), canonical, _string(article.get("url")))
    return Facts(
        headlines=list(dict.fromkeys(headlines)),
        document_title=document_title,
        body=_plain(_string(article.get("articleBody"))),
        published=next((date for text in dates if (date := iso_date(text))), ""),
        url=next((url.strip() for url in urls if url.strip().startswith(("http://", "https://"))), ""),
        source=site,
    )


def without_site(title: str, site: str) -> str:
    """Removes the name of the site from an end of a title, and the name of the section next to it."""
    cut = _without_name(title, site)
    parts = _SUFFIX.split(cut)
    if cut != title and len(parts) == 2 and len(parts[1].split()) <= _SECTION_WORDS < len(parts[0].split()):
        return parts[0]
    return cut


def _without_name(title: str, site: str) -> str:
    parts = _SUFFIX.split(title)
    if len(parts) < 2:
        return title
    if site and flat(parts[-1]) == site:
        return title[: title.rfind(parts[-1])].rstrip(" -–—|•»:")
    if site and flat(parts[0]) == site:
        return title[len(parts[0]) :].lstrip(" -–—|•»:")
    first, *rest = _PREFIX.split(title, maxsplit=1)
    if rest and _SITE.match(first) and len(first.split()) < min(_MAX_SUFFIX_WORDS, len(rest[0].split())):
        return rest[0]
    is_site = _SITE.match(parts[-1]) or ("|" in title and len(parts) == 2 and len(parts[0].split()) > 1)
    if is_site and len(parts[-1].split()) <= _MAX_SUFFIX_WORDS:
        return title[: title.rfind(parts[-1])].rstrip(" -–—|•»:")
    longest = max(parts, key=len)
    if len(parts[-1].split()) <= _MAX_SUFFIX_WORDS and len(longest) > 2 * len(parts[-1]) and parts[-1]:
        return title[: title.rfind(parts[-1])].rstrip(" -–—|•»:")
    if len(parts[0].split()) <= 3 and len(longest) > 2 * len(parts[0]) and "|" in title[: len(parts[0]) + 3]:
        return title[len(parts[0]) :].lstrip(" -–—|•»:")
    return title


def _metas(root: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and name not in metas and (content := meta.get("content")):
            metas[name] = content
    return metas


def _time(root: HtmlElement) -> str:
    for time in root.iter("time"):
        if time.get("itemprop", "").lower() == "datepublished" or time.get("datetime"):
            return time.get("datetime") or ""
    return ""


def _article(data: Sequence[str]) -> dict[str, Any]:
    """The first article in the page's JSON-LD that has its text, or else the first one."""
    articles = list(_articles(data))
    return next((one for one in articles if _string(one.get("articleBody"))), articles[0] if articles else {})


def _articles(data: Sequence[str]) -> Iterator[dict[str, Any]]:
    for script in data[:_MAX_SCRIPTS]:
        if len(script) > _MAX_SCRIPT_CHARS:
            continue
        text = script.strip().removeprefix("<![CDATA[").removesuffix("]]>")
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _of_articles(value)


def _of_articles(value: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < _MAX_NODES:
        seen += 1
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node[:_MAX_NODES]
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node]


def _plain(text: str) -> str:
    """The lines of a text that may have tags and entities in it."""
    if "<" in text or "&" in text:
        text = unescape(_ANY_TAG.sub("", _TAGS.sub("\n", _STRUCK_OUT.sub("", unescape(text)))))
    return "\n".join(line for each in text.splitlines() if (line := flat(each)))


def _string(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def _name(value: object) -> str:
    return flat(_string(value.get("name"))) if isinstance(value, dict) else ""
