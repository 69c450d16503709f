"""A word-for-word lexicon (IBM model 1) and what it is for: rough source sentences for target text that has none.

Before there is a model that could back-translate, target sentences with their words replaced by the likeliest source
words already tie the domain's vocabulary to the source language. Clitics come along, as words are cut at spaces only.
"""

import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Lexicon = Mapping[str, tuple[list[str], list[float]]]

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d.,]*\d|[^\w\s]|\w+")
_NOTHING = 0  # the word that source words without a counterpart come from
_MAX_WORDS = 30
_MIN_CHANCE, _MOST = 0.04, 6
_FREQUENT = 0.004  # of all cells; a word beyond it has a lexicon entry even where that says nothing
_SHUFFLE_REACH = 2.5


def learn_lexicon(sources: Sequence[str], targets: Sequence[str], rounds: int = 5) -> Lexicon:
    """Estimates which source words stand for each target word.

    The estimate is that of P. F. Brown et al., "The Mathematics of Statistical Machine Translation", 1993, model 1.

    Args:
        sources: Sentences.
        targets: Their translations.
        rounds: Of expectation and maximisation.

    Returns:
        For each target word, in lower case, the likeliest source words and their chances, which sum to less than 1:
        the rest is what the word's counterparts are too scattered to tell.
    """
    source_rows, source_words = _numbered(sources)
    target_rows, target_words = _numbered(targets)
    cells, groups, size = _cells(source_rows, target_rows, len(source_words))
    keys, cell = np.unique(cells, return_inverse=True)
    of_target = keys // len(source_words)
    chance = np.ones(len(keys))
    for _ in range(rounds):
        share = chance[cell]
        share /= np.bincount(groups, share, size)[groups]
        counts = np.bincount(cell, share, len(keys))
        chance = counts / np.bincount(of_target, counts, len(target_words))[of_target]
    # A word in every sentence collects whatever is left over: "the" came out as "in". Mostly it stands for nothing.
    seen = np.bincount(of_target[cell], minlength=len(target_words))
    chance *= np.minimum(1.0, _FREQUENT * len(cell) / np.maximum(seen, 1))[of_target]
    chosen = np.flatnonzero((chance >= _MIN_CHANCE) & (of_target != _NOTHING) & (counts > 0.5))
    frequent = np.flatnonzero(seen > _FREQUENT * len(cell))
    found: dict[str, list[tuple[float, str]]] = {target_words[number]: [] for number in frequent if number != _NOTHING}
    for number in chosen:
        word = target_words[of_target[number]]
        found.setdefault(word, []).append((float(chance[number]), source_words[keys[number] % len(source_words)]))
    lexicon = {}
    for word, options in found.items():
        best = sorted(options, reverse=True)[:_MOST]
        lexicon[word] = ([source for _, source in best], [likely for likely, _ in best])
    return lexicon


def word_for_word(sentence: str, lexicon: Lexicon, comma: str, chance: random.Random) -> str:
    """Makes a rough source sentence: words replaced, a few dropped, order disturbed a little. Numbers stay."""
    placed = []
    for place, token in enumerate(_TOKEN.findall(sentence)):
        options = lexicon.get(token.lower())
        if options is not None:
            token = chance.choices([*options[0], ""], [*options[1], max(0.0, 0.9 - sum(options[1]))])[0]
        elif token == ",":
            token = comma
        elif token.islower() and chance.random() < 0.5:
            token = ""
        if token:
            placed.append((place + chance.random() * _SHUFFLE_REACH, token))
    text = " ".join(token for _, token in sorted(placed))
    return re.sub(r" ([.,:;!?،؛؟])", r"\1", text)


def _numbered(texts: Sequence[str]) -> tuple[list[NDArray[np.int64]], list[str]]:
    rows = [[word.lower() for word in _WORD.findall(text)[:_MAX_WORDS]] for text in texts]
    counts = Counter(word for row in rows for word in row)
    words = ["", *(word for word, count in counts.items() if count > 1)]
    numbers = {word: number for number, word in enumerate(words)}
    return [np.array([numbers[word] for word in row if word in numbers], np.int64) for row in rows], words


def _cells(
    sources: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.int64]], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Every source word of a pair with every target word of it and with nothing, and which source word it is."""
    cells, groups, seen = [], [], 0
    for source, target in zip(sources, targets, strict=True):
        options = np.append(target, _NOTHING)
        cells.append((options[:, None] * width + source).ravel())
        groups.append(np.tile(np.arange(seen, seen + len(source)), len(options)))
        seen += len(source)
    return np.concatenate(cells), np.concatenate(groups), seen
