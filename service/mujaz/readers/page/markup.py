"""A web page with the tags and attributes alone that its reading needs, so that no page, whatever it is, costs much.

HTML parsers go through all open elements at many a tag, through all attributes of a tag at each, and open unclosed
formatting anew in each paragraph: 300 KB of `<ul><li>` take one of the fastest 20 s. What is left here has at most
`MAX_DEPTH` open elements and few, short attributes, and takes time in proportion to its length.
"""

import re
from collections import Counter
from functools import lru_cache

MAX_DEPTH = 100
"""Open elements at one place; further ones are passed over, their text stays. Pages of news have 20 to 40."""

_MAX_TAG_CHARS = 4000
"""Where attributes of one tag are looked for; the rest of a longer one is a picture or a program."""
_MAX_VALUE_CHARS = 300
_MAX_REMEMBERED = 160
_MAX_INLINE = 50
"""Open formatting that an end tag may close; without a limit, tags that never match would cost the square."""

_NOT_READ = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|svg|math|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_JSON_LD = re.compile(r"<script\b[^>]{0,300}?application/ld\+json[^>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*+>|[^>]*+>?)""", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(class|id|itemprop|role|hidden|style|aria-hidden|datetime|href|property|name|content|rel)"""
    r"""(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?(?![\w:-])""",
    re.IGNORECASE,
)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:[^;]*line-through|"
    r"font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|!|$)|(?:left|right|top|text-indent)\s*:\s*-\d{4,}px",
    re.IGNORECASE,
)
"""Struck-out text among it. An opacity of nothing is none of these: pages fade their paragraphs in."""
_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_TELLING_INLINE = frozenset("a del s strike time".split())
_VOID = frozenset("area base basefont bgsound col embed frame hr img input keygen link param source track".split())
_CLOSED_BY_THE_NEXT = frozenset("p li dd dt tr td th tbody thead tfoot option body html head".split())
"""Their end tags may be missing, and are nearly everywhere: they do not add up."""
_KNOWN = frozenset(
    "address article aside blockquote button caption center details dialog dir div dl fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup iframe legend main menu nav noscript object ol optgroup pre section "
    "select summary table textarea title ul video audio".split()
)


def simplify(page: str) -> tuple[str, list[str]]:
    """Takes everything out of a page that says nothing about where its paragraphs are.

    Args:
        page: HTML, well-formed or not.

    Returns:
        HTML without comments, scripts, drawings and formatting; of attributes those are left that tell what an element
        is for, and whether it is seen. Control characters and halves of surrogate pairs are U+FFFD. Beside it, what
        stood in the scripts that are JSON-LD.
    """
    data: list[str] = []

    def read(match: re.Match[str]) -> str:
        if match[1] and match[1].lower() == "script" and (found := _JSON_LD.match(match[0])):
            data.append(match[0][found.end() :].rpartition("</")[0])
        return " "

    page = _NOT_READ.sub(read, _CONTROLS.sub(_no_control, page))
    return _TAG.sub(_Tags().simplify, page), data


def _no_control(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else " "


class _Tags:
    """The elements that are open while a page is gone through."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []
        """Each with whether its tag was kept."""
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
        if name not in _KNOWN:  # of a site's own making: a block
            name = "div"
        return self._close(name) if tag[1] else self._open_one(name, _attributes(tag[3]))

    def _void(self, name: str, rest: str) -> str:
        return f"<link{_attributes(rest, hidden=False)}>" if name == "link" and "canonical" in rest[:300] else ""

    def _open_inline(self, name: str, rest: str) -> str:
        attributes = _attributes(rest)
        telling = " href" in attributes if name == "a" else name in _TELLING_INLINE
        if not telling and not _hides(attributes):
            if self._kept < MAX_DEPTH:
                self._push(name, kept=False)
            return "<br><br>" if "display" in rest and _AS_BLOCK.search(rest[:_MAX_TAG_CHARS]) else ""
        # A link within a link is one that was never closed.
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
        """Closes formatting within its block; what was opened before the block is not closed in it."""
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
    """The attributes that are kept of a tag; whatever hides an element becomes `hidden`."""
    if len(rest) < 4:
        return ""
    # Tags of a page are much the same ones again and again.
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
