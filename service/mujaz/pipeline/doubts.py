"""Which words of a translation the model itself was unsure of.

A small model that meets an unknown word writes a fluent one, but seldom with much probability
(docs/decisions/0012-doubts.md).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mujaz.pipeline.attempts import Attempt
from mujaz.text.words import FUNCTION_WORDS
from mujaz.types import Doubt, Hypothesis, Span

DOUBTFUL = 0.4
"""A word is doubted if its least likely piece has less than this probability. Measured: docs/evidence.md."""

MOST_ALTERNATIVES = 3

_PUNCTUATION = ".,;:!?\"'"
_WORD = re.compile(r"\S+")
_BARE = re.compile(r"\w(?:\S*\w)?")
_MEANINGFUL = frozenset(
    "after against all before down few more most no nor not off only over same under until up without".split()
)
"""Function words that change what a sentence says; which of the others a model chose matters little."""


def find_doubts(attempt: Attempt) -> tuple[Doubt, ...]:
    """Finds the words of a translation that the model was unsure of.

    Words that are not the model's own, such as a term of a glossary or a number that was put right, are not among them.

    Args:
        attempt: The translation that is kept.

    Returns:
        The words in order, as spans into `attempt.target`.
    """
    said = [word for hypothesis in attempt.hypotheses for word in _words_of(hypothesis)]
    places = [Span(*match.span()) for match in _WORD.finditer(attempt.target)]
    settled = [term.target for term in attempt.terms]
    doubts = []
    for number, place in _aligned([text for text, _, _ in said], places, attempt.target):
        _, probability, alternatives = said[number]
        bare = _bare(place, attempt.target)
        if probability < DOUBTFUL and _matters(bare.of(attempt.target)) and not _overlaps(bare, settled):
            doubts.append(Doubt(target=bare, probability=probability, alternatives=alternatives))
    return tuple(doubts)


def _words_of(hypothesis: Hypothesis) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Each word with its probability and with what alternatives have in its place; nothing where that is not known."""
    words = hypothesis.text.split()
    if len(words) != len(hypothesis.word_probabilities):
        return
    others = [_replacements(words, alternative.text.split()) for alternative in hypothesis.alternatives]
    for number, (word, probability) in enumerate(zip(words, hypothesis.word_probabilities, strict=True)):
        if probability < DOUBTFUL:
            found = dict.fromkeys(other[number] for other in others if number in other)
            found.pop(word.strip(_PUNCTUATION), None)  # the same word, with a comma or without
            yield word, probability, tuple(found)[:MOST_ALTERNATIVES]
        else:
            yield word, probability, ()


def _replacements(words: Sequence[str], other: Sequence[str]) -> dict[int, str]:
    """For each word that another hypothesis says otherwise, what that says there."""
    found = {}
    for kind, first, last, start, end in SequenceMatcher(None, words, other, autojunk=False).get_opcodes():
        if kind == "replace":
            word_for_word = last - first == end - start
            for number in range(first, last):
                said = other[start + number - first : start + number - first + 1] if word_for_word else other[start:end]
                found[number] = " ".join(said).strip(_PUNCTUATION)
    return found


def _aligned(said: Sequence[str], places: Sequence[Span], target: str) -> Iterator[tuple[int, Span]]:
    """The words of the target that stand there as the model said them, with their number among those."""
    ours = [_key(word) for word in said]
    theirs = [_key(place.of(target)) for place in places]
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            yield block.a + offset, places[block.b + offset]


def _key(word: str) -> str:
    """A word without what joining the parts of a sentence changes: its punctuation and its capital."""
    found = _BARE.search(word)
    return found[0].lower() if found else word


def _bare(place: Span, target: str) -> Span:
    """Where a word stands without the punctuation around it."""
    found = _BARE.search(target, place.start, place.end)
    return Span(*found.span()) if found else place


def _matters(word: str) -> bool:
    small = word.lower()
    return any(map(str.isalnum, word)) and (small not in FUNCTION_WORDS or small in _MEANINGFUL)


def _overlaps(place: Span, others: Sequence[Span]) -> bool:
    return any(place.overlaps(other) for other in others)
