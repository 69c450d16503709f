"""Shows the model the English of a term, or a mark for it, in the Arabic sentence."""

from collections.abc import Callable, Iterable

from mujaz.pipeline.prepare import written_in
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
    return edited(text, (written_in(text, match.span, match.joined, write(match)) for match in matches))
