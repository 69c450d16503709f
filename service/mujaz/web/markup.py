"""Translates the text of HTML and keeps its tags as they are.

HTML is not parsed into a tree and serialised again, so everything but text comes back byte for byte. A block (a
paragraph, a cell, a heading) is translated as one line, so that a tag does not split a sentence. Tags within a block
are placed around the translation of the words they enclosed. To find it, those words are also translated by themselves,
and their translation is looked up in that of the block.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mujaz.text.scripts import has_arabic
from mujaz.types import Span
from mujaz.web.tags import Token, tokens_of
from mujaz.web.words import Words

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
"""Elements that may stand within a sentence; all others separate blocks."""

_SPACE = re.compile(r"\s+")
_MAX_INNER_CHARS = 200
_MAX_INNER = 300
"""The longest and the most passages within elements that are translated by themselves."""

_MAX_TAGS = 200
"""The most tags of a block; a block with more is split at every tag."""

_MAX_DEPTH = 50
"""The deepest nesting of elements in a block."""


@dataclass(slots=True)
class _Node:
    """An element within a block, or a lone tag at one position of it (`start == end`)."""

    opened: str
    start: int
    end: int = 0
    closed: str = ""
    children: "list[_Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """One line to translate, with the white space around it and the elements in it."""

    text: str
    before: str
    after: str
    nodes: list[_Node]


class Markup:
    """A page or a fragment of one.

    Args:
        source: The HTML.

    Attributes:
        lines: The lines to translate: first the blocks, then the texts of elements within them.
        blocks: The number of blocks among the lines.
    """

    def __init__(self, source: str) -> None:
        self._parts: list[str | _Block] = []
        run: list[Token] = []
        for token in tokens_of(source):
            if token.is_text or token.name in _INLINE:
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
            for text in _inner_texts(part.nodes, part.text)
            if text != part.text and len(text) <= _MAX_INNER_CHARS and has_arabic(text)
        )
        self._inner = list(inner)[:_MAX_INNER]
        self.lines = [*lines, *self._inner]

    def written(self, translated: Sequence[str]) -> str:
        """Returns the HTML with its text translated.

        Args:
            translated: The translation of each of `lines`.
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
    """Makes a block of a run of text and inline tags; None if there is nothing to translate."""
    joined = html.unescape("".join(token.raw for token in run if token.is_text))
    if not has_arabic(joined):
        return None
    root = _Node("", 0)
    open_nodes, length = [root], 0
    parts: list[str] = []
    for token in run:
        if token.is_text:
            part = _SPACE.sub(" ", html.unescape(token.raw))
            part = part.lstrip(" ") if not parts or parts[-1].endswith(" ") else part
            if part:
                parts.append(part)
                length += len(part)
        elif token.opens and len(open_nodes) < _MAX_DEPTH:
            open_nodes[-1].children.append(_Node(token.raw, length, length))
            open_nodes.append(open_nodes[-1].children[-1])
        elif token.closes and len(open_nodes) > 1 and _name_of(open_nodes[-1]) == token.name:
            node = open_nodes.pop()
            node.end, node.closed = length, token.raw
        else:
            open_nodes[-1].children.append(_Node(token.raw, length, length))
    for node in open_nodes[1:]:  # not closed within this block: becomes a lone tag; `_lifted` moves its children up
        node.end = node.start
    text = "".join(parts)
    nodes = _lifted(root.children)
    stripped = text.rstrip(" ")
    return _Block(stripped, _edge(run, first=True), _edge(run[::-1], first=False), nodes)


def _name_of(node: _Node) -> str:
    found = re.match(r"<([A-Za-z][^\s/>]*)", node.opened)
    return found[1].lower() if found else ""


def _lifted(nodes: list[_Node]) -> list[_Node]:
    """Turns elements without an end tag into lone tags, followed by their former children."""
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
    """The white space at the start or the end of a run."""
    for token in run:
        if token.is_text:
            stripped = token.raw.lstrip() if first else token.raw.rstrip()
            kept = len(token.raw) - len(stripped)
            if kept or stripped:
                return token.raw[:kept] if first else token.raw[len(stripped) :]
    return ""


def _inner_texts(nodes: list[_Node], text: str) -> Iterator[str]:
    for node in nodes:
        if node.closed and (inner := text[node.start : node.end].strip()):
            yield inner
        yield from _inner_texts(node.children, text)


def _filled(block: _Block, translated: str, alone: dict[str, str]) -> str:
    words = Words(translated, len(block.text))
    body = _inside(block.nodes, block.text, words, Span(0, len(translated)), alone)
    return block.before + body + block.after


def _inside(nodes: list[_Node], source: str, words: Words, within: Span, alone: dict[str, str]) -> str:
    """A part of a translation, as HTML with its elements."""
    placed: list[tuple[Span, _Node]] = []
    for node in sorted(nodes, key=lambda node: node.start == node.end):  # elements with text first
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
