"""Joins punctuation marks that a model wrote as separate words to the words that they belong to."""

from collections.abc import Sequence
from itertools import accumulate

_BEFORE = frozenset("([“«")
_BEHIND = frozenset(")]”»,;:!?.")
_CLOSED = frozenset(')]”»"')
_QUOTE = '"'


def tidy(text: str, probabilities: Sequence[float] = ()) -> tuple[str, tuple[float, ...]]:
    """Joins lone quotation marks, brackets and stops to their words: ` " About` becomes `"About`.

    A mark stays alone where it is not clear which word it belongs to.

    Args:
        text: A model's output, with one space between words; a text with other white space is returned unchanged.
        probabilities: The probabilities of its words, as in `Hypothesis.word_probabilities`; may be empty.

    Returns:
        The new text and the probabilities of its words. A joined word has the lower probability of its two parts.
    """
    tokens = text.split(" ")
    if not any(len(token) == 1 and not token.isalnum() for token in tokens) or "" in tokens:
        return text, tuple(probabilities)
    known = list(probabilities) if len(probabilities) == len(tokens) else []
    quotes = [0, *accumulate(token.count(_QUOTE) for token in tokens)]
    words: list[str] = []
    sure: list[float] = []
    held, held_sure = "", 1.0
    for position, token in enumerate(tokens):
        side = _side(tokens, position, quotes)
        chance = known[position] if known else 1.0
        if side > 0 and position + 1 < len(tokens):
            held, held_sure = held + token, min(held_sure, chance)
        elif side < 0 and words and not held and (words[-1][-1].isalnum() or words[-1][-1] in _CLOSED):
            words[-1] += token
            sure[-1] = min(sure[-1], chance)
        else:
            words.append(held + token)
            sure.append(min(held_sure, chance))
            held, held_sure = "", 1.0
    return " ".join(words), tuple(sure) if known else ()


def _side(tokens: Sequence[str], position: int, quotes: Sequence[int]) -> int:
    """Returns 1 if a token is a mark that belongs to the next word, -1 to the previous word, 0 if neither is clear.

    Args:
        tokens: All tokens.
        position: Position of the token.
        quotes: The number of quotation marks before each token, and in the last place their total.
    """
    token = tokens[position]
    if token in _BEFORE:
        return 1
    if token in _BEHIND:
        after = tokens[position + 1] if position + 1 < len(tokens) else ""
        return 0 if position and tokens[position - 1][-1].isdigit() and after[:1].isdigit() else -1
    if token != _QUOTE or quotes[-1] % 2:
        return 0
    return -1 if quotes[position] % 2 else 1
