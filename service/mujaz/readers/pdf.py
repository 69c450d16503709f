"""Read PDF files whose text is stored in reading order; for others, raise an error that says what to do."""

import ctypes
import re
from typing import Any

from mujaz.errors import InvalidInput
from mujaz.readers.office import require
from mujaz.readers.raised import raised
from mujaz.text.damage import repair
from mujaz.text.headline import split_headline
from mujaz.text.scripts import has_arabic
from mujaz.types import Article, Severity

MAX_PAGES = 500
_ALEF_LAM = re.compile("[اأإآ]ل")
_FIGURE, _NUMBER = re.compile("[0-9]"), re.compile("[0-9]{2}")
_SMALLER, _LEAST_LIFT = 0.9, 0.15
"""A figure is raised that is lower than this share of the one before it, and whose baseline is higher by this share."""
_FULL_LINE = 0.75
"""The share of the usual line length below which a line ends its paragraph."""


def read_pdf(data: bytes, file: str) -> Article:
    """Reads a PDF.

    Args:
        data: The file.
        file: Its name, for errors.

    Raises:
        InvalidInput: The file is damaged or locked, or has no text or none that can be repaired.
        ConfigError: pypdfium2 is not installed.
    """
    pdfium = require("pypdfium2", "reading PDF")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        what = "is locked with a password; unlock it first" if locked else f"is a damaged PDF: {error}"
        raise InvalidInput(what, field=file, reason="FILE_LOCKED" if locked else "INPUT_DAMAGED") from None
    try:
        if len(document) > MAX_PAGES:
            raise InvalidInput(
                f"has more than {MAX_PAGES} pages; send a part of it", field=file, reason="FILE_TOO_LONG"
            )
        lines = [line for page in document for line in _lines(page)]
    except pdfium.PdfiumError as error:
        raise InvalidInput(f"is a damaged PDF: {error}", field=file, reason="INPUT_DAMAGED") from None
    finally:
        document.close()
    if not any(map(str.strip, lines)):
        raise InvalidInput(
            "is a PDF of pictures without text; read it with OCR first", field=file, reason="PDF_WITHOUT_TEXT"
        )
    repaired = repair("\n".join(_paragraphs(lines)))
    broken = next((finding for finding in repaired.findings if finding.severity is Severity.ERROR), None)
    if broken is not None or not has_arabic(repaired.text):
        what = "its letters are not those of Unicode" if broken is None else broken.message
        raise InvalidInput(
            f"is a PDF whose text cannot be extracted ({what}); get the text in another way, or read it with OCR",
            field=file,
            reason="PDF_DAMAGED",
        )
    title, body = split_headline(repaired.text.replace("\n", "\n\n", 1))
    return Article(title=title, body=body, findings=repaired.findings)


def _lines(page: Any) -> list[str]:
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded()
    if _ALEF_LAM.search(text) or _NUMBER.search(text):
        characters = _characters(text_page)
        text = _with_ligatures(text_page, characters, text)
        text = _with_raised_figures(text_page, characters, text)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").split("\n")


def _characters(text_page: Any) -> str:
    """The characters of a page at the positions by which PDFium knows them; its text has line ends besides."""
    raw = require("pypdfium2.raw", "reading PDF")
    return "".join(chr(raw.FPDFText_GetUnicode(text_page, at)) for at in range(text_page.count_chars()))


def _with_ligatures(text_page: Any, characters: str, text: str) -> str:
    """Puts lam before alef where the two are one glyph of the font.

    PDFium 159 reverses a line of Arabic letter by letter, and with it the two letters of such a glyph: لا سلام becomes
    ال سالم. The letters of one glyph have the same place on the page, which no other two letters have.
    """
    places = [pair.start() for pair in _ALEF_LAM.finditer(characters)]
    if len(places) != len(_ALEF_LAM.findall(text)):
        return text
    together = iter([text_page.get_charbox(at) == text_page.get_charbox(at + 1) for at in places])
    return _ALEF_LAM.sub(lambda pair: pair[0][::-1] if next(together) else pair[0], text)


def _with_raised_figures(text_page: Any, characters: str, text: str) -> str:
    """Writes ⁶ for a raised 6 behind a figure, which would make 106 of 10⁶ and add a footnote's number to another."""
    if not _NUMBER.search(text):
        return text
    places = [figure.start() for figure in _FIGURE.finditer(characters)]
    if len(places) != len(_FIGURE.findall(text)):
        return text
    raw = require("pypdfium2.raw", "reading PDF")
    shapes = [_shape(raw, text_page, at) for at in places]
    up, base = [False], shapes[0]
    for before, at, (height, baseline) in zip(places, places[1:], shapes[1:], strict=False):
        lift = baseline - base[1]
        up.append(at == before + 1 and height < _SMALLER * base[0] and _LEAST_LIFT * base[0] < lift < base[0])
        if not up[-1]:
            base = height, baseline
    figures = iter(up)
    return _FIGURE.sub(lambda figure: raised(figure[0]) if next(figures) else figure[0], text)


def _shape(raw: Any, text_page: Any, at: int) -> tuple[float, float]:
    """The height of a character and of its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    _, bottom, _, top = text_page.get_charbox(at)
    return top - bottom, y.value


def _paragraphs(lines: list[str]) -> list[str]:
    """Joins the lines of a page to paragraphs: a full line that does not end a sentence continues in the next one."""
    lengths = sorted(len(line) for line in lines if line.strip())
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    paragraphs: list[str] = []
    goes_on = False
    for line in lines:
        flat = " ".join(line.split())
        if not flat:
            goes_on = False
            continue
        if goes_on:
            paragraphs[-1] += f" {flat}"
        else:
            paragraphs.append(flat)
        goes_on = len(flat) >= _FULL_LINE * usual and flat[-1] not in ".!؟?:"
    return paragraphs
