"""Words that announce a name."""

from collections.abc import Sequence

from mujaz.text.arabic import Word, stems_of
from mujaz.text.proper_names.tables import tables

TITLE, SAID = 1.5, 0.7
"""Evidence of these cues for the name of a person, in the points of `persons`."""


def has_cue(cue: str, words: Sequence[Word], position: int) -> bool:
    """Return whether the word before is a cue of a class, as it is written in the table: مدينة, but الرئيس.

    Args:
        cue: The class, one of those in `cues.tsv`.
        words: The words of a text.
        position: The index of the word that may be a name.
    """
    if not position or not words[position].follows:
        return False
    return is_cue(cue, words[position - 1])


def is_cue(cue: str, word: Word) -> bool:
    """Return whether a word is a cue of a class."""
    cues = tables().cues
    return any(cue in cues.get(stem, ()) for _, stem in stems_of(word.form))


def person_cue(words: Sequence[Word], position: int) -> float:
    """Return the evidence of the word before for the name of a person, in points."""
    if has_cue("title", words, position):
        return TITLE
    return SAID if has_cue("said", words, position) else 0.0
