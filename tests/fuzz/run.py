"""Fuzzes every harness for a while, a few at once, and prints what was executed and what broke.

    python tests/fuzz/run.py --seconds 60 [--jobs 2] [--folder .fuzz] [NAME...]

The corpus grows from run to run. Exit code 1 if anything broke; what broke it lies in `FOLDER/NAME/broken`
and belongs into `tests/fuzz/regressions/NAME/` with its mending.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.fuzz.harnesses import HARNESSES  # noqa: E402
from tests.fuzz.seeds import seeds  # noqa: E402

SLOW_S = 10
"""One input may take so long, a thousand times what it should."""

MOST_BYTES = 4096


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one harness."""

    name: str
    executions: int
    per_second: int
    corpus: int
    broken: list[Path]
    failed: bool
    """Whether something broke; the input that did is not always kept."""
    said: str


def fuzz(name: str, folder: Path, seconds: int) -> Outcome:
    """Fuzzes one harness in a process of its own."""
    corpus, broken = folder / name / "corpus", folder / name / "broken"
    for path in (corpus, broken):
        path.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
    before = set(broken.iterdir())
    command = [
        *(sys.executable, str(ROOT / "tests/fuzz/one.py"), name, str(corpus)),
        *(f"-max_total_time={seconds}", f"-timeout={SLOW_S}", f"-max_len={MOST_BYTES}", "-rss_limit_mb=2048"),
        *(f"-artifact_prefix={broken}/", "-print_final_stats=1", "-verbosity=1"),
    ]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, check=False)
    said = run.stdout.decode("utf-8", "replace")
    found = sorted(set(broken.iterdir()) - before)
    if run.returncode and not found and "=== Uncaught Python exception" not in said:
        raise RuntimeError(f"{name} could not be fuzzed:\n{said[-3000:]}")
    stats = {key: int(value) for key, value in re.findall(r"^stat::(\w+):\s+(\d+)$", said, re.MULTILINE)}
    return Outcome(
        name=name,
        executions=stats.get("number_of_executed_units", 0),
        per_second=stats.get("average_exec_per_sec", 0),
        corpus=sum(1 for _ in corpus.iterdir()),
        broken=found,
        failed=bool(found or run.returncode),
        said=said,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(HARNESSES)}; all by default")
    parser.add_argument("--seconds", type=int, default=60, help="for each harness")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="harnesses at once")
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz", help="where the corpus is kept")
    options = parser.parse_args()
    if unknown := set(options.names) - HARNESSES.keys():
        parser.error(f"no harness is called {', '.join(unknown)}")
    names = options.names or list(HARNESSES)
    with ThreadPoolExecutor(options.jobs) as threads:
        outcomes = list(threads.map(lambda name: fuzz(name, options.folder.absolute(), options.seconds), names))
    print(f"{'harness':<16}{'executions':>12}{'a second':>10}{'corpus':>8}{'broken':>8}")
    for outcome in outcomes:
        print(
            f"{outcome.name:<16}{outcome.executions:>12,}{outcome.per_second:>10,}{outcome.corpus:>8,}"
            f"{len(outcome.broken):>8}"
        )
    print(f"{'together':<16}{sum(outcome.executions for outcome in outcomes):>12,}")
    for outcome in outcomes:
        if outcome.failed:
            print(f"\n{outcome.name}: {', '.join(map(str, outcome.broken))}\n{_why(outcome.said)}")
    return int(any(outcome.failed for outcome in outcomes))


def _why(said: str) -> str:
    """The exception, without libFuzzer's own talk."""
    start = said.find("=== Uncaught Python exception")
    return said[start if start >= 0 else -2000 :][:3000]


if __name__ == "__main__":
    sys.exit(main())
