"""A digest: the stories that several articles tell, and where each sentence comes from."""

import enum
from dataclasses import dataclass

from mujaz.types.brief import BriefMethod
from mujaz.types.finding import Finding
from mujaz.types.result import ArticleFailure, Signature, Timings
from mujaz.types.span import Span


class FigureRelation(enum.Enum):
    """How another article's figure relates to a story's; the values are those of `mujaz.v1.FigureRelation`."""

    EARLIER = 1
    LATER = 2
    DIFFERING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFigure:
    """A figure of another article that differs from the one in a sentence of a story.

    Args:
        note: The note about it, as a span into the story's brief.
        relation: Whether the other article is older, newer or of the same time.
        article_id: The `id` of the other article.
        segments: Positions of that article's segments that have the figure.
        sources: Those segments, as spans into the Arabic body or title.
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
    """Links a sentence of a story to the segments of one article that support it.

    Args:
        sentence: A span into the story's headline or brief.
        article_id: The article's `id`.
        segments: Positions of its segments, in order.
        sources: Those segments, as spans into the Arabic body or title.
        method: How the sentence was made.
        doubtful: As in `Citation`.
        in_title: The segments are those of the title.
        doubts: As in `Citation`, but spans into the story's headline or brief.
        other_figures: Differing figures of other articles, which stand in brackets after the sentence.
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
        findings: What a reader should know about it as a whole.
    """

    id: str
    title: str
    published: str
    confidence: float
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that one or more articles tell.

    Args:
        headline: One line: a title, or one short sentence without its full stop.
        headline_citation: Where the headline comes from.
        brief: The story in whole sentences, without that of the headline; may be empty.
        citations: One for each sentence of the brief.
        articles: The articles that tell it, newest first.
    """

    headline: str
    headline_citation: StoryCitation
    brief: str
    citations: tuple[StoryCitation, ...]
    articles: tuple[StoryArticle, ...]

    @property
    def published(self) -> str:
        """When the newest article was published, as its publisher wrote it; empty where no date is known."""
        return self.articles[0].published if self.articles else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestResult:
    """A digest of many articles: the stories, newest first, and the articles that could not be used."""

    stories: tuple[Story, ...]
    failures: tuple[ArticleFailure, ...]
    signature: Signature
    timings: Timings
