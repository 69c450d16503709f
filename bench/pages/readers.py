"""Mujaz and the libraries that it is compared with, each as its documentation says to call it."""

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
"""A page to its headline and text, a paragraph a line."""

_BLOCKS = "p div br li h1 h2 h3 h4 h5 h6 tr blockquote".split()


def mujaz(page: bytes) -> tuple[str, str]:
    """As `mujaz article` reads it."""
    (article,) = read_file(page, "page.html")
    return (article.title, article.body) if isinstance(article, Article) else ("", "")


def trafilatura_default(page: bytes) -> tuple[str, str]:
    """Trafilatura as it is."""
    return _trafilatura(page, precise=False)


def trafilatura_precise(page: bytes) -> tuple[str, str]:
    """Trafilatura told to rather leave out than take too much."""
    return _trafilatura(page, precise=True)


def _trafilatura(page: bytes, *, precise: bool) -> tuple[str, str]:
    found = trafilatura.bare_extraction(page, favor_precision=precise, include_comments=False, with_metadata=True)
    return ("", "") if found is None else (found.title or "", found.text or "")


def newspaper4k(page: bytes) -> tuple[str, str]:
    """newspaper4k with its rules for Arabic. It takes text: the encoding is found for it."""
    article = newspaper.Article("https://news.example/1", language="ar")
    article.download(input_html=decode(page, "").text).parse()
    return article.title, article.text


def readability_lxml(page: bytes) -> tuple[str, str]:
    """readability-lxml; the text of the HTML that it gives, a block a line. The encoding is found for it."""
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
