"""Finds the words of a translation that the model was unsure of.

For a word that it does not know, a small model writes a fluent one, but seldom with a high probability
(docs/decisions/0012-doubts.md).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from statistics import fmean

from mujaz.pipeline.attempts import Attempt
from mujaz.text.words import FUNCTION_WORDS
from mujaz.types import Doubt, Hypothesis, Span

DOUBTFUL = 0.4
"""A word is doubted if its least likely token has less than this probability. Measured: docs/evidence.md."""

MOST_ALTERNATIVES = 3

_PUNCTUATION = ".,;:!?\"'()[]{}“”‘’«»"
_WORD = re.compile(r"\S+")
_BARE = re.compile(r"\w(?:\S*\w)?")
_MEANINGFUL = frozenset(
    "after against all before down few more most no nor not off only over same under until up without".split()
)
"""Function words that change the meaning of a sentence. The others are not reported."""


def find_doubts(attempt: Attempt) -> tuple[Doubt, ...]:
    """Finds the words of a translation that the model was unsure of.

    Words that did not come from the model, such as a glossary term or a corrected number, are left out.

    Args:
        attempt: The translation that is kept.

    Returns:
        The words in order, as spans into `attempt.target`.
    """
    words = [word for hypothesis in attempt.hypotheses for word in _words_of(hypothesis)]
    spans = [Span(*match.span()) for match in _WORD.finditer(attempt.target)]
    terms = [term.target for term in attempt.terms]
    doubts = []
    for number, span in _aligned([text for text, _, _ in words], spans, attempt.target):
        _, probability, alternatives = words[number]
        bare = _bare(span, attempt.target)
        if probability < DOUBTFUL and _matters(bare.of(attempt.target)) and not any(map(bare.overlaps, terms)):
            doubts.append(Doubt(target=bare, probability=probability, alternatives=alternatives))
    return tuple(doubts)


def vanished_probability(attempt: Attempt, other: Attempt) -> float:
    """Returns how sure the model was of the words of a translation that another one does not have at their place.

    Args:
        attempt: The translation.
        other: Another translation of the same segment.

    Returns:
        The mean probability of these words; 1 if there are none that say anything.
    """
    words, others = ([word for one in each.hypotheses for word in _words_of(one)] for each in (attempt, other))
    keys, other_keys = ([_key(text) for text, _, _ in each] for each in (words, others))
    blocks = SequenceMatcher(None, keys, other_keys, autojunk=False).get_matching_blocks()
    stayed = {block.a + offset for block in blocks for offset in range(block.size)}
    vanished = [
        probability
        for number, (key, (_, probability, _)) in enumerate(zip(keys, words, strict=True))
        if number not in stayed and _matters(key)
    ]
    return fmean(vanished) if vanished else 1.0


def _words_of(hypothesis: Hypothesis) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Yields each word with its probability and, if it is doubtful, its alternatives; nothing without probabilities."""
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
    """Maps the position of each word that differs in another hypothesis to the words there."""
    found = {}
    for kind, first, last, start, end in SequenceMatcher(None, words, other, autojunk=False).get_opcodes():
        if kind == "replace":
            word_for_word = last - first == end - start
            for number in range(first, last):
                at = start + number - first
                replacement = other[at : at + 1] if word_for_word else other[start:end]
                found[number] = " ".join(replacement).strip(_PUNCTUATION)
    return found


def _aligned(words: Sequence[str], spans: Sequence[Span], target: str) -> Iterator[tuple[int, Span]]:
    """Aligns the words of the hypotheses with those of the target; yields the position and the span of equal words."""
    hypothesis_keys = [_key(word) for word in words]
    target_keys = [_key(span.of(target)) for span in spans]
    for block in SequenceMatcher(None, hypothesis_keys, target_keys, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            yield block.a + offset, spans[block.b + offset]


def _key(word: str) -> str:
    """Removes the punctuation and the capital, which joining the parts of a sentence changes."""
    found = _BARE.search(word)
    return found[0].lower() if found else word


def _bare(span: Span, target: str) -> Span:
    """Returns the span of a word without the punctuation around it."""
    found = _BARE.search(target, span.start, span.end)
    return Span(*found.span()) if found else span


def _matters(word: str) -> bool:
    lower = word.lower()
    return any(map(str.isalnum, word)) and (lower not in FUNCTION_WORDS or lower in _MEANINGFUL)
