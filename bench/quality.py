"""Measures the chrF and the cost of each quality setting: `python -m bench.quality --dev DIR`.

Each set of `DIR` (`*.tsv`, `Arabic<TAB>English` per line) is translated as one text by the served model, with second
tries. The table shows chrF and processor seconds: all, those of first tries, of second tries, and the rest. `--beams 2
3 4` tries beam sizes instead of qualities, `--every 4` takes every fourth line.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import sacrebleu

from bench.second_tries import measure
from mujaz.config import Settings
from mujaz.pipeline.load import load_pipeline
from mujaz.pipeline.pipeline import Pipeline
from mujaz.types import ProcessOptions, Quality

_MOST_CHARS = 1_000_000


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    parser.add_argument("--beams", type=int, nargs="+", default=[], help="beam sizes to try instead of qualities")
    parser.add_argument("--every", type=int, default=1, help="take every Nth line (default: 1)")
    given = parser.parse_args()
    ways = [ProcessOptions(skip_memory=True, quality=quality) for quality in Quality]
    if given.beams:
        ways = [ProcessOptions(skip_memory=True, beam_size=beam_size) for beam_size in given.beams]
    pipeline = load_pipeline(Settings.load({"max_article_chars": _MOST_CHARS, "threads": 1}))
    print("| set | how | chrF | processor seconds | first tries | second tries | the rest |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for path in sorted(given.dev.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[:: given.every]]
        for options in ways:
            print(f"| {path.stem}, {len(rows)} lines | {row(pipeline, rows, options)} |", flush=True)
    pipeline.close()


def row(pipeline: Pipeline, rows: Sequence[Sequence[str]], options: ProcessOptions) -> str:
    """Translate a set with some options, and return its table cells."""
    translation, spent = measure(pipeline, "\n".join(source for source, *_ in rows), options)
    chrf = sacrebleu.corpus_chrf(translation.text.split("\n"), [[reference for _, reference, *_ in rows]]).score
    how = options.quality.value if options.quality else f"beam {options.beam_size}"
    shares = " | ".join(f"{spent[name]:.1f}" for name in ("all", "first", "second", "rest"))
    return f"{how} | {chrf:.2f} | {shares}"


if __name__ == "__main__":
    main()
