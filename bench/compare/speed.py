"""Times systems side by side: every round runs each of them once, so that a slow phase of the machine slows all."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.compare.workload import Sentences, System


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The articles a second of a system in one round: by the clock, and of processor time."""

    articles_s: float
    articles_processor_s: float


@dataclass(slots=True, kw_only=True)
class Speeds:
    """The speed of each system in each round, and its chrF."""

    rounds: list[dict[str, Run]] = field(default_factory=list)
    chrf: dict[str, float] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Return the systems in the order of the first round."""
        return list(self.rounds[0]) if self.rounds else []

    def median(self, name: str) -> float:
        """Return the median over the rounds of articles a second."""
        return statistics.median(one[name].articles_s for one in self.rounds)

    def processor_median(self, name: str) -> float:
        """Return the median over the rounds of articles a processor second."""
        return statistics.median(one[name].articles_processor_s for one in self.rounds)

    def ratio(self, name: str, other: str) -> float:
        """Return the median over the rounds of a system's speed divided by another's, in processor time."""
        return statistics.median(
            one[name].articles_processor_s / one[other].articles_processor_s for one in self.rounds
        )

    def clock_ratio(self, name: str, other: str) -> float:
        """Return the same ratio by the clock."""
        return statistics.median(one[name].articles_s / one[other].articles_s for one in self.rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """A system, and the number of articles that it is timed on; slow systems get fewer."""

    system: System
    articles: int


def race(
    entrants: Sequence[Entrant], articles: Sequence[Sentences], repeats: int, progressed: Callable[[str], None]
) -> Speeds:
    """Time each system on its articles, `repeats` times, after one article that is not timed.

    Args:
        entrants: The systems.
        articles: The workload; each entrant gets the first ones.
        repeats: The number of rounds.
        progressed: Called with a message before each run.
    """
    for entrant in entrants:
        progressed(f"{entrant.system.name}: warm-up")
        entrant.system.translate(articles[:1])
    speeds = Speeds()
    for number in range(repeats):
        one: dict[str, Run] = {}
        for entrant in entrants if number % 2 == 0 else reversed(entrants):  # so that warming up favours neither end
            progressed(f"{entrant.system.name}: round {number + 1} of {repeats}")
            some = articles[: entrant.articles]
            started_s, used_s = time.perf_counter(), entrant.system.processor_s()
            entrant.system.translate(some)
            one[entrant.system.name] = Run(
                articles_s=len(some) / (time.perf_counter() - started_s),
                articles_processor_s=len(some) / (entrant.system.processor_s() - used_s),
            )
        speeds.rounds.append(one)
    return speeds


def seconds_of(system: System, articles: Sequence[Sentences], repeats: int) -> float:
    """Return the median seconds of a run."""
    times_s = []
    for _ in range(repeats):
        started_s = time.perf_counter()
        system.translate(articles)
        times_s.append(time.perf_counter() - started_s)
    return statistics.median(times_s)
