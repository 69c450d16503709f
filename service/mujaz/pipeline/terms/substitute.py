"""Shows the model the English of a term, or a mark for it, in the Arabic sentence."""

from collections.abc import Callable, Iterable

from mujaz.text.glossary import TermMatch
from mujaz.text.normalize import Normalized, edited


def substitute(text: str, matches: Iterable[TermMatch], write: Callable[[TermMatch], str]) -> Normalized:
    """Puts something else in the place of terms.

    Args:
        text: Arabic.
        matches: The terms in it, in order and apart.
        write: What to put in the place of each. The clitics before it stand alone, as they would before Latin letters.

    Returns:
        The changed text with the way back to `text`, its `source`.
    """
    return edited(text, (_edit(match, text, write(match)) for match in matches))


def _edit(match: TermMatch, text: str, written: str) -> tuple[tuple[int, int], str]:
    start = match.span.start - _letters_before(match, text)
    return (start, match.span.end), f"{match.joined} {written}" if match.joined else written


def _letters_before(match: TermMatch, text: str) -> int:
    """How much of the word stands before the term: its clitics, and what is left of an article in `لل`."""
    start = match.span.start
    while start and text[start - 1].isalpha():
        start -= 1
    return match.span.start - start
