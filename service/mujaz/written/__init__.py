"""Results as files for other programs: Word documents, web pages, Markdown, translation memories."""

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
"""The function that writes an article and its result as a file, by the suffix of the file's name."""

DIGEST_WRITERS: Mapping[str, Callable[[Sequence[Article], DigestResult], bytes]] = {
    ".docx": digest_docx,
    ".html": digest_html,
    ".md": digest_markdown,
}
"""The function that writes a digest and its articles as a file, likewise."""

__all__ = ["ARTICLE_WRITERS", "DIGEST_WRITERS"]
