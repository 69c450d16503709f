"""Results as files that are opened elsewhere: Word, web pages, Markdown, translation memories."""

from collections.abc import Callable, Mapping, Sequence

from mujaz.types import Article, ArticleResult, DigestResult
from mujaz.written.digests import digest_docx, digest_html, digest_markdown
from mujaz.written.docx import article_docx
from mujaz.written.markdown import article_markdown
from mujaz.written.memories import article_tmx, article_xliff
from mujaz.written.report import article_html

ARTICLE_WRITERS: Mapping[str, Callable[[Article, ArticleResult], bytes]] = {
    ".docx": article_docx,
    ".html": article_html,
    ".md": article_markdown,
    ".tmx": article_tmx,
    ".xliff": article_xliff,
    ".xlf": article_xliff,
}
"""What makes a file of an article and what came of it, by the ending of the file's name."""

DIGEST_WRITERS: Mapping[str, Callable[[Sequence[Article], DigestResult], bytes]] = {
    ".docx": digest_docx,
    ".html": digest_html,
    ".md": digest_markdown,
}
"""The same for a digest and the articles that it was made of."""

__all__ = ["ARTICLE_WRITERS", "DIGEST_WRITERS"]
