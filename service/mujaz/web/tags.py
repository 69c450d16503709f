"""HTML cut into text and what is not text, in one pass whose time grows with its length alone."""

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
    """A stretch of HTML.

    Args:
        raw: As it stands there.
        name: Of a tag, in small letters; empty of a text and of all else.
        opens: It is a start tag of an element that has an end.
        closes: It is an end tag.
        is_text: It is text, with its character references.
    """

    raw: str
    name: str = ""
    opens: bool = False
    closes: bool = False
    is_text: bool = False


def tokens_of(source: str) -> Iterator[Token]:
    """Cuts HTML; what is put together again is the same.

    What is never to be translated (scripts, `translate="no"`, `class="notranslate"`) is one token without a name. A tag
    or comment without an end makes all from there such a token, as browsers drop it.
    """
    position = start = 0
    while (found := source.find("<", position)) >= 0:
        token = _token_at(source, found)
        if token is None:  # a plain sign
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
    """One past the next mark, or the end of all; with `fold` up to where the tag of that name begins."""
    if not fold:
        found = source.find(mark, start)
        return found + len(mark) if found >= 0 else len(source)
    ending = re.compile(re.escape(mark) + r"(?=[\s/>])", re.IGNORECASE).search(source, start)
    return ending.start() if ending else len(source)


def _end_of_element(source: str, name: str, start: int) -> int:
    """One past the end tag of an element, elements of its name within it counted."""
    depth = 1
    for tag in re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^>]*+>", re.IGNORECASE).finditer(source, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return len(source)
