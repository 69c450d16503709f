"""Reads the CC0 texts that the brief model is trained on: documents of the White House and speeches at the UN."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAIRS = "summ/en_whitehouse_titles.jsonl.gz"
TEXTS = ("mono/en_whitehouse_statements.txt.gz", "mono/en_ungdc_1993_2024.txt.gz")
FOLDS = 10
DEV_FOLD, TEST_FOLD = 8, 9

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\ ?")
_GENRE = re.compile(
    r"^\W*(?:fact ?sheet|press release|icymi|readout of|a proclamation on"
    r"|(?:statement|remarks) (?:by|from|of) .{0,60}? on)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document and its title.

    Args:
        text: The document.
        title: The title without what it says about the kind of document ("Statement by ... on").
        is_fact_sheet: Whether the document was written to explain another.
        fold: 0 to 9, by a hash of the text: 0-7 train, 8 dev, 9 test.
    """

    text: str
    title: str
    is_fact_sheet: bool
    fold: int


def read_documents(path: Path) -> list[Document]:
    """Reads `{"document", "summary"}` lines, without those that only list nominations."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [
        _document(record["document"], record["summary"]) for record in records if "omination" not in record["summary"]
    ]


def _document(text: str, summary: str) -> Document:
    written = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", summary)
    title = " ".join(written.split())
    return Document(
        text=text,
        title=_GENRE.sub("", title),
        is_fact_sheet=title.lower().lstrip().startswith(("fact sheet", "factsheet")),
        fold=int(hashlib.sha256(text.encode()).hexdigest(), 16) % FOLDS,
    )


def read_passages(path: Path, *, min_chars: int = 2_000) -> Iterator[str]:
    """Joins the lines of a file into passages about as long as a news article."""
    passage: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            passage.append(line)
            if sum(map(len, passage)) >= min_chars:
                yield "".join(passage)
                passage = []
