"""Finds where new clauses begin in text that has no punctuation, such as speech that a machine has written down."""

import re

from mujaz.text.arabic import words_of
from mujaz.text.folding import fold
from mujaz.text.tables import read_words

LEAST_WORDS = 40
"""Of 9,913 sentences of newspapers 32 have as many words and no mark, of 8,094 of our news corpus none."""
_LEAST_CLAUSE = 6
_LEAST_LAST_CLAUSE = 4
_MARK = re.compile(r"[.,،؛;:!?؟…«»\"“”()\[\]{}/\n\t]|(?:^|\s)[-–—]|[-–—](?:\s|$)")
_EDGES = ' .؟!…"»'
_WORDS = {name: frozenset(map(fold, words)) for name, words in read_words(__package__, "clauses.tsv").items()}
_STARTS, _GOES_ON = _WORDS["begins"], _WORDS["goes on"]


def unpunctuated_words(text: str) -> int:
    """Return how many words a sentence has if it is long and has no punctuation within, else 0."""
    core = text.strip(_EDGES)
    count = len(core.split())
    return count if count >= LEAST_WORDS and not _MARK.search(core) else 0


def clause_starts(text: str) -> list[int]:
    """Return where clauses begin behind the first: at a verb of the news (أعلن, وصل) or a word such as فيما.

    Args:
        text: A sentence without punctuation.

    Returns:
        Positions in order. A clause has at least six words, the last at least four.
    """
    words = words_of(text)
    starts: list[int] = []
    last = 0
    for at in range(1, len(words) - _LEAST_LAST_CLAUSE + 1):
        form = words[at].form
        begins = form in _STARTS or (form[0] in "وف" and form[1:] in _STARTS)
        if begins and at - last >= _LEAST_CLAUSE and words[at - 1].form not in _GOES_ON:
            starts.append(words[at].start)
            last = at
    return starts
