"""Reduce a web page to the tags and attributes that are needed to read it, so that no page takes long to parse.

At many tags, HTML parsers go through all open elements; at each attribute, through the others of its tag; and in each
paragraph they reopen unclosed formatting. 300 KB of `<ul><li>` take one of the fastest parsers 20 s. The reduced page
has at most `MAX_DEPTH` open elements and few, short attributes, and is parsed in time proportional to its length.
"""

import re
from collections import Counter
from functools import lru_cache

MAX_DEPTH = 100
"""The most elements that may be open at once; deeper ones lose their tags but not their text. News pages have 20 to
40."""

_MAX_TAG_CHARS = 4000
"""How far into a tag attributes are looked for; the rest of a longer one is a picture or a program."""
_MAX_VALUE_CHARS = 300
_MAX_REMEMBERED = 160
_MAX_INLINE = 50
"""How far back an end tag looks for the formatting that it closes; without a limit, tags that never match would take
quadratic time."""

_NOT_READ = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg|math|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_JSON_LD = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*+>|[^>]*+>?)""", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(class|id|itemprop|role|hidden|style|aria-hidden|datetime|href|property|name|content|rel|"""
    r"""colspan|rowspan)"""
    r"""(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?(?![\w:-])""",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;]*line-through|"
    r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:left|right|top|text-indent)\s*:\s*-\d{4,}px",
    re.IGNORECASE,
)
"""Styles that hide an element or strike it out. Zero opacity is not one of them, as pages fade their paragraphs in."""
_PUBLISHED = re.compile(
    r"""^(?=[^>]*\bclass\s*=\s*["']?[\w -]*\bpublished\b)[^>]*\btitle\s*=\s*["']([\dTZ:.+-]{10,40})["']"""
)
"""How Blogger and others of its age (hAtom) give the date of an article."""
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body|main|article|h1)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q rb rp rt rtc ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
DRAWN = frozenset("q cite sup sub ruby rt rp".split())
"""Formatting that means something for the text; it is kept without attributes."""
_TELLING_INLINE = frozenset("a del s strike time".split())
_VOID = frozenset("area base basefont bgsound col embed frame hr img input keygen link param source track".split())
_CLOSED_BY_THE_NEXT = frozenset("p li dd dt tr td th tbody thead tfoot option body html head".split())
"""Elements whose end tags may be missing, as they nearly always are; they do not add to the depth."""
_KNOWN = frozenset(
    "address article aside blockquote button caption center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup iframe legend main menu nav noscript object ol optgroup pre section "
    "select summary table textarea title ul video audio".split()
)


def is_whole_page(markup: str) -> bool:
    """Whether HTML is a page or the part of one with its headline, and not only the paragraphs of an article."""
    return _WHOLE_PAGE.search(markup) is not None


def simplify(page: str) -> tuple[str, list[str]]:
    """Removes everything from a page that does not show where its paragraphs are.

    Args:
        page: HTML, well-formed or not.

    Returns:
        HTML without comments, scripts, drawings and formatting, with only the attributes that tell what an element is
        for and whether it is visible. Control characters are spaces, and halves of surrogate pairs are U+FFFD. And the
        contents of the JSON-LD scripts.
    """
    data: list[str] = []

    def read(match: re.Match[str]) -> str:
        if match[1] and match[1].lower() == "script" and (found := _JSON_LD.match(match[0])):
            data.append(match[0][found.end() :].rpartition("</")[0])
        return " " if match[1] else ""  # a comment may stand within a word or number

    page = _NOT_READ.sub(read, _CONTROLS.sub(_no_control, page))
    return _TAG.sub(_Tags().simplify, page), data


