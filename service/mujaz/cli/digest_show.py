"""Prints a digest for people: styled on a terminal, plain text elsewhere."""

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from mujaz.cli.show import note
from mujaz.types import Article, DigestResult, Story, StoryArticle
from mujaz.written.level import Level, level_of

_DOUBTFUL = "yellow"


def print_digest(articles: Sequence[Article], result: DigestResult) -> None:
    """Prints the stories, and the articles that could not be used, on standard output.

    Args:
        articles: The articles of the digest, which have the names of their sources.
        result: The digest.
    """
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    sources = {article.id: article.source for article in articles}
    for part in _parts(sources, result):
        console.print(part, soft_wrap=not console.is_terminal)


def _parts(sources: dict[str, str], result: DigestResult) -> Iterator[Text]:
    for number, story in enumerate(result.stories):
        if number:
            yield Text()
        yield from _story(sources, story)
    if result.failures:
        yield Text()
        yield Text("Not in this digest", style="bold")
        for failure in result.failures:
            yield Text(f"{failure.id}: ", style="dim").append(failure.message, style="red")


def _story(sources: dict[str, str], story: Story) -> Iterator[Text]:
    text = Text(f"{story.published}  " if story.published else "")
    yield text.append(story.headline, style=_DOUBTFUL if story.headline_citation.doubtful else "bold")
    for article in story.articles:
        gives_headline = story.headline_citation.in_title and story.headline_citation.article_id == article.id
        source = _source(sources.get(article.id, ""), article, with_title=not gives_headline)
        yield Text(f"  {source}", style="dim")
        for finding in article.findings:
            yield Text("    ").append(note("article", finding, "", ""))
    if story.brief:
        brief = Text(story.brief)
        for citation in story.citations:
            if citation.doubtful:
                brief.stylize(_DOUBTFUL, citation.sentence.start, citation.sentence.end)
        yield brief
    if any(citation.doubtful for citation in (story.headline_citation, *story.citations)):
        words = dict.fromkeys(
            [doubt.of(story.headline) for doubt in story.headline_citation.doubts]
            + [doubt.of(story.brief) for citation in story.citations for doubt in citation.doubts]
        )
        which = f" ({', '.join(words)})" if words else ""
        yield Text(f"  to be read with care: the translation of some of it is doubtful{which}", style=_DOUBTFUL)


def _source(source: str, article: StoryArticle, *, with_title: bool) -> str:
    name = f"{source} ({article.id})" if source else article.id
    shown = f"{name}: {article.title}" if with_title and article.title else name
    level = level_of(article.confidence)
    return shown if level is Level.GOOD else f"{shown} ({level}, confidence {article.confidence:.2f} of 1)"
