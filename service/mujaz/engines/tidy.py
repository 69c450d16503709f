"""Marks that a model sets apart from the words that they belong to, where there is no doubt which those are."""

from collections.abc import Sequence
from itertools import accumulate

_BEFORE = frozenset("([“«")
_BEHIND = frozenset(")]”»,;:!?.")
_CLOSED = frozenset(')]”»"')
_QUOTE = '"'


def tidy(text: str, probabilities: Sequence[float] = ()) -> tuple[str, tuple[float, ...]]:
    """Sets lone quotation marks, brackets and stops beside their words: ` " About` becomes `"About`.

    Args:
        text: What a model wrote, words with one space between them; anything else comes back as it is.
        probabilities: Those of its words, as `Hypothesis.word_probabilities` has them; may be empty.

    Returns:
        The text, and the probabilities of the words that it has now; a mark and its word have the lower one of theirs.
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
    """1 where a token is a mark of the word behind it, -1 of the word before it, 0 of none or where it is not sure.

    Args:
        tokens: All of them.
        position: The token's.
        quotes: How many quotation marks stand before each token, and last how many there are.
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
