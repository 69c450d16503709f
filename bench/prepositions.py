"""Writes the table of words that ask for a preposition: `python bench/prepositions.py FILE... > asks_for.tsv`.

A word is taken to ask for a preposition if it has it more often than it ends a clause: "access to", "a drop in". A verb
asks for one after its object if that is what mostly follows: "invest their gifts in". Counted in English text without
notes on grammar, a paragraph or sentence on a line; files may be packed (`.gz`).
"""

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from mujaz.text.words import FUNCTION_WORDS

MIN_COUNT = 20
"""The fewest times that a word must have its preposition."""
NEXT_SHARE = 0.5
"""The least share of its own preposition among all the times that a word has that preposition or ends a clause."""
OBJECT_SHARE = 0.4
"""The same where up to `MOST_WORDS_OF_OBJECT` other words are between."""
MOST_WORDS_OF_OBJECT = 5
VERB_SHARE = 0.1
"""A word is taken for a verb if it follows a pronoun or an auxiliary at least this often: "we invest", "was banned"."""
_BEFORE_VERBS = frozenset(
    "i we they he she it who will would can could must should may has have had was were been is are".split()
)
OPEN_COUNT = 60
OPEN_SHARE = 0.06
"""A word is unfinished if it has at least `OPEN_COUNT` uses and at most this share of them before a stop: "huge"."""
PREPOSITIONS = tuple("about against as at by for from in into on over through to under with".split())
_STOPS = frozenset(
    [*PREPOSITIONS, *"of that since until than before after during among between within without".split()]
)
_MARKS = frozenset(".,;:!?()—–")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d[\d.,]*%?|[.,;:!?()—–]")


class Counts:
    """How often words have a preposition or the end of a clause after them."""

    def __init__(self) -> None:
        self.next: Counter[tuple[str, str]] = Counter()
        self.after_object: Counter[tuple[str, str]] = Counter()
        self._total: Counter[str] = Counter()
        self._as_verb: Counter[str] = Counter()

    def add(self, line: str) -> None:
        """Counts the words of a line."""
        tokens = [token.lower() for token in _TOKEN.findall(line)]
        self._total.update(tokens)
        self._as_verb.update(word for before, word in pairwise(tokens) if before in _BEFORE_VERBS)
        stop = len(tokens)
        for place in range(len(tokens) - 1, -1, -1):
            word, after = tokens[place], tokens[stop] if stop < len(tokens) else "."
            key = word, "" if after in _MARKS else after
            if stop == place + 1:
                self.next[key] += 1
            elif stop - place <= MOST_WORDS_OF_OBJECT + 1:
                self.after_object[key] += 1
            if word in _STOPS or word in _MARKS:
                stop = place

    def unfinished(self) -> list[str]:
        """Returns words that hardly ever end a phrase, in alphabetic order."""
        stops: Counter[str] = Counter()
        for (word, _), count in self.next.items():
            stops[word] += count
        found = [word for word, count in self._total.items() if count >= max(OPEN_COUNT, stops[word] / OPEN_SHARE)]
        return sorted(word for word in found if word.isascii() and word.isalpha() and word not in FUNCTION_WORDS)

    def is_verb(self, word: str) -> bool:
        """Tells whether a word is often used as a verb."""
        return self._as_verb[word] >= VERB_SHARE * self._total[word]


def chosen(counts: Counter[tuple[str, str]], preposition: str, share: float) -> Iterator[str]:
    """Yields the words that have a preposition at least `MIN_COUNT` times, and with the share, in alphabetic order."""
    for word, other in sorted(counts):
        count = counts[word, other]
        is_word = word.isascii() and word.replace("-", "").isalpha() and word not in FUNCTION_WORDS
        if is_word and other == preposition and count >= max(MIN_COUNT, share * (count + counts[word, ""])):
            yield word


def main() -> None:
    """Counts and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    counts = Counts()
    files = parser.parse_args().files
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                counts.add(line)
    print("# Words that ask for a preposition, so that no cut begins there. Columns: the preposition; the words.")
    print('# "next" before it: the preposition follows at once ("access to"); "object": after an object ("put it on").')
    print('# "unfinished": words that hardly ever end a phrase ("huge").')
    print(f"# Made by bench/prepositions.py from {', '.join(path.name for path in files)}.")
    for preposition in PREPOSITIONS:
        print(f"next {preposition}\t{' '.join(chosen(counts.next, preposition, NEXT_SHARE))}")
    for preposition in PREPOSITIONS:
        verbs = filter(counts.is_verb, chosen(counts.after_object, preposition, OBJECT_SHARE))
        print(f"object {preposition}\t{' '.join(verbs)}")
    print(f"unfinished\t{' '.join(counts.unfinished())}")


if __name__ == "__main__":
    main()
