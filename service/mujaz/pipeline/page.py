"""Extracts the text of an article that is a web page, and repairs damaged text."""

from dataclasses import replace

from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.readers.page import Page, is_whole_page, read_fragment, read_page
from mujaz.text.damage import repair
from mujaz.types import Article, ContentType


def read_article(article: Article, settings: Settings) -> Article:
    """Returns an article as plain text.

    Args:
        article: Plain text or a web page.
        settings: The limit on the length of a page.

    Returns:
        The article itself if it is plain text without damage. Otherwise a copy with the text that was read; a title or
        other detail that the article lacks is taken from the page.

    Raises:
        InvalidInput: The page is too long, or has no text.
    """
    if article.content_type is ContentType.TEXT_PLAIN:
        return _repaired(article)
    if len(article.body) > settings.max_page_chars:
        raise InvalidInput(
            f"has {len(article.body):,} characters, the limit for a page is {settings.max_page_chars:,} "
            "(max_page_chars); send the part with the article",
            field="article.body",
            reason="PAGE_TOO_LONG",
        )
    if article.title and not is_whole_page(article.body):  # its first subhead is no headline
        page = Page(title="", body=read_fragment(article.body, field="article.body"))
    else:
        page = read_page(article.body, field="article.body")
    if not page.body:
        raise InvalidInput(
            "is a web page without paragraphs of text; send the page of an article",
            field="article.body",
            reason="PAGE_EMPTY",
        )
    read = replace(
        article,
        title=article.title or page.title,
        body=page.body,
        url=article.url or page.url,
        source=article.source or page.source,
        published=article.published or page.published,
        content_type=ContentType.TEXT_PLAIN,
        findings=(*article.findings, *page.findings),
    )
    return _repaired(read)


def _repaired(article: Article) -> Article:
    """Repairs damage that is typical of text from PDF files and OCR; returns the article itself where there is none."""
    title, body = repair(article.title), repair(article.body)
    findings = dict.fromkeys((*title.findings, *body.findings))
    if not findings:
        return article
    return replace(article, title=title.text, body=body.text, findings=(*article.findings, *findings))
