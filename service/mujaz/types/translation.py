"""A translated text: its segments, and the terms, names and doubted words in them."""

import enum
from dataclasses import dataclass, field

from mujaz.types.finding import Finding
from mujaz.types.span import Span


class TermOrigin(enum.Enum):
    """Where a term comes from; the values are those of `mujaz.v1.TermOrigin`."""

    UNSPECIFIED = 0
    """An origin that only a newer server knows. Only clients make it."""
    REQUEST = 1
    SERVER = 2
    GAZETTEER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedTerm:
    """A term that the translation of a segment uses.

    Args:
        source: Its place in the source text, without the clitics before it.
        target: Its place in the target text.
        term: The Arabic as in the glossary.
        target_term: The English as in the glossary.
        origin: Where the term comes from.
    """

    source: Span
    target: Span
    term: str
    target_term: str
    origin: TermOrigin


class NameKind(enum.Enum):
    """What a name names; the values are those of `mujaz.v1.NameKind`."""

    UNSPECIFIED = 0
    """A kind that only a newer server knows. Only clients make it."""
    PERSON = 1
    PLACE = 2
    BODY = 3
    """A party, force, firm, club, newspaper or other body."""
    OTHER = 4
    """A name of unknown kind."""
    WORD = 5
    """Not a name but a word or phrase of the built-in dictionary, which the model gets wrong."""
    WORK = 6
    """The title of a film, series, book, song, painting or other work."""


class NameOrigin(enum.Enum):
    """Where the spelling of a name comes from; the values are those of `mujaz.v1.NameOrigin`."""

    UNSPECIFIED = 0
    """An origin that only a newer server knows. Only clients make it."""
    LEXICON = 1
    """A table has the whole name."""
    PARTS = 2
    """The spelling is put together from the usual spellings of the name's words."""
    ARTICLE = 3
    """A fuller form of the name stands elsewhere in the article."""
    LETTERS = 4
    """No table has all of the name: part of it was transliterated letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedName:
    """A name or dictionary word that was shown to the model in English and that the translation uses.

    Args:
        source: Its place in the source text, without the clitics before it.
        target: Its place in the target text.
        name: Its English spelling.
        kind: What it names.
        origin: Where the spelling comes from.
        certainty: How certain it is, from 0 to 1, that this is a name and is spelled like this.
    """

    source: Span
    target: Span
    name: str
    kind: NameKind
    origin: NameOrigin
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word of a translation that the model was unsure of.

    Args:
        target: Its place in the target text.
        probability: The model's probability of the word's least likely token, from 0 to 1.
        alternatives: The words that the other hypotheses of the search have in its place, best first.
    """

    target: Span
    probability: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A source sentence and its translation, as spans into the two texts.

    Args:
        source: The sentence, without the white space around it.
        target: Its translation.
        confidence: How far the translation can be trusted, from 0 to 1.
        findings: What may be wrong with the translation.
        terms: The glossary terms that the translation uses.
        doubts: The words of the translation that the model was unsure of, in order.
        names: The names that were shown to the model and that the translation uses.
        unsaid: The names and dictionary words, in English, that were shown to the model and that the translation does
            not say. Briefs doubt such segments. Not part of the contract: a result read from a message has none, and is
            equal to the one that was written.
    """

    source: Span
    target: Span
    confidence: float
    findings: tuple[Finding, ...] = ()
    terms: tuple[AppliedTerm, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    names: tuple[AppliedName, ...] = ()
    unsaid: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A translated text, with as many lines as its source and a segment for each source sentence."""

    text: str
    segments: tuple[Segment, ...]

    @property
    def confidence(self) -> float:
        """How far the text can be trusted: the mean of its segments, weighted by source length; 1 without segments."""
        weights = [segment.source.end - segment.source.start for segment in self.segments]
        sums = sum(weight * segment.confidence for weight, segment in zip(weights, self.segments, strict=True))
        return round(sums / sum(weights), 4) if sum(weights) else 1.0
