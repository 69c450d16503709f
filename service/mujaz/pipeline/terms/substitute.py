"""Shows the model the English of a term, or a mark for it, in the Arabic sentence."""

from collections.abc import Callable, Iterable

from mujaz.text.glossary import TermMatch
from mujaz.text.normalize import Normalized, Stretches


def substitute(text: str, matches: Iterable[TermMatch], write: Callable[[TermMatch], str]) -> Normalized:
    """Puts something else in the place of terms.

    Args:
        text: Arabic.
        matches: The terms in it, in order and apart.
        write: What to put in the place of each. The clitics before it stand alone, as they would before Latin letters.

    Returns:
        The changed text with the way back to `text`, its `source`.
    """
    pieces: list[str] = []
    starts, ends, new_starts, new_ends = [], [], [], []
    read = written = 0
    for match in matches:
        start = match.span.start - _letters_before(match, text)
        replacement = f"{match.joined} {write(match)}" if match.joined else write(match)
        pieces += text[read:start], replacement
        written += start - read
        starts.append(start)
        ends.append(match.span.end)
        new_starts.append(written)
        written += len(replacement)
        new_ends.append(written)
        read = match.span.end
    pieces.append(text[read:])
    return Normalized(
        source=text,
        text="".join(pieces),
        source_edits=Stretches(tuple(starts), tuple(ends)),
        text_edits=Stretches(tuple(new_starts), tuple(new_ends)),
    )


def _letters_before(match: TermMatch, text: str) -> int:
    """How much of the word stands before the term: its clitics, and what is left of an article in `لل`."""
    start = match.span.start
    while start and text[start - 1].isalpha():
        start -= 1
    return match.span.start - start
