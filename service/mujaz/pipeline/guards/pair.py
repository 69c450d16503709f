"""A segment and its translation as detectors see them. What is read of a text is read on first use and kept."""

import re
from collections.abc import Callable, Hashable
from typing import Any, Self, TypeVar

from mujaz.pipeline.guards.acronyms import acronym_letters
from mujaz.text.arabic import Words, words_of
from mujaz.text.folding import fold_text
from mujaz.text.kept import kept
from mujaz.text.normalize import Normalized, normalize
from mujaz.text.pairs import find_quotations
from mujaz.text.per_word import Found, PerWord
from mujaz.text.proper_names import Name, Recall, names_in
from mujaz.text.quantities import (
    Matching,
    Quantity,
    arabic_quantities,
    english_quantities,
    match_quantities,
    may_have_english_quantities,
    may_have_quantities,
)
from mujaz.text.scripts import arabic_share, has_arabic
from mujaz.text.verbatim import Verbatim, find_verbatim
from mujaz.types import Hypothesis, Span

T = TypeVar("T")

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)(?<!^.)(?<![.!?:\"“(] .)[a-z]{3,}\b")
"""It begins with the letter, because a regular expression finds it faster than a lookbehind."""
_LETTERS = re.compile(r"[^\W_]+")
_IN_WORDS = "'’_"
"""What a word may have besides letters and digits."""

PER_WORD = PerWord()
"""Readers of the English words of `Target.words`."""

COPIED_SHARE = 0.5
"""If at least this share of a translation's letters is Arabic, it was not translated at all."""


def count_letters(text: str) -> int:
    """How many letters and digits a text has."""
    return len(text) if text.isalnum() else sum(map(len, _LETTERS.findall(text)))


class _Side:
    """One of the two texts.

    Args:
        text: The text, to which all spans refer.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._readings: dict[Hashable, Any] = {}

    def read(self, reader: Callable[[Self], T]) -> T:
        """What a detector's own reader returns for this text, kept with it.

        Args:
            reader: A function of this side alone. It must not return an iterator, as its result is used repeatedly.
        """
        if reader in self._readings:
            found: T = self._readings[reader]
        else:
            found = self._readings[reader] = reader(self)
        return found

    @kept
    def has_arabic(self) -> bool:
        """Whether it has letters of the Arabic script: in a source something to translate, in a target a fault."""
        return has_arabic(self.text)


class Source(_Side):
    """An Arabic segment. One object serves all translations of it that are tried.

    Args:
        text: The text.
        names: The proper names in it, if they are known from the whole article.
    """

    def __init__(self, text: str, names: tuple[Name, ...] | None = None) -> None:
        super().__init__(text)
        self._names = names

    @kept
    def names(self) -> tuple[Name, ...]:
        """The proper names in it."""
        if self._names is not None:
            return self._names
        names = names_in(self.text, self.words)
        return Recall(names).completed(self.text, names, self.words) if names else names

    @kept
    def words(self) -> Words:
        """Its words, folded."""
        return words_of(self.text)

    @kept
    def forms(self) -> frozenset[str]:
        """The forms of its words, each once."""
        return frozenset(self.words.forms)

    @kept
    def folded(self) -> str:
        """The text folded, as spellings are compared. It may be shorter than the text."""
        return fold_text(self.text)

    @kept
    def normalized(self) -> Normalized:
        """The text as the model is given it, with the mapping back to the text itself."""
        return normalize(self.text)

    @kept
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers, amounts, dates and times."""
        return tuple(arabic_quantities(self.text)) if may_have_quantities(self.text, self.forms) else ()

    @kept
    def verbatim(self) -> tuple[Verbatim, ...]:
        """What a translation must keep as it is."""
        return find_verbatim(self.text)

    @kept
    def quotations(self) -> tuple[Span, ...]:
        """The spans of its quotations, with their marks."""
        return tuple(find_quotations(self.text))


class Target(_Side):
    """An English translation of a segment."""

    @kept
    def is_blank(self) -> bool:
        """Whether there is nothing in it."""
        return not self.text.strip()

    @kept
    def lowered(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @kept
    def words(self) -> list[str]:
        """Its words and numbers in order, in small letters."""
        return _WORD.findall(self.lowered)

    @kept
    def _found(self) -> Found:
        return PER_WORD.read(self.words)

    def having(self, reader: Callable[[str], T | None]) -> list[tuple[int, T]]:
        """The positions of words that mean something to a reader, with what it returns.

        Args:
            reader: One of `PER_WORD`.
        """
        return self._found[reader]

    @kept
    def letters(self) -> int:
        """How many letters and digits it has."""
        return len(letters := "".join(self.words)) - sum(map(letters.count, _IN_WORDS))

    @kept
    def capitalised(self) -> list[re.Match[str]]:
        """Its capitalised words that do not begin a sentence."""
        return list(_CAPITALISED.finditer(self.text))

    @kept
    def is_arabic(self) -> bool:
        """Whether it is, or is mostly, the untranslated source."""
        return self.has_arabic and arabic_share(self.text) >= COPIED_SHARE

    @kept
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers, amounts, dates and times."""
        return tuple(english_quantities(self.text)) if may_have_english_quantities(self.text, self.words) else ()


class Pair:
    """A segment with one of its translations.

    Args:
        source: The segment.
        target: The translation.
        hypothesis: The model's hypothesis, if a model made the translation.
    """

    def __init__(self, source: Source, target: Target, hypothesis: Hypothesis | None = None) -> None:
        self.source = source
        self.target = target
        self.hypothesis = hypothesis

    @classmethod
    def of(cls, source: str, target: str, hypothesis: Hypothesis | None = None) -> Self:
        """The pair of two texts, if nothing else is compared with either."""
        return cls(Source(source), Target(target), hypothesis)

    def with_target(self, target: str) -> "Pair":
        """The same segment with an edited translation."""
        return Pair(self.source, Target(target), self.hypothesis)

    @kept
    def matching(self) -> Matching:
        """Which quantities of the two texts correspond."""
        return match_quantities(self.source.quantities, self.target.quantities)

    @kept
    def acronym_letters(self) -> int:
        """The number of letters in acronyms that the translation has for words of the source."""
        return acronym_letters(self.source.text, self.target.text)
