"""Quotation marks and brackets that belong together, and the quotations that they make."""

import re

from mujaz.types import Span

MAX_QUOTE_LENGTH = 400
"""Code points. A full stop within a quotation or brackets up to this length ends nothing; in a longer one it does, so
that a mark that was never closed, or closed a page later, cannot make one sentence of it all."""


def find_pairs(line: str) -> dict[int, int]:
    """Position of each closing quote or bracket -> position of the opening one, up to `MAX_QUOTE_LENGTH` apart."""
    pairs: dict[int, int] = {}
    open_at: dict[str, list[int]] = {}
    for match in _PAIRED.finditer(line):
        sign, position = match[0], match.start()
        stack = open_at.setdefault(_KIND[sign], [])
        opens = _opens(line, position, bool(stack)) if sign in _QUOTES else sign in _OPENING
        if opens and sign in _QUOTES:
            stack[:] = [position]
        elif opens:
            stack.append(position)
        elif stack:
            opening = stack.pop()
            if position - opening <= MAX_QUOTE_LENGTH:
                pairs[position] = opening
    return pairs


def find_quotations(text: str) -> list[Span]:
    """The quotations of a sentence, their marks included; of one within another only the outer one.

    Args:
        text: A segment, normalised or not. A quotation whose other mark is not there goes on beyond the segment, so it
            runs to the segment's end, or from its beginning.

    Returns:
        Spans in order, none overlapping.
    """
    if not _QUOTATION_MARK.search(text):
        return []
    closings = {opening: closing for closing, opening in find_pairs(text).items()}
    quotations: list[Span] = []
    end = 0
    for match in _QUOTATION_MARK.finditer(text):
        at = match.start()
        if at < end:
            continue
        if at in closings:
            quotations.append(Span(at, closings[at] + 1))
        elif text[at] == "«" or (text[at] in _QUOTES and _opens(text, at, is_open=False)):
            quotations.append(Span(at, len(text)))
        elif text[at - 1 : at].isdigit():  # 12" are inches
            continue
        else:
            quotations.append(Span(end, at + 1))
        end = quotations[-1].end
    return quotations


def _opens(line: str, position: int, is_open: bool) -> bool:
    """Whether a quotation mark that looks the same on both sides opens; what touches it tells, else its turn."""
    before = line[position - 1] if position else " "
    after = line[position + 1] if position + 1 < len(line) else " "
    free_before = before.isspace() or before in _BEFORE_OPENING
    free_after = after.isspace() or after in _AFTER_CLOSING
    return free_before if free_before != free_after else not is_open


_PAIRED = re.compile(r'["“”„«»()\[\]{}]')
_KIND = dict.fromkeys('"“”„', '"') | dict.fromkeys("«»", "«") | dict.fromkeys("()", "(")
_KIND |= dict.fromkeys("[]", "[") | dict.fromkeys("{}", "{")
_QUOTES = '"“”„'
_QUOTATION_MARK = re.compile(f"[{_QUOTES}«»]")
_OPENING = "«([{"
_BEFORE_OPENING = "([{«:،,/-–—"
_AFTER_CLOSING = ".,،:؛;!?؟…)]}»/-–—"
