"""The saved pages, and how much of their articles a reader finds.

Each page is of our own making in the structure of one content management system or theme that Arabic newsrooms use; its
text is invented. Beside `NAME.html` lies `NAME.txt`: the headline, an empty line, and the paragraphs, a line each.
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
    """A page, and what is right.

    Args:
        name: Of its structure.
        data: The page.
        headline: Its headline.
        paragraphs: Its article, without the headline.
    """

    name: str
    data: bytes
    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one page was read.

    Args:
        recall: Share of the article that was kept.
        precision: Share of what was kept that is the article.
        headline: Whether the headline is the marked one.
    """

    recall: float
    precision: float
    headline: bool


def marked_pages(folder: Path = SAVED) -> list[MarkedPage]:
    """All pages of a folder that have a text with their marks beside them."""
    pages = []
    for path in sorted(folder.glob("*.html")):
        headline, _, *paragraphs = path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        pages.append(MarkedPage(path.stem, path.read_bytes(), headline, tuple(paragraphs)))
    return pages


def score(page: MarkedPage, headline: str, text: str) -> Score:
    """Compares what was read with the marks, by runs of four words as the usual benchmarks of extraction do.

    Args:
        page: The page.
        headline: As it was read.
        text: The text that was read, a paragraph a line; lines that are the headline do not count.
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
