"""Checks whether the sentences of a brief say what the article says, and finds where it says so.

The check compares numbers, dates, names, and whether the words come from the article. Readers act on these, and
summarisers get them wrong. A sentence that reverses the meaning with the article's own words is not noticed.
"""

import enum
import re
from collections.abc import Sequence
from functools import cached_property

from mujaz.pipeline.brief.names import all_forms, name_forms, names
from mujaz.pipeline.brief.substitutions import has_substitution
from mujaz.text.quantities import Quantity, arabic_quantities, english_quantities, match_quantities
from mujaz.text.words import content_stems, words
from mujaz.types import Translation

MAX_CITATIONS = 3
"""The most segments that a sentence may rest on. With more, any sentence would be supported."""
MIN_NEW_SHARE = 0.2
MIN_NEW_WORDS = 2
"""The least share and number of a sentence's content words that a further segment must add: not one name alone."""
MIN_SUPPORTED_SHARE = 0.6
"""The least share of a sentence's content words that the cited segments must have."""

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a]")
_REFERRING = frozenset("he she they it his her their its him them who this these".split())


class Doubt(enum.Enum):
    """Why a sentence of a brief cannot be trusted."""

    NUMBER = "a number or date that the cited sentences do not have"
    SOURCE_NUMBER = "a number or date that the Arabic of the cited sentences does not have"
    NAME = "a name that the cited sentences do not have"
    SUBSTITUTION = "a name or number where the cited sentence has another one"
    UNSUPPORTED = "words that the article does not have"


class Evidence:
    """An article as evidence for its brief.

    Args:
        title: The English title. It may name the person whom the body calls "he".
        translation: The English body.
        source: The Arabic body. Empty or English where there is no Arabic to compare with.
    """

    def __init__(self, title: str, translation: Translation, source: str = "") -> None:
        self._title = title
        self._targets = [segment.target.of(translation.text) for segment in translation.segments]
        self._sources = [segment.source.of(source) for segment in translation.segments]

    @cached_property
    def _stems(self) -> list[set[str]]:
        return [set(content_stems(target)) for target in self._targets]

    @cached_property
    def _lower_case(self) -> set[str]:
        """The words that the article writes without a capital, which are not names."""
        return {word for target in self._targets for word in re.findall(r"\b[^\W\d_A-Z]+\b", target)}

    def support(self, sentence: str) -> tuple[int, ...]:
        """Finds the segments that a sentence rests on: the one that shares most of its words, then those that add most.

        Returns:
            Their positions in order. Empty where the article has nothing like the sentence.
        """
        wanted = set(content_stems(sentence))
        chosen: list[int] = []
        missing = set(wanted)
        least = 1.0
        while missing and len(chosen) < MAX_CITATIONS:
            shared = [len(missing & stems) for stems in self._stems]
            most = max(shared, default=0)
            if most < least:
                break
            chosen.append(shared.index(most))
            missing -= self._stems[chosen[-1]]
            least = max(MIN_NEW_WORDS, MIN_NEW_SHARE * len(wanted))
        return tuple(sorted(chosen))

    def doubts(self, sentence: str, segments: Sequence[int]) -> frozenset[Doubt]:
        """Returns the reasons not to trust a sentence that rests on the given segments; empty if there are none."""
        found: set[Doubt] = set()
        wanted = {stem for stem in content_stems(sentence) if not stem[0].isdigit()}
        covered = set().union(*(self._stems[position] for position in segments))
        if not segments or len(wanted & covered) < MIN_SUPPORTED_SHARE * len(wanted):
            found.add(Doubt.UNSUPPORTED)
        if self._has_new_number(sentence, segments):
            found.add(Doubt.NUMBER)
        if self._has_number_not_in_source(sentence, segments):
            found.add(Doubt.SOURCE_NUMBER)
        if self._has_new_name(sentence, segments):
            found.add(Doubt.NAME)
        if any(has_substitution(self._targets[position], sentence) for position in segments):
            found.add(Doubt.SUBSTITUTION)
        return frozenset(found)

    def _has_new_number(self, sentence: str, segments: Sequence[int]) -> bool:
        evidence = " \n".join(self._targets[position] for position in segments)
        quantities = english_quantities(sentence)
        if _added(english_quantities(evidence), quantities):
            return True
        # Digits that are not quantities: "COVID-19", "G7", "flight 302".
        spans = [quantity.span for quantity in quantities]
        known = set(_DIGITS.findall(evidence))
        return any(
            match[0] not in known and not any(span.start <= match.start() < span.end for span in spans)
            for match in _DIGITS.finditer(sentence)
        )

    def _has_number_not_in_source(self, sentence: str, segments: Sequence[int]) -> bool:
        sources = [self._sources[position] for position in segments]
        if not all(_ARABIC_LETTER.search(source) for source in sources):
            return False
        return _added(arabic_quantities(" \n".join(sources)), english_quantities(sentence))

    def _has_new_name(self, sentence: str, segments: Sequence[int]) -> bool:
        known: set[str] | None = None
        for word, opens in names(sentence):
            if known is None:
                known = set().union(*(all_forms(text) for text in self._with_antecedents(segments)))
            if known.isdisjoint(name_forms(word)) and not (opens and word.lower() in self._lower_case):
                return True
        return False

    def _with_antecedents(self, segments: Sequence[int]) -> list[str]:
        """Returns the text of segments and, for each with a pronoun, the text before it, which may have the name."""
        texts = [self._targets[position] for position in segments]
        for position in segments:
            if not _REFERRING.isdisjoint(words(self._targets[position])):
                texts.append(self._targets[position - 1] if position else self._title)
        return texts


def _added(evidence: Sequence[Quantity], claimed: Sequence[Quantity]) -> bool:
    return bool(match_quantities(evidence, claimed).added)
