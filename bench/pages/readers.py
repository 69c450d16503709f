"""Mujaz and the libraries that it is compared with, each called as its documentation says."""

from collections.abc import Callable
from typing import TypeAlias

import newspaper
import readability
import trafilatura
from lxml import html

from mujaz.readers.encodings import decode
from mujaz.readers.files import read_file
from mujaz.types import Article

Reader: TypeAlias = Callable[[bytes], tuple[str, str]]
"""Reads a page and returns its headline and its text, a paragraph per line."""

_BLOCKS = "p div br li h1 h2 h3 h4 h5 h6 tr blockquote".split()


def mujaz(page: bytes) -> tuple[str, str]:
    """Read a page as `mujaz article` does."""
    (article,) = read_file(page, "page.html")
    return (article.title, article.body) if isinstance(article, Article) else ("", "")


def trafilatura_default(page: bytes) -> tuple[str, str]:
    """Read a page with trafilatura's defaults."""
    return _trafilatura(page, precise=False)


def trafilatura_precise(page: bytes) -> tuple[str, str]:
    """Read a page with trafilatura's preference for precision."""
    return _trafilatura(page, precise=True)


def _trafilatura(page: bytes, *, precise: bool) -> tuple[str, str]:
    found = trafilatura.bare_extraction(page, favor_precision=precise, include_comments=False, with_metadata=True)
    return ("", "") if found is None else (found.title or "", found.text or "")


def newspaper4k(page: bytes) -> tuple[str, str]:
    """Read a page with newspaper4k and its rules for Arabic; it needs decoded text."""
    article = newspaper.Article("https://news.example/1", language="ar")
    article.download(input_html=decode(page, "").text).parse()
    return article.title, article.text


def readability_lxml(page: bytes) -> tuple[str, str]:
    """Read a page with readability-lxml; it needs decoded text and returns HTML, of which each block is a line here."""
    document = readability.Document(decode(page, "").text)
    summary = html.fromstring(document.summary())
    for block in summary.iter(*_BLOCKS):
        block.text = f"\n{block.text or ''}"
        block.tail = f"\n{block.tail or ''}"
    return document.short_title(), str(summary.text_content())


READERS: dict[str, Reader] = {
    "Mujaz": mujaz,
    "trafilatura": trafilatura_default,
    "trafilatura, precision": trafilatura_precise,
    "newspaper4k": newspaper4k,
    "readability-lxml": readability_lxml,
}
