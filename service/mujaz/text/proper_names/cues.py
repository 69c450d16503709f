"""Words that say that a name comes next."""

from collections.abc import Sequence

from mujaz.text.arabic import Word, stems_of
from mujaz.text.proper_names.tables import tables

TITLE, SAID = 1.5, 0.7
"""How much they speak for the name of a person, in the points of `persons`."""


def has_cue(cue: str, words: Sequence[Word], position: int) -> bool:
    """Whether the word before is one of a class; مدينة of a town has no article, الرئيس has one.

    Args:
        cue: The class, of those in `cues.tsv`.
        words: The words of a text.
        position: The place of the word that may be a name.
    """
    if not position or not words[position].follows:
        return False
    cues = tables().cues
    return any(cue in cues.get(stem, ()) for _, stem in stems_of(words[position - 1].form))


def person_cue(words: Sequence[Word], position: int) -> float:
    """How much the word before speaks for the name of a person."""
    if has_cue("title", words, position):
        return TITLE
    return SAID if has_cue("said", words, position) else 0.0
