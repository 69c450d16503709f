"""A translated text: its segments, and the terms, names and doubted words in them."""

import enum
from dataclasses import dataclass

from mujaz.types.finding import Finding
from mujaz.types.span import Span


class TermOrigin(enum.Enum):
    """Whose term it is; the values are those of `mujaz.v1.TermOrigin`."""

    UNSPECIFIED = 0
    """Never made here: how a client reads an origin that only a newer server knows."""
    REQUEST = 1
    SERVER = 2
    GAZETTEER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedTerm:
    """A term that the translation of a segment uses.

    Args:
        source: Where it stands in the source text, without the clitics before it.
        target: Where it stands in the target text.
        term: The Arabic as the glossary has it.
        target_term: The English as the glossary has it.
        origin: Whose term it is.
    """

    source: Span
    target: Span
    term: str
    target_term: str
    origin: TermOrigin


class NameKind(enum.Enum):
    """What a name names; the values are those of `mujaz.v1.NameKind`."""

    UNSPECIFIED = 0
    """Never made here: how a client reads a kind that only a newer server knows."""
    PERSON = 1
    PLACE = 2
    BODY = 3
    """A party, force, firm, club, newspaper or other body."""
    OTHER = 4
    """It is not known which of them."""
    WORD = 5
    """No name, but a word or phrase of the built-in dictionary, which the model does not know."""


class NameOrigin(enum.Enum):
    """Where the spelling of a name comes from; the values are those of `mujaz.v1.NameOrigin`."""

    UNSPECIFIED = 0
    """Never made here: how a client reads an origin that only a newer server knows."""
    LEXICON = 1
    """The whole name is in a table."""
    PARTS = 2
    """It was put together from the usual spellings of its words."""
    ARTICLE = 3
    """The article has a fuller form of it elsewhere."""
    LETTERS = 4
    """No table has all of it: a part was spelled by its letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedName:
    """A name, or a word of the dictionary, that the model was shown in English and that a translation has.

    Args:
        source: Where it stands in the source text, without the clitics before it.
        target: Where it stands in the target text.
        name: Its English spelling.
        kind: What it names.
        origin: Where the spelling comes from.
        certainty: How sure it is that this is a name and that it is spelled so, from 0 to 1.
    """

    source: Span
    target: Span
    name: str
    kind: NameKind
    origin: NameOrigin
    certainty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A word of a translation that the model itself was unsure of.

    Args:
        target: Where it stands in the target text.
        probability: The model's probability of the least likely piece of the word, from 0 to 1.
        alternatives: What the search's other hypotheses have in its place, best first.
    """

    target: Span
    probability: float
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A source sentence and its translation, as spans into the two texts.

    Args:
        source: Where the sentence stands, without the white space around it.
        target: Where its translation stands.
        confidence: How far it can be trusted, from 0 to 1.
        findings: What may be wrong with it.
        terms: Which terms of a glossary its translation uses.
        doubts: Words of its translation that the model was unsure of, in order.
        names: Which names its translation has as the model was shown them.
    """

    source: Span
    target: Span
    confidence: float
    findings: tuple[Finding, ...] = ()
    terms: tuple[AppliedTerm, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    names: tuple[AppliedName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A translated text: as many lines as its source, every segment accounted for."""

    text: str
    segments: tuple[Segment, ...]

    @property
    def confidence(self) -> float:
        """How far the text can be trusted: the mean of its segments, weighted by length; 1 without any."""
        weights = [segment.source.end - segment.source.start for segment in self.segments]
        sums = sum(weight * segment.confidence for weight, segment in zip(weights, self.segments, strict=True))
        return round(sums / sum(weights), 4) if sum(weights) else 1.0
