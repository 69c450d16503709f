"""A digest as a web page, as Markdown and as a Word document."""

from collections.abc import Sequence
from html import escape
from importlib import resources
from string import Template

from mujaz.types import Article, DigestResult, Span, Story, StoryArticle, StoryCitation
from mujaz.written.docx import Paper
from mujaz.written.level import level_of
from mujaz.written.markdown import plain
from mujaz.written.words import SEVERITY_WORDS

_NAME = "Digest"
_CARE = "To be read with care: the translation of the marked sentences is doubtful."


def digest_html(articles: Sequence[Article], result: DigestResult) -> bytes:
    """The digest as a page without scripts or other files; all text is escaped."""
    room = resources.files(__package__)
    by_id = {article.id: article for article in articles}
    failures = "".join(
        f"<li><bdi>{escape(failure.id)}</bdi>: {escape(failure.message)}</li>" for failure in result.failures
    )
    page = Template(room.joinpath("digest.html").read_text(encoding="utf-8")).substitute(
        style=room.joinpath("report.css").read_text(encoding="utf-8"),
        stories="\n".join(_story_html(by_id, story) for story in result.stories),
        failures=f"<section><h2>Not in this digest</h2><ul>{failures}</ul></section>" if failures else "",
    )
    return page.encode("utf-8", "replace")


def _story_html(by_id: dict[str, Article], story: Story) -> str:
    headline = _marked_html(story.headline, [story.headline_citation])
    brief = _marked_html(story.brief, story.citations)
    sources = "".join(f"<li>{_source_html(by_id.get(one.id), one)}</li>" for one in story.articles)
    return (
        f'<section class="brief"><h2><bdi>{escape(story.published)}</bdi></h2>\n<p><strong>{headline}</strong></p>\n'
        f'<p>{brief}</p>\n<ul class="notes">{sources}</ul></section>'
    )


def _marked_html(text: str, citations: Sequence[StoryCitation]) -> str:
    return "".join(
        f'<mark class="warning">{escape(words)}</mark>' if bad else escape(words)
        for words, bad in _cut(text, citations)
    )


def _source_html(article: Article | None, one: StoryArticle) -> str:
    url = "" if article is None else article.url
    name = f"<bdi>{escape(_name(article, one))}</bdi>"
    if url.startswith(("https://", "http://")):  # a link with another scheme could run a script
        name = f'<a href="{escape(url)}" rel="noreferrer">{name}</a>'
    return "<br>".join([name, *(escape(line) for line in _findings(one))])


def digest_markdown(articles: Sequence[Article], result: DigestResult) -> bytes:
    """The digest as Markdown in UTF-8; doubtful sentences are bold."""
    by_id = {article.id: article for article in articles}
    parts = [f"# {_NAME}"]
    for story in result.stories:
        parts.append(f"## {plain(story.headline)}")
        if story.published:
            parts.append(plain(story.published))
        if story.brief:
            parts.append(_marked_markdown(story))
        if _is_doubtful(story):
            parts.append(f"*{_CARE}*")
        lines = []
        for one in story.articles:
            article = by_id.get(one.id)
            url = article.url if article else ""
            lines.append(f"- {plain(_name(article, one))}{f' ({plain(url)})' if url else ''}")
            lines += [f"  - {plain(line)}" for line in _findings(one)]
        parts.append("\n".join(lines))
    if result.failures:
        parts += ["## Not in this digest"]
        parts.append("\n".join(f"- {plain(one.id)}: {plain(one.message)}" for one in result.failures))
    return ("\n\n".join(parts) + "\n").encode("utf-8", "replace")


def _marked_markdown(story: Story) -> str:
    lines = []
    for words, bad in _cut(story.brief, story.citations):
        for line in filter(str.strip, words.splitlines()):
            lines.append(f"**{plain(line)}**" if bad else plain(line))
    return "\n".join(lines)


def digest_docx(articles: Sequence[Article], result: DigestResult) -> bytes:
    """The digest as a Word document; doubtful sentences are highlighted."""
    by_id = {article.id: article for article in articles}
    paper = Paper()
    paper.heading(_NAME, level=0)
    for story in result.stories:
        paper.heading(story.headline, level=1)
        if story.published:
            paper.small(paper.document.add_paragraph(), story.published)
        if story.brief:
            pieces = [(words, "warning" if bad else None) for words, bad in _cut(story.brief, story.citations)]
            paper.english(paper.document.add_paragraph(), pieces)
        if _is_doubtful(story):
            paper.small(paper.document.add_paragraph(), _CARE)
        for one in story.articles:
            article = by_id.get(one.id)
            lines = [_name(article, one), article.url if article else "", *_findings(one)]
            paper.small(paper.document.add_paragraph(style="List Bullet"), "\n".join(filter(None, lines)))
    if result.failures:
        paper.heading("Not in this digest", level=1)
        for failure in result.failures:
            paper.small(paper.document.add_paragraph(style="List Bullet"), f"{failure.id}: {failure.message}")
    return paper.bytes(_NAME)


def _cut(text: str, citations: Sequence[StoryCitation]) -> list[tuple[str, bool]]:
    """Cuts a text into parts, each with whether its translation is doubtful."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for citation in sorted(citations, key=lambda one: one.sentence):
        if citation.doubtful:
            pieces += [(text[position : citation.sentence.start], False), (citation.sentence.of(text), True)]
            position = citation.sentence.end
    return [(words, bad) for words, bad in (*pieces, (Span(position, len(text)).of(text), False)) if words]


def _is_doubtful(story: Story) -> bool:
    return any(citation.doubtful for citation in (story.headline_citation, *story.citations))


def _name(article: Article | None, one: StoryArticle) -> str:
    source = article.source if article and article.source else one.id
    title = f": {one.title}" if one.title else ""
    return f"{source}{title} ({level_of(one.confidence)}, confidence {one.confidence:.2f} of 1)"


def _findings(one: StoryArticle) -> list[str]:
    return [f"{SEVERITY_WORDS[finding.severity]}: {finding.message}" for finding in one.findings]
