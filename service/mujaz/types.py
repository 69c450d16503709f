"""The values that travel through Mujaz. All frozen; all positions in Unicode code points, half-open."""

import enum
import hashlib
import math
from dataclasses import dataclass, field, replace
from typing import Self

from mujaz.errors import MujazError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Self:
        """The same stretch in a text that has `offset` more code points before it."""
        return type(self)(self.start + offset, self.end + offset)

    def overlaps(self, other: "Span") -> bool:
        """Whether both have a character in common."""
        return self.start < other.end and other.start < self.end


class ContentType(enum.Enum):
    """What the body of an article is written in; the values are those of `mujaz.v1.ContentType`."""

    TEXT_PLAIN = 1
    TEXT_HTML = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article as its publisher wrote it. The fields are those of `mujaz.v1.Article`, but for the last."""

    body: str
    title: str = ""
    id: str = ""
    url: str = ""
    source: str = ""
    published: str = ""
    content_type: ContentType = ContentType.TEXT_PLAIN
    findings: tuple["Finding", ...] = ()
    """What its reader has to say of its file. It comes back with the result, and is not sent to servers."""


class Priority(enum.Enum):
    """Which lane of the scheduler a request waits in."""

    INTERACTIVE = "interactive"
    BULK = "bulk"


class Quality(enum.Enum):
    """How much processor time a translation may take; `mujaz.pipeline.quality` says what for."""

    FAST = "fast"
    BALANCED = "balanced"
    BEST = "best"


class BriefStyle(enum.Enum):
    """How a brief is laid out."""

    PARAGRAPH = "paragraph"
    """Sentences one after another."""
    BULLETS = "bullets"
    """One sentence on a line, behind "- "."""
    HEADLINE = "headline"
    """One clause of at most 12 words, without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """What a brief is to be like; of its limits the tighter one wins.

    Args:
        max_sentences: The most sentences, at least 1.
        max_words: The most words. Sentences are shortened by whole clauses, to 28 words or fewer.
        style: How it is laid out.
    """

    max_sentences: int = 3
    max_words: int = 60
    style: BriefStyle = BriefStyle.PARAGRAPH


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An Arabic word or name and the English that is wanted for it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms that translations are to use."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def digest(self) -> str:
        """The first 12 digits of a hash of the terms: the same for the same terms in the same order."""
        lines = (f"{term.source}\t{term.target}\n" for term in self.terms)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessOptions:
    """How one article is to be treated. None means the configured default."""

    quality: Quality | None = None
    beam_size: int | None = None
    """Wins over what `quality` says of it."""
    brief: BriefOptions | None = field(default_factory=BriefOptions)
    """None leaves the brief out."""
    priority: Priority | None = None
    glossary: Glossary | None = None
    """Terms that win over those of the server."""
    skip_memory: bool = False
    """Have everything decoded, whatever the translation memory knows, and remember none of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodingOptions:
    """How hypotheses are searched for.

    Args:
        beam_size: Hypotheses kept at each step; 1 is greedy.
        no_repeat_ngram_size: A target n-gram of this many pieces may occur only once; 0 allows any repetition.
        repetition_penalty: Above 1, pieces that were used already become less likely.
    """

    beam_size: int = 4
    no_repeat_ngram_size: int = 0
    repetition_penalty: float = 1.0

    def __str__(self) -> str:
        words = [f"beam={self.beam_size}"]
        if self.no_repeat_ngram_size:
            words.append(f"no_repeat_ngram={self.no_repeat_ngram_size}")
        if self.repetition_penalty != 1.0:
            words.append(f"repetition_penalty={self.repetition_penalty}")
        return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A source text that fits the model.

    Args:
        pieces: The model's source pieces, without the end-of-sentence mark.
        prefix: Target pieces that the hypothesis must begin with; empty leaves it free.
    """

    pieces: tuple[str, ...]
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """What the model made of one chunk.

    Args:
        text: The translation, detokenised.
        mean_log_prob: Natural logarithm of the model's probability, divided by `token_count`; 0 is certain.
        token_count: Target pieces, the end-of-sentence mark included.
        truncated: The decoder stopped at its length limit before the end of the sentence.
        alternatives: What else the search had found when it ended, best first. They cost nothing more.
        word_probabilities: For each word of `text`, as `text.split()` has them, the model's probability of the least
            likely of its pieces. Empty where they are not known, as in alternatives.
    """

    text: str
    mean_log_prob: float
    token_count: int
    truncated: bool = False
    alternatives: tuple["Hypothesis", ...] = ()
    word_probabilities: tuple[float, ...] = ()


