"""A web page with the tags alone that its reading needs, so that no page, whatever it is, costs a parser much.

HTML parsers go through all open elements at many a tag, through all attributes of a tag at each, and open unclosed
formatting anew in each paragraph: 300 KB of `<ul><li>` take one of the fastest 20 s. What is left here has no
attributes, no formatting and at most `MAX_DEPTH` open elements, and takes time in proportion to its length.
"""

import re
from collections import Counter

MAX_DEPTH = 200
"""Open elements at one place; further ones are passed over, their text stays. Pages of news have 20 to 40."""

_MAX_META_CHARS = 500
"""A longer `<meta>` says nothing that is looked for."""

_NOT_READ = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|svg|math)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""<(/?)([a-z][^\s/>]*)(?:(?:"[^"]*"|'[^']*'|[^>"'])*+>|[^>]*+>?)""", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_VOID = frozenset("area base basefont bgsound col embed frame hr img input keygen link param source track".split())
_CLOSED_BY_THE_NEXT = frozenset("p li dd dt tr td th tbody thead tfoot option body html head".split())
"""Their end tags may be missing, and are nearly everywhere: they do not add up."""


def simplify(page: str) -> str:
    """Takes everything out of a page that says nothing about where its paragraphs are.

    Args:
        page: HTML, well-formed or not.

    Returns:
        HTML without comments, scripts, drawings, formatting and, but for `<meta>`, attributes.
    """
    return _TAG.sub(_Tags().simplify, _NOT_READ.sub(" ", page))


class _Tags:
    """The elements that are open while a page is gone through."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: Counter[str] = Counter()

    def simplify(self, tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name in _INLINE or name in _VOID:
            return ""
        if name == "meta":
            return tag[0] if len(tag[0]) <= _MAX_META_CHARS else ""
        if name == "br" or name in _CLOSED_BY_THE_NEXT:
            return f"<{tag[1]}{name}>"
        return self._close(name) if tag[1] else self._open_one(name)

    def _open_one(self, name: str) -> str:
        if len(self._open) >= MAX_DEPTH:
            return "<br>"
        self._open.append(name)
        self._count[name] += 1
        return f"<{name}>"

    def _close(self, name: str) -> str:
        if not self._count[name]:
            return ""
        while self._open:
            last = self._open.pop()
            self._count[last] -= 1
            if last == name:
                break
        return f"</{name}>"
