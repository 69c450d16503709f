"""Splits texts into sentences: Arabic articles before translation, English ones before a summary.

A line is a paragraph. Unless it is blank, it has at least one segment. No segment crosses a line end, or a tab in a row
of a table. Within a line the rules of `sentence_ends` decide. A sentence longer than `MAX_SEGMENT_CHARS` is split,
because checking a very long segment would delay other articles. White space, invisible characters such as bidi marks,
and tashkeel without a letter at the edges of a segment do not belong to it. Every other character of the text belongs
to exactly one segment, so a segment never becomes empty when it is normalised.
"""

import re
from collections.abc import Callable, Iterator

from mujaz.text.characters import CONTROLS, HAMZA_MARKS, LINE_ENDS, SPACES, TASHKEEL
from mujaz.text.datelines import dateline_end
from mujaz.text.pairs import find_pairs
from mujaz.text.sentence_ends import TERMINATORS, Mark, ends_arabic, ends_english
from mujaz.types import Span

MAX_SEGMENT_CHARS = 1_000
"""Sentences in news are hardly ever longer (docs/evidence.md)."""


def segment(text: str) -> list[Span]:
    """Split an Arabic text into sentences, headlines, datelines and list items.

    Args:
        text: The text as written, not normalised.

    Returns:
        Spans in order, none empty, none overlapping.
    """
    return [span for start, line in _lines(text) for span in _arabic_line(line, start)]


def split_english(text: str) -> list[Span]:
    """Split an English text into sentences, with the same guarantees as `segment`."""
    return [span.shift(start) for start, line in _lines(text) for span in _sentences(line, 0, ends_english)]


def is_row(line: str) -> bool:
    """Whether a line is a table row, with tabs between its cells, and not a bullet or a sentence that has a tab."""
    line = line.strip()
    if line.count("\t") > 1:
        return True
    first, tab, _ = line.partition("\t")
    return bool(tab) and line[-1] not in TERMINATORS and any(map(str.isalpha, first))


def _arabic_line(line: str, offset: int) -> Iterator[Span]:
    if is_row(line):
        for cell in _CELL.finditer(line):
            for sentence in _sentences(cell[0], 0, ends_arabic):
                yield from (span.shift(offset + cell.start()) for span in _within_limit(cell[0], sentence))
        return
    start = dateline_end(line)
    if start:
        yield from (span.shift(offset) for span in _trimmed(line, 0, start))
    for sentence in _sentences(line, start, ends_arabic):
        yield from (span.shift(offset) for span in _within_limit(line, sentence))


def _within_limit(line: str, sentence: Span) -> Iterator[Span]:
    """Split a sentence into parts within the limit: after a comma, else between words, else anywhere."""
    start = sentence.start
    while sentence.end - start > MAX_SEGMENT_CHARS:
        part = line[start : start + MAX_SEGMENT_CHARS]
        cut = next((found[-1].end() for places in _CUTS if (found := list(places.finditer(part)))), len(part))
        yield from _trimmed(line, start, start + cut)
        start += cut
    yield from _trimmed(line, start, sentence.end)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), match[0]) for match in _LINE.finditer(text))


def _sentences(line: str, start: int, ends: Callable[[Mark], bool]) -> Iterator[Span]:
    """Split `line[start:]` at the marks that end a sentence and have words on both sides."""
    last_word = _last_word(line)
    pairs = find_pairs(line)
    openings = frozenset(pairs.values())
    protected_until = 0
    waiting = iter(sorted((opening, closing) for closing, opening in pairs.items()))
    pair = next(waiting, None)
    has_word, searched = False, start
    for match in _MARK.finditer(line, start):
        while pair and pair[0] < match.start():
            protected_until = max(protected_until, pair[1] + 1)
            pair = next(waiting, None)
        end, quote = _absorb_closings(line, match, pairs, openings)
        if end > last_word:
            break
        has_word = has_word or _WORD_CHARACTER.search(line, searched, match.start()) is not None
        searched = end
        if not has_word or end < protected_until:
            continue
        mark = Mark(
            line=line, start=start, mark=Span(*match.span()), end=end, follow=_next_visible(line, end), quote=quote
        )
        if ends(mark):
            yield from _trimmed(line, start, end)
            start, has_word = mark.follow, False
    yield from _trimmed(line, start, len(line))


def _absorb_closings(
    line: str, mark: re.Match[str], pairs: dict[int, int], openings: frozenset[int]
) -> tuple[int, Span | None]:
    """Skip the closing quotes and brackets after a mark.

    Returns:
        The position after them, and the innermost pair that they close.
    """
    end, quote = mark.end(), None
    while True:
        position = _next_visible(line, end)
        if pairs.get(position, mark.start()) < mark.start():
            quote = quote or Span(pairs[position], position + 1)
            end = position + 1
        elif end < len(line) and line[end] in _CLOSING and end not in openings:
            end += 1
        else:
            return end, quote


def _trimmed(line: str, start: int, end: int) -> Iterator[Span]:
    start = _next_visible(line, start)
    while end > start and _BLANK.match(line[end - 1]):
        end -= 1
    if start < end:
        yield Span(start, end)


def _next_visible(line: str, position: int) -> int:
    match = _INVISIBLE.match(line, position)
    return match.end() if match else position


def _last_word(line: str) -> int:
    position = len(line)
    while position and not line[position - 1].isalnum():
        position -= 1
    return position


_CUTS = (
    re.compile(f"(?<=.{{500}})[،؛,;:](?=[{SPACES}])"),
    re.compile(rf"(?<=\D)[{SPACES}]+(?=\D)"),
    re.compile(f"[{SPACES}]+"),
)
"""Where to split an overlong sentence, best first: after a clause, between words other than numbers, at a space."""

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_CELL = re.compile(r"[^\t]+")
_BLANK = re.compile(f"[{SPACES}{CONTROLS}]")
_INVISIBLE = re.compile(f"[{SPACES}{CONTROLS}{TASHKEEL}{HAMZA_MARKS}]+")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_MARK = re.compile(f"[{TERMINATORS}](?:[{SPACES}]*+[{TERMINATORS}])*")
_CLOSING = "\"“”»'’)]}"
