"""HTML whose text is translated and whose tags stay as they are.

Tags are never parsed into a tree and written anew, so what is not text comes back byte for byte. A block (a paragraph,
a cell, a heading) is translated as one line, so that a tag within a sentence does not cut it. The tags within it are
set again around the words of the translation that the words between them became: those are translated once more, by
themselves, and looked for.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mujaz.text.scripts import has_arabic
from mujaz.types import Span
from mujaz.web.tags import Token, tokens_of
from mujaz.web.words import Words

_WITHIN = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
"""Elements that stand within a sentence; all others are borders of blocks."""

_SPACE = re.compile(r"\s+")
_MAX_INNER_CHARS = 200
_MAX_INNER = 300
"""Stretches between tags that are translated by themselves, the longest and the most."""

_MAX_TAGS = 200
_MAX_DEPTH = 50
"""Tags of a block, which is cut at all of them where it has more; elements within one another."""


@dataclass(slots=True)
class _Node:
    """An element within a block, or a mark at one place of it (`start == end`)."""

    opened: str
    start: int
    end: int = 0
    closed: str = ""
    children: "list[_Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """One line to translate: what stands around it, and the elements in it."""

    text: str
    before: str
    after: str
    nodes: list[_Node]


class Markup:
    """A page or a fragment of one.

    Args:
        source: HTML.

    Attributes:
        lines: What to translate, line for line: first the blocks, then the stretches between tags.
        blocks: How many of them are blocks.
    """

    def __init__(self, source: str) -> None:
        self._parts: list[str | _Block] = []
        run: list[Token] = []
        for token in tokens_of(source):
            if token.is_text or token.name in _WITHIN:
                run.append(token)
            else:
                self._add(run)
                self._parts.append(token.raw)
                run = []
        self._add(run)
        lines = [part.text for part in self._parts if isinstance(part, _Block)]
        self.blocks = len(lines)
        inner = dict.fromkeys(
            text
            for part in self._parts
            if isinstance(part, _Block)
            for text in _stretches(part.nodes, part.text)
            if text != part.text and len(text) <= _MAX_INNER_CHARS and has_arabic(text)
        )
        self._inner = list(inner)[:_MAX_INNER]
        self.lines = [*lines, *self._inner]

    def written(self, translated: Sequence[str]) -> str:
        """The HTML with its translation.

        Args:
            translated: A line for each of `lines`.
        """
        blocks = iter(translated[: self.blocks])
        alone = dict(zip(self._inner, translated[self.blocks :], strict=True))
        return "".join(part if isinstance(part, str) else _filled(part, next(blocks), alone) for part in self._parts)

    def _add(self, run: list[Token]) -> None:
        if sum(not token.is_text for token in run) > _MAX_TAGS:
            for token in run:
                self._add([token])
            return
        block = _block_of(run)
        if block is None:
            self._parts.extend(token.raw for token in run)
        else:
            self._parts.append(block)


def _block_of(run: list[Token]) -> _Block | None:
    """A run of text and tags within it; None where there is nothing to translate."""
    joined = html.unescape("".join(token.raw for token in run if token.is_text))
    if not has_arabic(joined):
        return None
    root = _Node("", 0)
    above, length = [root], 0
    pieces: list[str] = []
    for token in run:
        if token.is_text:
            piece = _SPACE.sub(" ", html.unescape(token.raw))
            piece = piece.lstrip(" ") if not pieces or pieces[-1].endswith(" ") else piece
            if piece:
                pieces.append(piece)
                length += len(piece)
        elif token.opens and len(above) < _MAX_DEPTH:
            above[-1].children.append(_Node(token.raw, length, length))
            above.append(above[-1].children[-1])
        elif token.closes and len(above) > 1 and _named(above[-1]) == token.name:
            node = above.pop()
            node.end, node.closed = length, token.raw
        else:
            above[-1].children.append(_Node(token.raw, length, length))
    for node in above[1:]:  # never closed within this block: a mark, whose own children go up
        node.end = node.start
    text = "".join(pieces)
    nodes = _lifted(root.children)
    stripped = text.rstrip(" ")
    return _Block(stripped, _edge(run, first=True), _edge(run[::-1], first=False), nodes)


def _named(node: _Node) -> str:
    found = re.match(r"<([A-Za-z][^\s/>]*)", node.opened)
    return found[1].lower() if found else ""


def _lifted(nodes: list[_Node]) -> list[_Node]:
    """Elements without an end become marks, and what was in them stands after them."""
    found = []
    for node in nodes:
        children = _lifted(node.children)
        if node.closed:
            node.children = children
            found.append(node)
        else:
            node.children = []
            found.extend((node, *children))
    return found


def _edge(run: list[Token], *, first: bool) -> str:
    """White space at an edge of a run, before any text."""
    for token in run:
        if token.is_text:
            stripped = token.raw.lstrip() if first else token.raw.rstrip()
            kept = len(token.raw) - len(stripped)
            if kept or stripped:
                return token.raw[:kept] if first else token.raw[len(stripped) :]
    return ""


def _stretches(nodes: list[_Node], text: str) -> Iterator[str]:
    for node in nodes:
        if node.closed and (inner := text[node.start : node.end].strip()):
            yield inner
        yield from _stretches(node.children, text)


def _filled(block: _Block, translated: str, alone: dict[str, str]) -> str:
    words = Words(translated, len(block.text))
    body = _inside(block.nodes, block.text, words, Span(0, len(translated)), alone)
    return block.before + body + block.after


def _inside(nodes: list[_Node], source: str, words: Words, within: Span, alone: dict[str, str]) -> str:
    """A stretch of a translation with the elements that belong in it."""
    placed: list[tuple[Span, _Node]] = []
    for node in sorted(nodes, key=lambda node: node.start == node.end):  # elements before marks
        taken = [span for span, _ in placed if span.start < span.end]
        inner = source[node.start : node.end].strip()
        if inner == source and inner:
            span = within
        elif inner:
            span = words.place(alone.get(inner, inner), node.start, node.end, within, taken)
        else:
            span = words.mark(node.start, within, taken)
        placed.append((span, node))
    order = {id(node): number for number, node in enumerate(nodes)}
    placed.sort(key=lambda each: (each[0].start, each[0].end, order[id(each[1])]))
    written, position = [], within.start
    for span, node in placed:
        written.append(html.escape(words.text[position : span.start], quote=False))
        written.append(node.opened + _inside(node.children, source, words, span, alone) + node.closed)
        position = span.end
    written.append(html.escape(words.text[position : within.end], quote=False))
    return "".join(written)
