"""A digest: the stories that several articles tell, and where each sentence comes from."""

import enum
from dataclasses import dataclass

from mujaz.types.brief import BriefMethod
from mujaz.types.finding import Finding
from mujaz.types.result import ArticleFailure, Signature, Timings
from mujaz.types.span import Span


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
