"""Chooses among the headlines that the rules can make of one sentence."""

from collections import Counter
from collections.abc import Sequence

from mujaz.text.words import content_stems

MOST_OFTEN = 6
"""A word that the article has more often counts as if it had it so often."""
_WORD, _OFTEN, _COMMA, _SQUARE = 1.0, 2.0, -2.0, -0.03
"""What a content word, the mean of its occurrences, a comma, and the square of the number of words are worth.

Rounded from a regression on White House titles; its 11 other features bring nothing (decision 0018).
"""


def best(texts: Sequence[str], often: Counter[str]) -> str:
    """Returns the headline that says most of what the article keeps speaking of; of equally good ones the first.

    Args:
        texts: The headlines, at least one.
        often: How often the article has each stem.
    """
    return max(texts, key=lambda text: _worth(text, often))


def _worth(text: str, often: Counter[str]) -> float:
    counts = [min(often[stem], MOST_OFTEN) for stem in content_stems(text)]
    mean = sum(counts) / (len(counts) + 1)
    return _WORD * len(counts) + _OFTEN * mean + _COMMA * text.count(",") + _SQUARE * len(text.split()) ** 2
