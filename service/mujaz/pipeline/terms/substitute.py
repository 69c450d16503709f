"""Writes the English of a term, or a mark for it, into the Arabic sentence that the model translates."""

from collections.abc import Callable, Iterable

from mujaz.pipeline.prepare import written_in
from mujaz.text.glossary import TermMatch
from mujaz.text.normalize import Normalized, edited


def substitute(text: str, matches: Iterable[TermMatch], write: Callable[[TermMatch], str]) -> Normalized:
    """Replaces terms in a text.

    Args:
        text: The Arabic text.
        matches: The terms in it, in order and not overlapping.
        write: Returns the replacement of a term. The clitics before it become a word of their own, as is usual before
            Latin letters.

    Returns:
        The changed text, mapped to `text`, which is its `source`.
    """
    return edited(text, (written_in(text, match.span, match.joined, write(match)) for match in matches))
