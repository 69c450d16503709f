"""Pairs quotation marks and brackets, and finds quotations."""

import re

from mujaz.types import Span

MAX_QUOTE_LENGTH = 400
"""Code points. A full stop inside a quotation or brackets of up to this length does not end a sentence. In longer ones
it does, so that a mark that is never closed, or only a page later, does not turn all of it into one sentence."""


def find_pairs(line: str) -> dict[int, int]:
    """Map the position of each closing quote or bracket to its opening one, at most `MAX_QUOTE_LENGTH` before it."""
    pairs: dict[int, int] = {}
    open_at: dict[str, list[int]] = {}
    for match in _PAIRED.finditer(line):
        mark, position = match[0], match.start()
        stack = open_at.setdefault(_KIND[mark], [])
        opens = _opens(line, position, bool(stack)) if mark in _QUOTES else mark in _OPENING
        if opens and mark in _QUOTES:
            stack[:] = [position]
        elif opens:
            stack.append(position)
        elif stack:
            opening = stack.pop()
            if position - opening <= MAX_QUOTE_LENGTH:
                pairs[position] = opening
    return pairs


def find_quotations(text: str) -> list[Span]:
    """Return the quotations of a sentence with their marks; of nested quotations only the outer one.

    Args:
        text: A segment, normalised or not. A quotation with only one mark continues in another segment, so it extends
            to the end of this one or from its start.

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
        elif text[at - 1 : at].isdigit():  # 12" is a length in inches
            continue
        else:
            quotations.append(Span(end, at + 1))
        end = quotations[-1].end
    return quotations


def _opens(line: str, position: int, is_open: bool) -> bool:
    """Whether a quotation mark that looks the same on both sides opens: its neighbours decide, else alternation."""
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
