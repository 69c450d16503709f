"""Loads the saved pages, and scores how much of their articles a reader finds.

Each page is our own, with the structure of a content management system or theme that Arabic newsrooms use and invented
text. Beside `NAME.html` lies `NAME.txt`: the headline, an empty line, and one paragraph per line.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

SAVED = Path(__file__).parent / "saved"
SHINGLE_WORDS = 4
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page and its marked article.

    Args:
        name: The name of its structure.
        data: The page.
        headline: The headline.
        paragraphs: The article without the headline.
    """

    name: str
    data: bytes
    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a page was read.

    Args:
        recall: The share of the article that was read.
        precision: The share of the text that was read that belongs to the article.
        headline: Whether the headline is the marked one.
    """

    recall: float
    precision: float
    headline: bool


def marked_pages(folder: Path = SAVED) -> list[MarkedPage]:
    """Return all pages of a folder, each with its marked text."""
    pages = []
    for path in sorted(folder.glob("*.html")):
        headline, _, *paragraphs = path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        pages.append(MarkedPage(path.stem, path.read_bytes(), headline, tuple(paragraphs)))
    return pages


def score(page: MarkedPage, headline: str, text: str) -> Score:
    """Compare a reader's text with the marked article by runs of four words, as usual benchmarks of extraction do.

    Args:
        page: The page.
        headline: The headline that was read.
        text: The text that was read, a paragraph per line; lines equal to the headline do not count.
    """
    lines = [line for line in text.splitlines() if _squash(line) != _squash(page.headline)]
    wanted, found = _shingles(page.paragraphs), _shingles(lines)
    both = (wanted & found).total()
    return Score(
        recall=both / wanted.total(),
        precision=both / found.total() if found else 0.0,
        headline=_squash(headline) == _squash(page.headline),
    )


def _shingles(lines: list[str] | tuple[str, ...]) -> Counter[tuple[str, ...]]:
    words = _NOT_WORDS.sub(" ", " ".join(lines)).split()
    return Counter(tuple(words[at : at + SHINGLE_WORDS]) for at in range(max(1, len(words) - SHINGLE_WORDS + 1)))


def _squash(text: str) -> str:
    return _NOT_WORDS.sub("", text)
