"""Compares Mujaz with other ways to run the same model, side by side, and writes docs/benchmarks.md.

    python -m bench.compare --quick                        # takes minutes; shows whether it works
    python -m bench.compare --dev DIR                      # the real figures; about an hour on two processors

All systems get the same weights and the same sentences. The others use four beams, Mujaz its own settings. Every round
runs each system once, in alternating order; ratios are taken within a round, and the median over the rounds is shown.
Ratios are of processor seconds, so that other work on the machine matters little.

    git worktree add ../mujaz-before COMMIT                # measures an older build with today's weights
    python -m bench.compare --models starter --only before mujaz ctranslate2 --before ../mujaz-before
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import ctranslate2
from rich.console import Console
from rich.status import Status

from bench.compare.measure import measure_model
from bench.compare.processor import processor
from bench.compare.report import bars_table, plot, speeds_table, write_page
from bench.compare.stand import MODELS, PARTS, Options

DOCS = Path(__file__).parents[2] / "docs"


def main() -> None:
    """Measure, print and write."""
    options, page = read_options()
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="mujaz-compare-") as scratch:
        measured = []
        for name in options.models:
            with console.status(name) as status:
                measured.append(measure_model(name, options, Path(scratch), progress(console, status)))
            console.print(f"{name}: measured")
    lines = heading(options)
    speeds = {one.model: one.speeds for one in measured if one.speeds.rounds}
    if speeds:
        plot(speeds, page.with_suffix(".png"))
        lines += ["", f"![Articles a second of each system]({page.with_suffix('.png').name})"]
    for one in measured:
        lines += ["", f"### {one.model}", ""]
        lines += [*speeds_table(one.speeds, one.baseline), ""] if one.speeds.rounds else []
        lines += bars_table(one.bars) if one.bars else []
        lines += ["", *one.notes] if one.notes else []
    write_page(page, lines)
    print("\n".join(lines))
    console.print(f"written to {page}")


def progress(console: Console, status: Status) -> Callable[[str], None]:
    """Return how to show progress: in a status line, or in log lines if the output is no terminal."""
    return status.update if console.is_terminal else console.log


def heading(options: Options) -> list[str]:
    """Return a line that says where and how it was measured."""
    size = "a quick try, not to be quoted; " if options.quick else ""
    return [
        f"Measured on {processor()}, {options.threads} threads, ctranslate2 {ctranslate2.__version__}: {size}"
        f"{options.articles} articles of 12 sentences, 4 beams, medians of {options.repeats} rounds."
    ]


def read_options() -> tuple[Options, Path]:
    """Read the command line: the options, and the page to write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="few articles, one round, fewer clients")
    parser.add_argument("--articles", type=int, help="articles of the workload (default: 256; with --quick: 8)")
    parser.add_argument("--repeats", type=int, help="rounds (default: 5; with --quick: 1)")
    parser.add_argument("--clients", type=int, nargs="+", help="numbers of clients (default: 1 4 16 64 256)")
    parser.add_argument("--models", choices=MODELS, nargs="+", default=list(MODELS))
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="run only these parts")
    parser.add_argument("--without", choices=PARTS, nargs="+", default=[], help="leave out these parts")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)), help="threads of every system")
    parser.add_argument("--before", type=Path, help="another checkout of Mujaz to compare on the same weights")
    parser.add_argument("--dev", type=Path, help="folder with flores101_dev.tsv, for chrF")
    parser.add_argument("--dev-lines", type=int, help="lines of it to use (default: 300; with --quick: 24)")
    parser.add_argument("--page", type=Path, default=DOCS / "benchmarks.md", help="page to write into")
    given = parser.parse_args()
    quick = given.quick
    options = Options(
        quick=quick,
        articles=given.articles or (8 if quick else 256),
        repeats=given.repeats or (1 if quick else 5),
        clients=tuple(given.clients or ((1, 4, 16) if quick else (1, 4, 16, 64, 256))),
        models=tuple(given.models),
        parts=tuple(part for part in given.only if part not in given.without),
        threads=given.threads,
        before=given.before,
        dev=given.dev,
        dev_lines=given.dev_lines or (24 if quick else 300),
    )
    return options, given.page


if __name__ == "__main__":
    main()
