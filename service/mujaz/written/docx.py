"""An article as a Word document: a table of the translation beside its source, with words in question highlighted."""

import io
from typing import Any

from mujaz.readers.office import require
from mujaz.types import Article, ArticleResult
from mujaz.written.marks import DOUBT, TERM
from mujaz.written.pairs import Pair, finding_line, pairs_of, xml_text

_PURPOSE = "writing Word files"
_COLOURS = {"error": "PINK", "warning": "YELLOW", "info": "GRAY_25"}
"""The names of Word's highlight colours, by kind of mark."""
_SMALL_PT = 8.5


def article_docx(article: Article, result: ArticleResult) -> bytes:
    """The article and its translation as a Word document."""
    paper = Paper()
    paper.heading(result.title.text or "Article without a title", level=0)
    if article.title:
        paper.arabic(paper.document.add_paragraph(), [(article.title, None)])
    origin = " · ".join(part for part in (article.source, article.published, article.url) if part)
    if origin:
        paper.small(paper.document.add_paragraph(), origin)
    if result.brief is not None:
        paper.heading("Brief", level=1)
        for line in result.brief.text.splitlines():
            paper.english(paper.document.add_paragraph(), [(line, None)])
    for finding in result.findings:
        paper.small(paper.document.add_paragraph(), finding_line(finding, article.body, result.body.text))
    paper.heading("Sentence by sentence", level=1)
    paper.small(paper.document.add_paragraph(), "Pink is wrong, yellow is to be checked, dotted is unsure.")
    paper.pairs(pairs_of(article, result))
    return paper.bytes(result.title.text)


class Paper:
    """A Word document that is being written."""

    def __init__(self) -> None:
        self._word = require("docx", _PURPOSE)
        self._ns = require("docx.oxml.ns", _PURPOSE)
        self._oxml = require("docx.oxml", _PURPOSE)
        self._enum = require("docx.enum.text", _PURPOSE)
        self._shared = require("docx.shared", _PURPOSE)
        self.document: Any = self._word.Document()

    def heading(self, text: str, level: int) -> None:
        """Adds a heading; level 0 is the title."""
        self.document.add_heading(xml_text(text), level=level)

    def english(self, paragraph: Any, pieces: list[tuple[str, str | None]]) -> None:
        """Adds English words with their marks to a paragraph."""
        for words, kind in pieces:
            self._mark(paragraph.add_run(xml_text(words)), kind)

    def arabic(self, paragraph: Any, pieces: list[tuple[str, str | None]]) -> None:
        """Makes a paragraph right-to-left, and adds Arabic words with their marks to it."""
        paragraph._p.get_or_add_pPr().append(self._oxml.OxmlElement("w:bidi"))
        for words, kind in pieces:
            run = paragraph.add_run(xml_text(words))
            self._mark(run, kind)
            run.font.rtl = True

    def small(self, paragraph: Any, text: str) -> None:
        """Adds a note in small italics to a paragraph."""
        run = paragraph.add_run(xml_text(text))
        run.italic = True
        run.font.size = self._shared.Pt(_SMALL_PT)

    def pairs(self, pairs: list[Pair]) -> None:
        """Adds a table of sentences, English beside Arabic."""
        table = self.document.add_table(rows=1, cols=2)
        table.style = "Table Grid"
        for cell, name in zip(table.rows[0].cells, ("English", "Arabic"), strict=True):
            cell.paragraphs[0].add_run(name).bold = True
        for pair in pairs:
            english, arabic = table.add_row().cells
            self.english(english.paragraphs[0], pair.marked(of_source=False))
            self.arabic(arabic.paragraphs[0], pair.marked(of_source=True))
            self.small(english.add_paragraph(), "\n".join((f"Confidence {pair.confidence}", *pair.notes)))

    def bytes(self, title: str) -> bytes:
        """The document as the content of a file."""
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = xml_text(title)[:255], "Mujaz", ""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

    def _mark(self, run: Any, kind: str | None) -> None:
        if kind in _COLOURS:
            run.font.highlight_color = getattr(self._enum.WD_COLOR_INDEX, _COLOURS[kind])
        elif kind == DOUBT:
            run.font.underline = self._enum.WD_UNDERLINE.DOTTED
        elif kind == TERM:
            run.font.underline = True