def _no_control(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else " "


class _Tags:
    """The open elements at a place of a page."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        """The name of each, and whether its tag was kept."""
        self._count: Counter[str] = Counter()
        self._kept = 0

    def simplify(self, tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _VOID:
            return self._void(name, tag[3])
        if name == "meta":
            return f"<meta{_attributes(tag[3], hidden=False)}>"
        if name == "br":
            return "<br>"
        if name in _CLOSED_BY_THE_NEXT:
            return f"</{name}>" if tag[1] else f"<{name}{_attributes(tag[3])}>"
        if name in _INLINE:
            return self._close_inline(name) if tag[1] else self._open_inline(name, tag[3])
        if ":" in name:  # what Word leaves in pages, as <o:p> and <st1:City>: it stands within sentences
            return ""
        if name not in _KNOWN:  # an element of the site's own: a block
            name = "div"
        return self._close(name) if tag[1] else self._open_one(name, _attributes(tag[3]))

    def _void(self, name: str, rest: str) -> str:
        return f"<link{_attributes(rest, hidden=False)}>" if name == "link" and "canonical" in rest[:300] else ""

    def _open_inline(self, name: str, rest: str) -> str:
        attributes = _attributes(rest)
        if name in DRAWN and not _hides(attributes):
            return self._open_one(name, "", instead="")
        telling = " href" in attributes if name == "a" else name in _TELLING_INLINE
        if not telling and not _hides(attributes):
            if self._kept < MAX_DEPTH:
                self._push(name, kept=False)
            if name == "abbr" and (dated := _PUBLISHED.search(rest[:_MAX_TAG_CHARS])):
                return f'<meta itemprop="datePublished" content="{dated[1]}">'
            return "<br><br>" if "display" in rest and _AS_BLOCK.search(rest[:_MAX_TAG_CHARS]) else ""
        # A link inside a link means that the outer one was not closed.
        closed = self._close_inline(name) if name == "a" else ""
        return closed + self._open_one(name, attributes, instead="")

    def _open_one(self, name: str, attributes: str, instead: str = "<br>") -> str:
        if self._kept >= MAX_DEPTH:
            return instead
        self._push(name, kept=True)
        return f"<{name}{attributes}>"

    def _push(self, name: str, *, kept: bool) -> None:
        self._open.append((name, kept))
        self._count[name] += 1
        self._kept += kept

    def _pop(self) -> tuple[str, bool]:
        name, kept = self._open.pop()
        self._count[name] -= 1
        self._kept -= kept
        return name, kept

    def _close(self, name: str) -> str:
        if not self._count[name]:
            return ""
        while self._pop()[0] != name:
            pass
        return f"</{name}>"

    def _close_inline(self, name: str) -> str:
        """Closes formatting that was opened in the same block; an outer block's formatting stays open."""
        if not self._count[name]:
            return ""
        for back in range(1, min(len(self._open), _MAX_INLINE) + 1):
            other = self._open[-back][0]
            if other == name:
                closed = [self._pop() for _ in range(back)]
                return "".join(f"</{inner}>" for inner, kept in closed if kept)
            if other not in _INLINE:
                break
        return ""


def _hides(attributes: str) -> bool:
    return " hidden" in attributes or " aria-hidden" in attributes


def _attributes(rest: str, *, hidden: bool = True) -> str:
    """The attributes of a tag that are kept; a style that hides the element becomes `hidden`."""
    if len(rest) < 4:
        return ""
    # A page repeats the same few tags, so that their attributes are worth caching.
    return _short_attributes(rest, hidden) if len(rest) < _MAX_REMEMBERED else _kept_attributes(rest, hidden)


def _kept_attributes(rest: str, hidden: bool) -> str:
    kept: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest[:_MAX_TAG_CHARS]):
        name, value = match[1].lower(), (match[2] or match[3] or match[4] or "")[:_MAX_VALUE_CHARS]
        if name == "style":
            if hidden and _HIDING.search(value):
                kept["hidden"] = ""
        elif name == "aria-hidden":
            if value.lower() == "true":
                kept["aria-hidden"] = "true"
        elif name == "hidden":
            if hidden:
                kept["hidden"] = ""
        elif name not in kept:
            kept[name] = value.replace('"', "&quot;").replace("<", "&lt;")
    return "".join(f' {name}="{value}"' if value else f" {name}" for name, value in kept.items())


_short_attributes = lru_cache(maxsize=2048)(_kept_attributes)
