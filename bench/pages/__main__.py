"""Compares readers of Arabic news pages: `python -m bench.pages [--folder DIR] [--each]`.

Recall and precision are of runs of four words, averaged over the pages. Processor time is for all pages, the median
over rounds; every round runs each library in the same process, and ratios are taken within a round. It needs an
environment of its own that includes the project's:

    python -m venv /tmp/pages
    realpath .venv/lib/python3*/site-packages > "$(echo /tmp/pages/lib/python3*/site-packages)/mujaz.pth"
    /tmp/pages/bin/pip install --no-deps -r bench/pages-requirements.txt
    PYTHONPATH=service /tmp/pages/bin/python -m bench.pages
"""

import argparse
import platform
import statistics
import time
from pathlib import Path

from bench.pages.marked import SAVED, MarkedPage, Score, marked_pages, score
from bench.pages.readers import READERS, Reader

TIMED_BESIDE = "trafilatura"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=SAVED, help="folder with pages and their marked texts")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", action="store_true", help="also print each page")
    options = parser.parse_args()
    pages = marked_pages(options.folder)
    scores = {name: [_read(reader, page) for page in pages] for name, reader in READERS.items()}
    if options.each:
        _print_each(pages, scores)
    seconds = _times(pages, options.rounds)
    print(f"{len(pages)} pages, {sum(len(page.data) for page in pages) // 1024} KB, {_processor()}\n")
    print("| reader | recall | precision | headlines right | ms a page | by trafilatura's |\n|---|---|---|---|---|---|")
    for name, all_scores in scores.items():
        ratio = statistics.median(own / base for own, base in zip(seconds[name], seconds[TIMED_BESIDE], strict=True))
        print(
            f"| {name} | {statistics.mean(one.recall for one in all_scores):.3f} "
            f"| {statistics.mean(one.precision for one in all_scores):.3f} "
            f"| {sum(one.headline for one in all_scores)} of {len(pages)} "
            f"| {statistics.median(seconds[name]) / len(pages) * 1000:.1f} | {ratio:.2f} |"
        )


def _read(reader: Reader, page: MarkedPage) -> Score:
    try:
        headline, text = reader(page.data)
    except Exception:  # a library that raises an error has read nothing
        headline, text = "", ""
    return score(page, headline, text)


def _times(pages: list[MarkedPage], rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name, reader in READERS.items():
            started = time.process_time()
            for page in pages:
                _read(reader, page)
            seconds[name].append(time.process_time() - started)
    return seconds


def _print_each(pages: list[MarkedPage], scores: dict[str, list[Score]]) -> None:
    print(f"{'page':28}" + "".join(f"{name[:24]:>26}" for name in scores))
    for at, page in enumerate(pages):
        cells = (scores[name][at] for name in scores)
        print(
            f"{page.name:28}"
            + "".join(
                f"{f'{one.recall:.2f} {one.precision:.2f} {chr(45) if one.headline else chr(120)}':>26}"
                for one in cells
            )
        )
    print()


def _processor() -> str:
    names = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    return names[0] if names else platform.processor()


if __name__ == "__main__":
    main()
