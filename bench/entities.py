"""Counts entity names that are translated correctly, by kind, with and without the names stage.

    python bench/entities.py eamt_validation.tsv.gz --lines 150

The table has the columns Arabic and English, for example SemEval EA-MT validation. The name of a line is the longest
run of capitalised words in the English, not at its beginning. A line counts if its translation contains that run. These
lines are never trained on.
"""

import argparse
import gzip
import random
import re
import time
from collections import Counter
from pathlib import Path

from mujaz.config import Settings
from mujaz.pipeline import load_pipeline, run_text
from mujaz.types import ProcessOptions

SEED = 17
_RUN = re.compile(r"(?<!^)\b[A-Z][\w'’.-]*(?: (?:(?:of|the|and|in|de|a|to|for) )*[A-Z0-9][\w'’.-]*)*")
_KINDS = {
    "film or series": "film|movie|series|show|episode", "book": "book|novel|author|wrote|written|genre",
    "place": "city|country|located|capital|mountain|river|island|tower|building",
    "person": "who is|born|died|actor|player|married", "music": "song|album|band|singer",
}  # fmt: skip


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("table", type=Path)
    parser.add_argument("--lines", type=int, default=150, help="lines to draw at random (default: 150)")
    arguments = parser.parse_args()
    rows = drawn(arguments.table, arguments.lines)
    right: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    seconds = {}
    for shown in right:
        pipeline = load_pipeline(Settings(names=shown))
        started = time.process_time()
        for source, name, kind in rows:
            target = run_text(pipeline, source, ProcessOptions()).translation.text
            right[shown][kind] += name.casefold() in target.casefold()
        seconds[shown] = time.process_time() - started
    print("| kind | lines | without | with |\n|---|---:|---:|---:|")
    for kind, lines in Counter(kind for _, _, kind in rows).most_common():
        print(f"| {kind} | {lines} | {right[False][kind]} | {right[True][kind]} |")
    print(f"| all | {len(rows)} | {right[False].total()} | {right[True].total()} |")
    print(f"\nThe stage takes {seconds[True] / seconds[False]:.2f} times the processor time without it.")


def drawn(path: Path, count: int) -> list[tuple[str, str, str]]:
    """Draw lines at random, and return the Arabic, the name in the English, and the kind of the question."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
    named = []
    for source, target in pairs:
        runs = _RUN.findall(target.rstrip(" ?."))
        if runs:
            named.append((source, max(runs, key=len), kind_of(target.lower())))
    return random.Random(SEED).sample(named, min(count, len(named)))


def kind_of(question: str) -> str:
    """Return the kind of thing that a question asks about, by its words."""
    return next((kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})", question)), "other")


if __name__ == "__main__":
    main()
