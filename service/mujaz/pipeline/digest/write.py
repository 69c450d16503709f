"""Writes the stories of a digest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from mujaz.errors import InvalidInput
from mujaz.pipeline.brief.compress import MAX_SENTENCE_WORDS
from mujaz.pipeline.digest.group import group_stories
from mujaz.pipeline.digest.story import Report, Writers, tell
from mujaz.text.dates import publication_time
from mujaz.text.words import words
from mujaz.types import ArticleFailure, BriefOptions, BriefStyle, Priority, ProcessOptions, Story

_NEVER = datetime.min.replace(tzinfo=UTC)


def options_of_articles(options: ProcessOptions) -> ProcessOptions:
    """Returns the options for each article of a digest.

    Args:
        options: The options of the digest.

    Returns:
        The same options, in the bulk lane unless they name a priority. The brief may be one sentence longer, because
        one of its sentences may become the headline.
    """
    brief = options.brief
    if brief is not None and brief.style is BriefStyle.HEADLINE:
        brief = None
    elif brief is not None:
        brief = BriefOptions(max_sentences=brief.max_sentences + 1, max_words=brief.max_words + MAX_SENTENCE_WORDS)
    return replace(options, brief=brief, priority=options.priority or Priority.BULK)


def without_nothing_to_tell(outcome: Report | ArticleFailure) -> Report | ArticleFailure:
    """Returns the outcome itself, or a failure where the English of the article has no word."""
    if isinstance(outcome, ArticleFailure) or words(outcome.result.body.text):
        return outcome
    error = InvalidInput(
        "has no words in its English translation; check that it is text",
        field="article.body",
        reason="NO_WORDS",
    )
    return ArticleFailure(id=outcome.article.id, error=error)


def write_stories(reports: Sequence[Report], options: BriefOptions | None, writers: Writers) -> tuple[Story, ...]:
    """Groups articles by story and tells each.

    Args:
        reports: The articles. The English of each has a word.
        options: Limits and layout of each story's brief; None leaves the briefs out.
        writers: The models.

    Returns:
        The stories, the newest first and those without a date last. Stories of the same time are in the order of the
        articles.

    Raises:
        EngineError: A model failed.
    """
    if not reports:
        return ()
    texts = [f"{report.result.title.text}\n{report.result.body.text}" for report in reports]
    stories: list[tuple[datetime, Story]] = []
    for positions in group_stories(writers.comparer.similarities(texts)):
        own = sorted((reports[position] for position in positions), key=_rank, reverse=True)
        stories.append((_time(own[0]), tell(own, options, writers)))
    stories.sort(key=lambda dated: dated[0], reverse=True)  # stable, even in reverse
    return tuple(story for _, story in stories)


def _rank(report: Report) -> tuple[datetime, float]:
    """Ranks the newest article as the most credible, and among several the one with the most certain translation."""
    return _time(report), report.result.body.confidence


def _time(report: Report) -> datetime:
    return publication_time(report.article.published) or _NEVER