class FindingKind(enum.Enum):
    """What a finding is about; the values are those of `mujaz.v1.FindingKind`."""

    UNSPECIFIED = 0
    """Never made here: how a client reads a kind that only a newer server knows."""
    UNTRANSLATED = 1
    NUMBER = 2
    REPETITION = 3
    LENGTH = 4
    TRUNCATED = 5
    NOT_ARABIC = 6
    LOW_PROBABILITY = 7
    SPLIT = 8
    UNKNOWN_CHARACTERS = 9
    UNRELATED = 10
    GLOSSARY = 12
    DIALECT = 11
    VERBATIM = 13
    NAME = 14
    SOURCE_ENCODING = 15
    SOURCE_IN_PART = 16
    SOURCE_DAMAGED = 17


class Severity(enum.Enum):
    """How much a finding matters; the values are those of `mujaz.v1.Severity`."""

    INFO = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a segment that a reader should know.

    Args:
        kind: What it is.
        severity: How bad it is.
        message: One English sentence for the reader.
        source: The words in question in the source text.
        target: The words in question in the target text.
    """

    kind: FindingKind
    severity: Severity
    message: str
    source: Span | None = None
    target: Span | None = None


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


class BriefMethod(enum.Enum):
    """How a brief was made; the values are those of `mujaz.v1.BriefMethod`."""

    EXTRACTIVE = 1
    ABSTRACTIVE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Ties a sentence of a brief (a span into its text) to positions of the segments that support it.

    Args:
        brief: The sentence.
        segments: Positions, in order.
        doubtful: One of these segments has a fault, or is trusted far less than the article's others, or the model was
            unsure of a word that is in the sentence.
        doubts: Those words, as spans into the brief's text, in order.
    """

    brief: Span
    segments: tuple[int, ...]
    doubtful: bool = False
    doubts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A short English summary in whole sentences, with a citation for each of them."""

    text: str
    method: BriefMethod
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSignature:
    """A model as it ran; the fields are those of `mujaz.v1.ModelSignature`."""

    model: str
    revision: str
    engine: str
    compute_type: str


class Task(enum.Enum):
    """What a model does; the values are those of `mujaz.v1.Task`."""

    TRANSLATION = 1
    SUMMARIZATION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenSentence:
    """A sentence whose output is known: how a model shows that it works before anybody relies on it."""

    source: str
    target: str


_LEAST_PROBABILITY = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """What a model says of a translation of its own.

    Args:
        probability: The geometric mean of its probability of each piece, from 0 to 1.
        doubted: The share of its words that are doubted (`Segment.doubts`), from 0 to 1.
        words: How many words it has.
    """

    probability: float
    doubted: float
    words: int

    @property
    def log_odds(self) -> float:
        """Of the probability, or of 0.001 or 0.999 where it is nearer to 0 or 1 than these."""
        likely = min(max(self.probability, _LEAST_PROBABILITY), 1 - _LEAST_PROBABILITY)
        return math.log(likely / (1 - likely))

    @property
    def log_words(self) -> float:
        """The natural logarithm of the number of words."""
        return math.log(max(1, self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Turns a model's own certainty into a confidence: the probability that a reader finds the meaning kept.

    A logistic regression, fitted to segments that were read and judged (`bench/calibration.py`).

    Args:
        intercept: The log odds where everything else is 0.
        probability: What a unit of the log odds of `Certainty.probability` adds; not negative.
        doubted: What doubted words add, if all are; not positive.
        words: What a unit of the natural logarithm of the number of words adds.
    """

    intercept: float
    probability: float
    doubted: float
    words: float

    def __post_init__(self) -> None:
        if self.probability < 0 or self.doubted > 0:
            raise ValueError("a calibration must not fall with the model's probability, nor rise with doubted words")

    def confidence(self, certainty: Certainty) -> float:
        """The confidence at a certainty."""
        odds = (
            self.intercept
            + self.probability * certainty.log_odds
            + self.doubted * certainty.doubted
            + self.words * certainty.log_words
        )
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedModel:
    """A model that is ready to run.

    Args:
        signature: What it is and how it runs.
        task: What it does.
        license: Its licence as an SPDX expression; empty where unknown.
        description: One line about it.
        golden: A sentence to test it with, where the catalogue has one.
        calibration: What its certainty is worth, where that was measured.
    """

    signature: ModelSignature
    task: Task
    license: str = ""
    description: str = ""
    golden: GoldenSentence | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What made a result: enough to make it again, and to tell two results apart."""

    normalizer: str
    decoding: str
    version: str
    translation: ModelSignature | None = None
    summary: ModelSignature | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """Milliseconds spent on each stage of one request; the fields are those of `mujaz.v1.Timings`."""

    prepare_ms: float = 0.0
    queue_ms: float = 0.0
    translate_ms: float = 0.0
    check_ms: float = 0.0
    brief_ms: float = 0.0
    total_ms: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleResult:
    """An article in English.

    Args:
        id: The article's.
        title: The title; spans of its segments are into the Arabic title and this one.
        body: The text, likewise.
        brief: Where it was asked for.
        signature: What made it.
        timings: How long that took.
        source_title: The Arabic title where the article was a web page or its text was repaired, else empty.
        source_body: The text that was read from that page, or as it was repaired, else empty.
        url: Where it was published: the article's, or else what its page says.
        source: Name of the newspaper, agency or site, likewise.
        published: When, likewise.
        findings: What a reader should know of the article as a whole.
    """

    id: str
    title: Translation
    body: Translation
    brief: Brief | None
    signature: Signature
    timings: Timings
    source_title: str = ""
    source_body: str = ""
    url: str = ""
    source: str = ""
    published: str = ""
    findings: tuple[Finding, ...] = ()

    def source_of(self, article: Article) -> Article:
        """The article as it was read: the text that the source spans are into.

        Args:
            article: What was sent; comes back itself if it was plain text without damage.
        """
        if article.content_type is ContentType.TEXT_PLAIN and not self.source_body:
            return article
        return replace(
            article,
            title=self.source_title,
            body=self.source_body,
            url=self.url,
            source=self.source,
            published=self.published,
            content_type=ContentType.TEXT_PLAIN,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFailure:
    """Why one article of many has no result.

    Args:
        id: The article's `id`.
        error: What a call for this article alone would have raised.
    """

    id: str
    error: MujazError


class FigureRelation(enum.Enum):
    """How another report's figure stands to a report's own; the values are those of `mujaz.v1.FigureRelation`."""

    EARLIER = 1
    LATER = 2
    DIFFERING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFigure:
    """A figure of another article that differs from that of a sentence of a story.

    Args:
        note: What is said of it, as a span into the story's brief.
        relation: Whether the other article is older, newer or of the same time.
        article_id: That article's `id`.
        segments: Positions of its segments that say it.
        sources: Where these stand in its Arabic body or title.
        in_title: The segments are those of the title.
    """

    note: Span
    relation: FigureRelation
    article_id: str
    segments: tuple[int, ...]
    sources: tuple[Span, ...]
    in_title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCitation:
    """Ties a sentence of a story to the sentences of one article that support it.

    Args:
        sentence: A span into the story's headline or brief.
        article_id: The article's `id`.
        segments: Positions of its segments, in order.
        sources: Where these stand in its Arabic body or title.
        method: How the sentence was made.
        doubtful: As in `Citation`.
        in_title: The segments are those of the title.
        doubts: As in `Citation`, as spans into the story's headline or brief.
        other_figures: What other articles say instead of its figures; in brackets behind the sentence.
    """

    sentence: Span
    article_id: str
    segments: tuple[int, ...]
    sources: tuple[Span, ...]
    method: BriefMethod
    doubtful: bool = False
    in_title: bool = False
    doubts: tuple[Span, ...] = ()
    other_figures: tuple[OtherFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryArticle:
    """An article of a story.

    Args:
        id: Its `id`.
        title: Its English title; empty where it has none.
        published: As its publisher wrote it; may be empty.
        confidence: How far its translation can be trusted, from 0 to 1.
        findings: What a reader should know of it as a whole.
    """

    id: str
    title: str
    published: str
    confidence: float
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one or more articles tell.

    Args:
        headline: One line: a title, or one short sentence without its full stop.
        headline_citation: Where it comes from.
        brief: The story in whole sentences but for the headline's; may be empty.
        citations: One for each sentence of the brief.
        articles: Those that tell it, the newest first.
    """

    headline: str
    headline_citation: StoryCitation
    brief: str
    citations: tuple[StoryCitation, ...]
    articles: tuple[StoryArticle, ...]

    @property
    def published(self) -> str:
        """When the newest article was published, as its publisher wrote it; empty where none has a date."""
        return self.articles[0].published if self.articles else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestResult:
    """A digest of many articles: stories, the newest first, and the articles that are in none of them."""

    stories: tuple[Story, ...]
    failures: tuple[ArticleFailure, ...]
    signature: Signature
    timings: Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """A text in English."""

    translation: Translation
    signature: Signature
    timings: Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryResult:
    """The brief of an English text; its citations are positions in `sentences`, spans into that text."""

    brief: Brief
    sentences: tuple[Span, ...]
    signature: Signature
    timings: Timings


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """A line of a source and of a translation made elsewhere, as spans into the two texts.

    Args:
        number: From 1.
        source: Where it stands, without the white space around it; empty where the line is blank.
        target: Where its translation stands, likewise.
        findings: What may be wrong with it.
    """

    number: int
    source: Span
    target: Span
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What may be wrong with a translation made elsewhere; lines that are blank in both texts are left out."""

    lines: tuple[CheckedLine, ...]
    signature: Signature
    timings: Timings
