"""What each quality costs and brings, as served: `python -m bench.quality --dev DIR`.

Each set of `DIR` (`*.tsv`, `Arabic<TAB>English` a line) is translated as one text by the model that serves, second
tries and all. Shown are chrF and processor seconds, of which first and later requests to the model. `--beams 2 3 4`
tries beams in place of qualities, `--every 4` takes every fourth line.
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
    """Reads the command line and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    parser.add_argument("--beams", type=int, nargs="+", default=[], help="beams of the usual quality, in its place")
    parser.add_argument("--every", type=int, default=1, help="take every so manieth line")
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
    """The cells of one set, translated in one way."""
    translation, spent = measure(pipeline, "\n".join(source for source, *_ in rows), options)
    chrf = sacrebleu.corpus_chrf(translation.text.split("\n"), [[reference for _, reference, *_ in rows]]).score
    how = options.quality.value if options.quality else f"beam {options.beam_size}"
    shares = " | ".join(f"{spent[name]:.1f}" for name in ("all", "first", "second", "rest"))
    return f"{how} | {chrf:.2f} | {shares}"


if __name__ == "__main__":
    main()
