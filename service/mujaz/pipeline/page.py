"""From an article that came as a web page to its text."""

from dataclasses import replace

from mujaz.config import Settings
from mujaz.errors import InvalidInput
from mujaz.readers.page import read_page
from mujaz.text.damage import repair
from mujaz.types import Article, ContentType


def read_article(article: Article, settings: Settings) -> Article:
    """Reads the text of an article.

    Args:
        article: Plain text or a web page.
        settings: For the limit on a page.

    Returns:
        The article itself if it is plain text without damage; else its text, with the page's headline where it has no
        title itself.

    Raises:
        InvalidInput: The page is too long, or has no text.
    """
    if article.content_type is ContentType.TEXT_PLAIN:
        return _repaired(article)
    if len(article.body) > settings.max_page_chars:
        raise InvalidInput(
            f"has {len(article.body):,} characters, the limit of a page is {settings.max_page_chars:,} "
            "(max_page_chars); send the part with the article",
            field="article.body",
            reason="PAGE_TOO_LONG",
        )
    page = read_page(article.body, field="article.body")
    if not page.body:
        raise InvalidInput(
            "is a web page without paragraphs of text; is it the page of an article?",
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
    """The article without the damage that text from PDF files and OCR has; itself where there is none."""
    title, body = repair(article.title), repair(article.body)
    findings = dict.fromkeys((*title.findings, *body.findings))
    if not findings:
        return article
    return replace(article, title=title.text, body=body.text, findings=(*article.findings, *findings))
