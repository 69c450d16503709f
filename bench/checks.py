"""Compares the cost of checks with another revision: `python bench/checks.py 2ec383f`.

Pairs of the news corpus are checked by this tree and by the other one in turns, each in a process of its own. Both
check the same 2,000 pairs in a round, and other pairs in the next. Processor seconds are counted, without those for
starting and for loading tables.
"""

import argparse
import gzip
import io
import statistics
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import IO

REPOSITORY = Path(__file__).parents[1]
CORPUS = REPOSITORY / "models" / "recipes" / "starter-ar-en" / "news" / "mujaz_news.tsv.gz"
WARM_UP = 6_000
"""Pairs before the first round, because the caches of a running server have most words."""

WORKER = """
import os, sys, time, types

# The package's own module loads models, for which an older tree may need packages that are no longer installed.
package = sys.modules["mujaz.pipeline"] = types.ModuleType("mujaz.pipeline")
package.__path__ = [os.path.join(os.environ["PYTHONPATH"], "mujaz", "pipeline")]

from mujaz.config import Settings
from mujaz.pipeline.check import check_translation

settings = Settings.load({})
for line in sys.stdin:
    pairs = [pair.split("\\t") for pair in line.rstrip("\\n").split("\\f")]
    started = time.process_time()
    for source, target in pairs:
        check_translation(source, target, settings)
    print(time.process_time() - started, flush=True)
"""


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("revision", help="git revision to compare this tree with")
    parser.add_argument("--pairs", type=int, default=2_000, help="pairs in a round (default: 2000)")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        pairs = ["\t".join(line.rstrip("\n").split("\t")[:2]) for line in lines]
    rounds = [pairs[at : at + arguments.pairs] for at in range(WARM_UP, len(pairs), arguments.pairs)]
    with tempfile.TemporaryDirectory() as folder:
        other = unpacked(arguments.revision, Path(folder))
        trees = {"this tree": worker(REPOSITORY / "service"), arguments.revision: worker(other)}
        for process in trees.values():
            seconds(process, pairs[:WARM_UP])
        spent: dict[str, list[float]] = {name: [] for name in trees}
        for number, batch in enumerate(rounds[: arguments.rounds]):
            for name in sorted(trees, reverse=bool(number % 2)):
                spent[name].append(1000 * seconds(trees[name], batch) / len(batch))
        for process in trees.values():
            pipe(process.stdin).close()
            process.wait()
    print("| tree | processor ms a pair, median | least | most |\n|---|---:|---:|---:|")
    for name, times in spent.items():
        print(f"| {name} | {statistics.median(times):.3f} | {min(times):.3f} | {max(times):.3f} |")
    ratios = [this_ms / other_ms for this_ms, other_ms in zip(*spent.values(), strict=True)]
    print(f"\nThis tree takes {statistics.median(ratios):.2f} of the time ({min(ratios):.2f} to {max(ratios):.2f}).")


def unpacked(revision: str, folder: Path) -> Path:
    """Unpack another revision into a folder, and return its source root."""
    command = ["git", "-C", str(REPOSITORY), "archive", "--format=tar", revision, "service"]
    archive = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if archive.returncode:
        sys.exit(f"git knows no revision {revision}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder / "service"


def worker(tree: Path) -> subprocess.Popen[str]:
    """Start a process with the code of a tree, which checks the pairs that it reads."""
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={"PYTHONPATH": str(tree), "PYTHONUTF8": "1"},
    )


def seconds(process: subprocess.Popen[str], pairs: list[str]) -> float:
    """Return the processor seconds that a tree takes for some pairs."""
    print("\f".join(pairs), file=pipe(process.stdin), flush=True)
    return float(pipe(process.stdout).readline())


def pipe(stream: IO[str] | IO[bytes] | None) -> IO:  # type: ignore[type-arg]  # text or bytes, as it was opened
    """Return a stream that is known to be a pipe."""
    assert stream
    return stream


if __name__ == "__main__":
    main()
