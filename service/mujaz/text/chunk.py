"""Splits a segment that is too long for the model, preferably between clauses."""

import re
import unicodedata
from collections.abc import Callable

from mujaz.types import Span

_FILL = 0.87
"""The planned fill of a chunk, below 1 so that a cut can move to a clause border without making a chunk too long."""


_LONGEST_BORDER = 4
"""Code points of a mark, the quotes after it and the space."""


def chunk(text: str, *, max_tokens: int, count_tokens: Callable[[str], int]) -> list[Span]:
    """Split a text into chunks that fit the model.

    The chunks are about equally long, because a short remainder translates badly. Cuts are made after a sentence or
    `؛`, else after `،`, else before a conjunction, else between words, and between letters only in a word that is
    itself too long.

    Args:
        text: A normalised segment.
        max_tokens: The most tokens of a chunk, at least 1.
        count_tokens: Returns the number of tokens of a text. Called about twice for each chunk.

    Returns:
        Spans in order, without surrounding white space; together they cover everything else. Each has at most
        `max_tokens` tokens, except a single code point that has more by itself.
    """
    waiting = [Span(0, len(text))]
    chunks: list[Span] = []
    while waiting:
        span = _stripped(text, waiting.pop())
        if not span:
            continue
        tokens = count_tokens(span.of(text))
        if tokens <= max_tokens or len(span) == 1:
            chunks.append(span)
        else:
            cut = span.start + _cut(span.of(text), tokens / max_tokens)
            waiting += Span(cut, span.end), Span(span.start, cut)
    return chunks


def _cut(text: str, size: float) -> int:
    """Return where to cut a text that is `size` times as long as allowed: between 1 and its length less 1."""
    parts = max(2, -int(-size // _FILL))
    first = parts // 2
    target = len(text) * first / parts
    reach = len(text) / parts / 2
    low = max(target - reach, len(text) * (1 - (parts - first) / size))
    high = min(target + reach, len(text) * first / size)
    window = Span(max(1, int(low)), min(len(text) - 1, int(high)))
    for border in _BORDERS:
        cuts = [match.end() for match in border.finditer(text, max(0, window.start - _LONGEST_BORDER), window.end)]
        cuts = [cut for cut in cuts if cut >= window.start]
        if cuts:
            return min(cuts, key=lambda cut: abs(cut - target))
    return _cut_anywhere(text, int(target))


def _cut_anywhere(text: str, target: int) -> int:
    """Return the white space nearest to the target, or a position between two letters there."""
    before = text.rfind(" ", 1, target)
    after = text.find(" ", target)
    spaces = [position for position in (before, after) if position > 0]
    if spaces:
        return min(spaces, key=lambda position: abs(position - target))
    cut = max(1, target)
    while cut > 1 and unicodedata.category(text[cut])[0] == "M":
        cut -= 1
    return cut if cut > 1 else max(1, target)


def _stripped(text: str, span: Span) -> Span:
    part = span.of(text)
    start = span.start + len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))


_CONJUNCTIONS = (
    "و ?قال|و ?أضاف|و ?اضاف|و ?أكد|و ?اكد|و ?أوضح|و ?أشار|و ?ذكر|و ?كان|و ?كانت|حيث|فيما|بينما|كما|ثم|لكن|ولكن|إذ|اذ"
    "|لأن|مما|الذي|التي|الذين|في حين|بعد أن|قبل أن|فضلا عن|إلا أن|الا ان|على أن|و ?أن|و ?إن|أو"
)
_BORDERS = tuple(
    map(
        re.compile,
        (
            r"(?:(?<!\.)\.|[!?؟؛;])[\"')\]]*\s|؛(?=[^\W\d])",
            r"[،,:.][\"')\]]*\s|،(?=[^\W\d])|\s-(?=\s)",
            rf"\s(?=(?:{_CONJUNCTIONS})\s)",
            r"(?<!\d)\s(?!\d)",
            r"\s",
        ),
    )
)
"""The places to cut at, best first."""
