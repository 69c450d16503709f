"""Splits HTML into text and everything else, in one pass whose time is linear in its length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=)*+)>")
_UNTRANSLATED = re.compile(
    r"\btranslate\s*=\s*[\"']?no\b|\bclass\s*=\s*(?:\"[^\"]*\bnotranslate\b|'[^']*\bnotranslate\b)", re.I
)
_RAW = frozenset(("script", "style", "textarea", "template", "xmp", "iframe", "noembed", "noframes", "plaintext"))
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A part of HTML.

    Args:
        raw: The part as it stands in the source.
        name: The name of a tag, in lower case; empty for text and everything else.
        opens: Whether it is the start tag of an element that has an end tag.
        closes: Whether it is an end tag.
        is_text: Whether it is text, which may have character references.
    """

    raw: str
    name: str = ""
    opens: bool = False
    closes: bool = False
    is_text: bool = False


def tokens_of(source: str) -> Iterator[Token]:
    """Splits HTML into tokens, whose `raw` joined are the source again.

    What must never be translated (scripts, `translate="no"`, `class="notranslate"`) is one token without a name. If a
    tag or comment has no end, everything from there on is such a token, as browsers drop it.
    """
    position = start = 0
    while (found := source.find("<", position)) >= 0:
        token = _token_at(source, found)
        if token is None:  # a plain "<" in the text
            position = found + 1
            continue
        if start < found:
            yield Token(source[start:found], is_text=True)
        yield token
        position = start = found + len(token.raw)
    if start < len(source):
        yield Token(source[start:], is_text=True)


def _token_at(source: str, start: int) -> Token | None:
    following = source[start + 1 : start + 3]
    if following[:1] in ("!", "?"):
        end = "-->" if source.startswith("<!--", start) else ">"
        return Token(source[start : _after(source, end, start)])
    if not re.match(r"/?[A-Za-z]", following):
        return None
    tag = _TAG.match(source, start)
    if tag is None:
        return Token(source[start:])
    name = tag[2].lower()
    if tag[1]:
        return Token(tag[0], name, closes=True)
    if name in _RAW:
        return Token(source[start : _after(source, f"</{name}", tag.end(), fold=True)])
    if name not in _EMPTY and _UNTRANSLATED.search(tag[3]):
        return Token(source[start : _end_of_element(source, name, tag.end())])
    return Token(tag[0], name, opens=name not in _EMPTY)


def _after(source: str, mark: str, start: int, *, fold: bool = False) -> int:
    """The position after the next `mark`, or the end of the source. With `fold`, the start of the tag `mark`."""
    if not fold:
        found = source.find(mark, start)
        return found + len(mark) if found >= 0 else len(source)
    ending = re.compile(re.escape(mark) + r"(?=[\s/>])", re.IGNORECASE).search(source, start)
    return ending.start() if ending else len(source)


def _end_of_element(source: str, name: str, start: int) -> int:
    """The position after the end tag of an element, which may contain elements of the same name."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*+>", re.IGNORECASE).finditer(source, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(source)
